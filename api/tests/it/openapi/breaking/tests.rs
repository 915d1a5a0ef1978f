//! The comparison itself, on a small contract.

use serde_json::json;

use super::*;

/// A small contract: one operation that takes and gives a thing.
fn contract() -> Value {
    json!({
        "security": [{"bearer": []}],
        "paths": {"/things/{id}": {"patch": {
            "operationId": "change_thing",
            "parameters": [{"in": "query", "name": "q", "schema": {"type": "string", "maxLength": 9}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Change"}}}},
            "responses": {
                "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "404": {"$ref": "#/components/responses/Problem"},
            },
        }}},
        "components": {
            "responses": {"Problem": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}},
            "schemas": {
                "Change": {"type": "object", "properties": {"kind": {"enum": ["a", "b"]}, "size": {"type": ["integer", "null"], "minimum": 1}}},
                "Thing": {"type": "object", "required": ["id"], "properties": {
                    "id": {"type": "string"}, "kind": {"enum": ["a", "b"]}, "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                }},
            },
        },
    })
}

const OPERATION: &str = "/paths/~1things~1{id}/patch";

/// The contract with another value at a place; null takes it away.
fn with(at: &str, value: Value) -> Value {
    let mut document = contract();
    let at = at.replace("OP", OPERATION).replace("SCHEMAS", "/components/schemas");
    let (parent, name) = at.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    let name = name.replace("~1", "/");
    match (value, parent) {
        (Value::Null, Value::Object(map)) => drop(map.remove(&name).unwrap()),
        (value, Value::Object(map)) => drop(map.insert(name, value)),
        _ => panic!("no object above {at}"),
    }
    document
}

#[test]
fn what_takes_something_away_or_wants_more_breaks() {
    for (at, value) in [
        ("/paths/~1things~1{id}", Value::Null),
        ("OP", Value::Null),
        ("OP/operationId", json!("alter_thing")),
        ("OP/security", json!([{"key": []}])),
        ("OP/parameters", json!([])),
        ("OP/parameters", json!([{"in": "query", "name": "q", "required": true, "schema": {"type": "string", "maxLength": 9}}])),
        ("OP/parameters", json!([{"in": "query", "name": "q", "schema": {"type": "string", "maxLength": 8}}])),
        ("OP/parameters", json!([{"in": "query", "name": "q", "schema": {"type": "string", "maxLength": 9, "pattern": "x"}}])),
        ("OP/requestBody", Value::Null),
        ("OP/responses/404", Value::Null),
        ("OP/responses/200/content/application~1json", Value::Null),
        ("SCHEMAS/Change/required", json!(["kind"])),
        ("SCHEMAS/Change/additionalProperties", json!(false)),
        ("SCHEMAS/Change/properties/size", Value::Null),
        ("SCHEMAS/Change/properties/size/type", json!("integer")),
        ("SCHEMAS/Change/properties/size/minimum", json!(2)),
        ("SCHEMAS/Change/properties/size/maximum", json!(99)),
        ("SCHEMAS/Change/properties/size/enum", json!([1, 2])),
        ("SCHEMAS/Change/properties/kind/enum", json!(["a"])),
        ("SCHEMAS/Thing/required", json!([])),
        ("SCHEMAS/Thing/properties/id", Value::Null),
        ("SCHEMAS/Thing/properties/id/type", json!(["string", "null"])),
        ("SCHEMAS/Thing/properties/id/type", json!("integer")),
        ("SCHEMAS/Thing/properties/id/format", json!("uuid")),
        ("SCHEMAS/Thing/properties/kind/enum", json!(["b"])),
        ("SCHEMAS/Thing/properties/parts/items", json!({"type": "string"})),
    ] {
        assert!(!changes(&contract(), &with(at, value.clone())).is_empty(), "{at} {value}");
    }
}

#[test]
fn what_adds_something_or_wants_less_does_not() {
    assert_eq!(changes(&contract(), &contract()), Vec::<String>::new());
    for (at, value) in [
        ("/paths/~1others", json!({"get": {"operationId": "list_others"}})),
        ("/paths/~1things~1{id}/delete", json!({"operationId": "remove_thing"})),
        ("OP/summary", json!("Another text.")),
        ("OP/security", json!([{"bearer": []}, {}])),
        ("OP/parameters", json!([{"in": "query", "name": "q", "schema": {"type": "string"}}, {"in": "query", "name": "p", "schema": {}}])),
        ("OP/responses/409", json!({})),
        ("OP/responses/200/content/text~1csv", json!({"schema": {"type": "string"}})),
        ("SCHEMAS/Change/properties/more", json!({"type": "string"})),
        ("SCHEMAS/Change/properties/size/type", json!(["integer", "null", "string"])),
        ("SCHEMAS/Change/properties/size/minimum", json!(0)),
        ("SCHEMAS/Change/properties/kind/enum", json!(["a", "b", "c"])),
        ("SCHEMAS/Thing/required", json!(["id", "kind"])),
        ("SCHEMAS/Thing/properties/more", json!({"type": "string"})),
        ("SCHEMAS/Thing/properties/kind/enum", json!(["a", "b", "c"])),
    ] {
        assert_eq!(changes(&contract(), &with(at, value.clone())), Vec::<String>::new(), "{at} {value}");
    }
}
