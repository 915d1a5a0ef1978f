//! From an answer to what can be done with it (OpenAPI's links): the id of a new or listed thing is the `{id}` of the
//! paths below.

use serde_json::{Map, Value, json};

use super::operations_of;

/// Adds links to the answers that create or list things.
pub fn add(document: &mut Value) {
    let targets: Vec<(String, String)> =
        operations_of(document).filter_map(|(path, _, operation)| Some((path, operation["operationId"].as_str()?.to_owned()))).collect();
    for (path, method, operation) in operations_of(document) {
        let is_list = operation["responses"]["200"]["content"].get("text/csv").is_some();
        let (status, id) = match &*method {
            "post" => ("201", "$response.body#/id"),
            "get" if is_list => ("200", "$response.body#/items/0/id"),
            _ => continue,
        };
        let Some(response) = operation["responses"].get_mut(status) else { continue };
        let links = links(&path, id, &targets);
        if !links.is_empty() {
            response["links"] = Value::Object(links);
        }
    }
}

fn links(from: &str, id: &str, targets: &[(String, String)]) -> Map<String, Value> {
    let below = |(path, operation): &(String, String)| {
        let rest = path.strip_prefix(from)?.strip_prefix("/{")?;
        let (name, rest) = rest.split_once('}')?;
        if rest.contains('{') {
            return None;
        }
        let mut parameters = Map::new();
        for kept in from.split('{').skip(1).filter_map(|part| part.split('}').next()) {
            parameters.insert(kept.to_owned(), json!(format!("$request.path.{kept}")));
        }
        parameters.insert(name.to_owned(), json!(id));
        Some((operation.clone(), json!({"operationId": operation, "parameters": parameters})))
    };
    targets.iter().filter_map(below).collect()
}
