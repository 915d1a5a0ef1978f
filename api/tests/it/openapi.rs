//! The contract: what is committed is what the routes say, it is complete, and it breaks no promise of the last release.

mod breaking;

use std::collections::BTreeSet;

use countersign::http::openapi;
use serde_json::Value;

const COMMITTED: &str = include_str!("../../../openapi.yaml");
/// The contract of the last release. A release renews it: `cp openapi.yaml openapi.released.yaml`, in the commit that
/// sets the version. Before the first release it moves along with the contract.
const RELEASED: &str = include_str!("../../../openapi.released.yaml");

fn document() -> Value {
    openapi::document().unwrap()
}

/// Every operation, as `GET /path`, with what stands there.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation)))
        .map(|(path, method, operation)| (method.to_uppercase(), path.clone(), operation))
        .collect()
}

/// All references of a document.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                found.insert(reference.to_owned());
            }
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

fn has_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

#[test]
fn what_is_committed_is_what_the_routes_say() {
    let generated = openapi::yaml().unwrap();
    assert!(COMMITTED == generated, "openapi.yaml is out of date: run `make openapi` and look at what changed");
}

#[test]
fn it_breaks_no_promise_of_the_last_release() {
    let released: Value = serde_norway::from_str(RELEASED).unwrap();
    let broken = breaking::changes(&released, &document());
    assert!(broken.is_empty(), "clients of the last release would break:\n{}", broken.join("\n"));
}

#[test]
fn it_is_openapi_3_1_of_this_version() {
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    assert!(has_text(&document["info"]["description"]) && has_text(&document["info"]["title"]));
}

#[test]
fn every_operation_says_what_it_does_under_a_name_of_its_own() {
    let document = document();
    let tags: BTreeSet<&str> = document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        assert!(has_text(&operation["summary"]), "{method} {path} has no summary");
        let name = operation["operationId"].as_str().unwrap();
        assert!(names.insert(name.to_owned()), "{name} stands twice");
        let own: Vec<&str> = operation["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
        assert!(own.len() == 1 && tags.contains(own[0]), "{method} {path} is tagged {own:?}");
    }
}

#[test]
fn every_operation_says_who_may_ask() {
    let document = document();
    let schemes = document["components"]["securitySchemes"].as_object().unwrap();
    assert_eq!(document["security"], serde_json::json!([{"bearer": []}]));
    for (method, path, operation) in operations(&document) {
        let Some(security) = operation.get("security") else {
            assert!(operation["responses"].get("401").is_some(), "{method} {path} lacks 401");
            continue;
        };
        for scheme in security.as_array().unwrap().iter().flat_map(|one| one.as_object().unwrap().keys()) {
            assert!(schemes.contains_key(scheme), "{method} {path}: {scheme}");
        }
    }
}

#[test]
fn every_operation_names_the_parameters_of_its_path() {
    for (method, path, operation) in operations(&document()) {
        let placed: BTreeSet<String> =
            path.split('/').filter_map(|part| Some(part.strip_prefix('{')?.strip_suffix('}')?.to_owned())).collect();
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let named: BTreeSet<String> =
            parameters.iter().filter(|one| one["in"] == "path").map(|one| one["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(placed, named, "{method} {path}");
        for parameter in &parameters {
            assert!(has_text(&parameter["description"]) && parameter["schema"].is_object(), "{method} {path}: {parameter}");
        }
    }
}

#[test]
fn every_operation_names_the_statuses_that_it_can_answer_with() {
    for (method, path, operation) in operations(&document()) {
        let responses = operation["responses"].as_object().unwrap();
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let takes = |place: &str, name: &str| parameters.iter().any(|one| one["in"] == place && (name.is_empty() || one["name"] == name));
        let mut expected = vec!["429", "500", "503"];
        if operation.get("requestBody").is_some() {
            expected.extend(["400", "413", "415", "422"]);
        }
        if takes("query", "") {
            expected.extend(["400", "422"]);
        }
        if takes("path", "") {
            expected.push("404");
        }
        if takes("header", "If-Match") {
            expected.push("412");
        }
        if takes("header", "Idempotency-Key") {
            expected.extend(["409", "422"]);
        }
        for status in expected {
            assert!(responses.contains_key(status), "{method} {path} lacks {status}");
        }
        let successes = responses.keys().filter(|status| status.starts_with('2')).count();
        assert_eq!(successes, 1, "{method} {path}");
    }
}

#[test]
fn every_answer_and_every_body_has_a_schema() {
    let document = document();
    for (method, path, operation) in operations(&document) {
        if let Some(body) = operation.get("requestBody") {
            let content = body["content"].as_object().unwrap();
            let kind = if path.ends_with("/import") { "text/csv" } else { "application/json" };
            assert_eq!(content.keys().collect::<Vec<_>>(), [kind], "{method} {path}");
            assert!(content[kind]["schema"].is_object() && body["required"] == true, "{method} {path}");
        }
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let answer = breaking::resolve(&document, answer);
            assert!(has_text(&answer["description"]), "{method} {path} {status} has no description");
            let content = answer.get("content").and_then(Value::as_object);
            assert_eq!(content.is_none(), status == "204", "{method} {path} {status}");
            for (kind, media) in content.into_iter().flatten() {
                assert!(media["schema"].is_object(), "{method} {path} {status} {kind}");
                assert_eq!(kind == "application/problem+json", status.starts_with(['4', '5']), "{method} {path} {status} {kind}");
            }
        }
    }
}

#[test]
fn every_schema_is_used_and_every_reference_leads_somewhere() {
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference} leads nowhere");
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(found.contains(&format!("#/components/schemas/{name}")), "{name} is not used");
    }
}

#[test]
fn every_schema_and_every_field_is_described() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let described = has_text(&property["description"]) || property.get("$ref").is_some() || property.get("oneOf").is_some();
            assert!(described, "{name}.{field} has no description");
        }
    }
}

#[test]
fn bodies_take_no_unknown_fields() {
    let document = document();
    for (method, path, operation) in operations(&document) {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_object() {
            assert_eq!(breaking::resolve(&document, schema)["additionalProperties"], false, "{method} {path}");
        }
    }
}
