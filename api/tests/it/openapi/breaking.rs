//! Which changes of the contract break clients that were written for an older one. Clients accept new fields, new
//! values of enums and new statuses in answers; they know of no new demands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Which way a schema's values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// From the client to us: what was taken must be taken still.
    In,
    /// From us to the client: what was promised must be kept.
    Out,
}

/// What a reference stands for.
pub fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => resolve(document, document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null)),
        None => value,
    }
}

/// All changes that break something, each as a line.
pub fn changes(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Comparison { old, new, broken: Vec::new(), seen: BTreeSet::new() };
    for (path, item) in entries(&old["paths"]) {
        for (method, operation) in entries(item) {
            let at = format!("{} {path}", method.to_uppercase());
            match new["paths"][path].get(method) {
                None => found.breaks(&at, "was removed"),
                Some(now) => found.operation(&at, operation, now),
            }
        }
    }
    found.broken
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn words(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Array(list) => list.iter().map(Value::to_string).collect(),
        Value::Null => BTreeSet::new(),
        one => BTreeSet::from([one.to_string()]),
    }
}

struct Comparison<'a> {
    old: &'a Value,
    new: &'a Value,
    broken: Vec<String>,
    /// Pairs of schemas that were compared, since schemas may hold themselves.
    seen: BTreeSet<(String, String, bool)>,
}

