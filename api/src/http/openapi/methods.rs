//! Which methods each path has: what a 405 names.

use std::sync::OnceLock;

use actix_web::dev::ResourceDef;
use serde_json::Value;

use super::document;

/// A path's pattern, and its methods as `Allow` lists them.
type Methods = Vec<(ResourceDef, String)>;

/// The methods of a path, as `Allow` lists them; none where no operation has the path. Read from the contract when it is
/// asked for the first time: a server starts sooner for it.
///
/// # Errors
/// The contract can't be collected.
pub fn allow(path: &str) -> Result<Option<String>, String> {
    static METHODS: OnceLock<Result<Methods, String>> = OnceLock::new();
    let all = METHODS.get_or_init(|| document().map(|document| methods_of(&document)).map_err(|error| error.to_string()));
    let all = all.as_ref().map_err(Clone::clone)?;
    // A literal path such as `/subscriptions/summary` before a pattern that would take it too.
    let mut found = all.iter().filter(|(pattern, _)| pattern.is_match(path)).collect::<Vec<_>>();
    found.sort_by_key(|(pattern, _)| pattern.pattern().is_some_and(|text| text.contains('{')));
    Ok(found.first().map(|(_, methods)| methods.clone()))
}

fn methods_of(document: &Value) -> Methods {
    let methods = |item: &Value| {
        let names = item.as_object().into_iter().flat_map(|item| item.keys());
        let names = names.map(|name| if name == "get" { "GET, HEAD".to_owned() } else { name.to_uppercase() });
        names.collect::<Vec<_>>().join(", ")
    };
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paths.map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect()
}
