//! Which methods each path has: what a 405 names.

use actix_web::dev::ResourceDef;
use serde_json::Value;

use super::document;

/// The methods of every path.
pub struct Methods(Vec<(ResourceDef, String)>);

impl std::fmt::Debug for Methods {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Methods({} paths)", self.0.len())
    }
}

impl Methods {
    /// Of the whole contract.
    ///
    /// # Errors
    /// The collected document is not of OpenAPI's form.
    pub fn new() -> Result<Self, serde_json::Error> {
        let document = document()?;
        let paths = document["paths"].as_object().cloned().unwrap_or_default();
        let methods = |item: &Value| {
            let names = item.as_object().into_iter().flat_map(|item| item.keys());
            let names = names.map(|name| if name == "get" { "GET, HEAD".to_owned() } else { name.to_uppercase() });
            names.collect::<Vec<_>>().join(", ")
        };
        Ok(Self(paths.iter().map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect()))
    }

    /// The methods of a path, as `Allow` lists them.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<String> {
        // A literal path such as `/subscriptions/summary` before a pattern that would take it too.
        let mut found = self.0.iter().filter(|(pattern, _)| pattern.is_match(path)).collect::<Vec<_>>();
        found.sort_by_key(|(pattern, _)| pattern.pattern().is_some_and(|text| text.contains('{')));
        found.first().map(|(_, methods)| methods.clone())
    }
}