impl Comparison<'_> {
    fn breaks(&mut self, at: &str, what: impl std::fmt::Display) {
        self.broken.push(format!("{at}: {what}"));
    }

    fn operation(&mut self, at: &str, old: &Value, new: &Value) {
        if old["operationId"] != new["operationId"] {
            self.breaks(at, format!("is called {} now, which generated clients call {}", new["operationId"], old["operationId"]));
        }
        let (was, is) = (old.get("security").unwrap_or(&self.old["security"]), new.get("security").unwrap_or(&self.new["security"]));
        if !words(was).is_subset(&words(is)) {
            self.breaks(at, format!("{was} was enough to ask, now it takes {is}"));
        }
        self.parameters(at, old, new);
        self.body(at, old, new);
        for (status, answer) in entries(&old["responses"]) {
            let at = format!("{at} {status}");
            match new["responses"].get(status) {
                None => self.breaks(&at, "was removed"),
                Some(now) => self.content(&at, resolve(self.old, answer), resolve(self.new, now), Way::Out),
            }
        }
    }

    fn parameters(&mut self, at: &str, old: &Value, new: &Value) {
        let by_name = |document, operation: &Value| -> BTreeMap<String, Value> {
            let list = operation["parameters"].as_array().cloned().unwrap_or_default();
            list.iter().map(|one| resolve(document, one)).map(|one| (format!("{} {}", one["in"], one["name"]), one.clone())).collect()
        };
        let (was, is) = (by_name(self.old, old), by_name(self.new, new));
        for (name, parameter) in &was {
            let at = format!("{at}, parameter {name}");
            match is.get(name) {
                None => self.breaks(&at, "was removed"),
                Some(now) => self.schema(&at, &parameter["schema"], &now["schema"], Way::In),
            }
        }
        for (name, parameter) in &is {
            if parameter["required"] == true && was.get(name).is_none_or(|old| old["required"] != true) {
                self.breaks(&format!("{at}, parameter {name}"), "is needed now");
            }
        }
    }

    fn body(&mut self, at: &str, old: &Value, new: &Value) {
        match (old.get("requestBody"), new.get("requestBody")) {
            (Some(was), Some(is)) => self.content(&format!("{at}, body"), resolve(self.old, was), resolve(self.new, is), Way::In),
            (None, Some(is)) if resolve(self.new, is)["required"] == true => self.breaks(at, "needs a body now"),
            (Some(_), None) => self.breaks(at, "takes no body any more"),
            _ => {}
        }
    }

    fn content(&mut self, at: &str, old: &Value, new: &Value, way: Way) {
        for (kind, media) in entries(&old["content"]) {
            match new["content"].get(kind) {
                None => self.breaks(at, format!("{kind} was removed")),
                Some(now) => self.schema(at, &media["schema"], &now["schema"], way),
            }
        }
    }

    fn schema(&mut self, at: &str, old: &Value, new: &Value, way: Way) {
        if let (Some(was), Some(is)) = (old.get("$ref"), new.get("$ref"))
            && !self.seen.insert((was.to_string(), is.to_string(), way == Way::In))
        {
            return;
        }
        let (old, new) = (resolve(self.old, old), resolve(self.new, new));
        self.kinds(at, old, new, way);
        self.values(at, old, new);
        if way == Way::In {
            self.bounds(at, old, new);
        }
        self.properties(at, old, new, way);
        if let (Some(was), Some(is)) = (old.get("items"), new.get("items")) {
            self.schema(&format!("{at}[]"), was, is, way);
        }
        for word in ["oneOf", "anyOf", "allOf"] {
            let (was, is) = (old[word].as_array(), new[word].as_array());
            match (was, is) {
                (Some(was), Some(is)) if was.len() == is.len() => {
                    was.iter().zip(is).for_each(|(was, is)| self.schema(at, was, is, way));
                }
                (None, None) => {}
                _ => self.breaks(at, format!("{word} is another one")),
            }
        }
    }

    /// JSON types: ours may get wider where we read and narrower where we write.
    fn kinds(&mut self, at: &str, old: &Value, new: &Value, way: Way) {
        let (was, is) = (words(&old["type"]), words(&new["type"]));
        let kept = match way {
            Way::In => is.is_empty() || !was.is_empty() && was.is_subset(&is),
            Way::Out => was.is_empty() || !is.is_empty() && is.is_subset(&was),
        };
        if !kept {
            self.breaks(at, format!("was of type {}, is of type {}", old["type"], new["type"]));
        }
        if old["format"] != new["format"] && !(way == Way::In && new["format"].is_null()) {
            self.breaks(at, format!("was of format {}, is of format {}", old["format"], new["format"]));
        }
    }

    /// Enums may get new values, both ways; none may go.
    fn values(&mut self, at: &str, old: &Value, new: &Value) {
        let (was, is) = (words(&old["enum"]), words(&new["enum"]));
        if was.is_empty() && !is.is_empty() {
            self.breaks(at, "can hold certain values only now");
        }
        if !is.is_empty() {
            for gone in was.difference(&is) {
                self.breaks(at, format!("the value {gone} was removed"));
            }
        }
    }

    fn bounds(&mut self, at: &str, old: &Value, new: &Value) {
        let number = |schema: &Value, word: &str| schema[word].as_f64();
        for (word, sign) in
            [("minimum", 1.0), ("minLength", 1.0), ("minItems", 1.0), ("maximum", -1.0), ("maxLength", -1.0), ("maxItems", -1.0)]
        {
            let tighter = match (number(old, word), number(new, word)) {
                (Some(was), Some(is)) => (is - was) * sign > 0.0,
                (None, Some(_)) => true,
                _ => false,
            };
            if tighter {
                self.breaks(at, format!("{word} was {}, is {}", old[word], new[word]));
            }
        }
        if !new["pattern"].is_null() && old["pattern"] != new["pattern"] {
            self.breaks(at, "has another pattern");
        }
        if new["additionalProperties"] == false && old["additionalProperties"] != false {
            self.breaks(at, "takes no other fields any more");
        }
    }

    fn properties(&mut self, at: &str, old: &Value, new: &Value, way: Way) {
        let (was, is) = (words(&old["required"]), words(&new["required"]));
        match way {
            Way::In => is.difference(&was).for_each(|field| self.breaks(at, format!("the field {field} is needed now"))),
            Way::Out => was.difference(&is).for_each(|field| self.breaks(at, format!("the field {field} may be missing now"))),
        }
        for (field, property) in entries(&old["properties"]) {
            let at = format!("{at}/{field}");
            match new["properties"].get(field) {
                None => self.breaks(&at, "was removed"),
                Some(now) => self.schema(&at, property, now, way),
            }
        }
    }
}

#[cfg(test)]
mod tests;
