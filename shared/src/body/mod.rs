//! Reading a request field by field, so that **all** its faults are told at once: wrong types, missing and unknown
//! fields, values out of range, and fields that don't fit together.
//!
//! A derived deserializer stops at its first error; here each request type reads its fields from [`Fields`], which
//! collects a [`Fault`] with a JSON pointer (RFC 6901) for each that is wrong.

mod lists;
mod query;
mod values;

use serde_json::{Map, Value};

pub use query::pairs;
pub use values::FieldValue;

use crate::validation::{FaultCode, JsonType, Metadata};

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer of the field; empty for the whole body.
    pub pointer: String,
    /// What is wrong with it.
    pub code: FaultCode,
}

impl Fault {
    /// A fault of a field of the body, or of a parameter of the query string, which counts as an object.
    #[must_use]
    pub fn of_parameter(name: &str, code: FaultCode) -> Self {
        Self { pointer: pointer("", name), code }
    }
}

/// Where values come from: JSON has types of its own, a query string has only text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A JSON body.
    Json,
    /// A query string.
    Query,
}

/// A request that can be read from a JSON object, or from a query string.
pub trait FromFields: Sized {
    /// Reads every field; `None` when a fault was noted.
    fn from_fields(fields: &mut Fields) -> Option<Self>;

    /// Reads a JSON body.
    ///
    /// # Errors
    /// All faults, in the order of the fields' reading.
    fn from_json(body: Value) -> Result<Self, Vec<Fault>> {
        match body {
            Value::Object(map) => Self::read_all(Fields::new(map, Mode::Json, String::new())),
            _ => Err(vec![Fault { pointer: String::new(), code: FaultCode::WrongType { expected: JsonType::Object } }]),
        }
    }

    /// Reads the pairs of a query string, seen as an object of texts. No name may come twice.
    ///
    /// # Errors
    /// All faults, in the order of the fields' reading.
    fn from_query(pairs: Vec<(String, String)>) -> Result<Self, Vec<Fault>> {
        let mut map = Map::new();
        let mut twice = Vec::new();
        for (name, text) in pairs {
            if map.insert(name.clone(), Value::String(text)).is_some() {
                twice.push(Fault { pointer: pointer("", &name), code: FaultCode::Twice });
            }
        }
        // However often it stands there, it is one fault.
        twice.dedup();
        let mut fields = Fields::new(map, Mode::Query, String::new());
        fields.faults = twice;
        Self::read_all(fields)
    }

    /// Reads an object of texts, or of objects of texts, such as a row of a file: by the rules of a query string.
    ///
    /// # Errors
    /// All faults, in the order of the fields' reading.
    fn from_texts(texts: Map<String, Value>) -> Result<Self, Vec<Fault>> {
        Self::read_all(Fields::new(texts, Mode::Query, String::new()))
    }

    /// Reads what stands in `fields`, and holds what is left over against it.
    ///
    /// # Errors
    /// All faults.
    fn read_all(mut fields: Fields) -> Result<Self, Vec<Fault>> {
        let read = Self::from_fields(&mut fields);
        fields.finish();
        match (read, fields.faults.is_empty()) {
            (Some(read), true) => Ok(read),
            _ => Err(fields.faults),
        }
    }
}

/// The fields of one JSON object that are not read yet, and the faults found so far.
#[derive(Debug)]
pub struct Fields {
    map: Map<String, Value>,
    mode: Mode,
    at: String,
    faults: Vec<Fault>,
}

impl Fields {
    fn new(map: Map<String, Value>, mode: Mode, at: String) -> Self {
        Self { map, mode, at, faults: Vec::new() }
    }

    /// Notes a fault of a field.
    pub fn fault(&mut self, name: &str, code: FaultCode) {
        self.faults.push(Fault { pointer: pointer(&self.at, name), code });
    }

    /// Whether the field is there and not null.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.map.get(name).is_some_and(|value| !value.is_null())
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.map.remove(name).filter(|value| !value.is_null())
    }

    /// A field that must be there, and passes `rule`.
    pub fn required<T: FieldValue, U>(&mut self, name: &str, rule: impl FnOnce(T) -> Result<U, FaultCode>) -> Option<U> {
        match self.take(name) {
            Some(value) => self.checked(name, value, rule),
            None => {
                self.fault(name, FaultCode::Required);
                None
            }
        }
    }

    /// A field that may be absent or null; the outer `None` is a fault.
    pub fn optional<T: FieldValue, U>(&mut self, name: &str, rule: impl FnOnce(T) -> Result<U, FaultCode>) -> Option<Option<U>> {
        match self.take(name) {
            Some(value) => self.checked(name, value, rule).map(Some),
            None => Some(None),
        }
    }

    /// A field of a change that may be absent (leave as it is) but not null; the outer `None` is a fault.
    pub fn changed<T: FieldValue, U>(&mut self, name: &str, rule: impl FnOnce(T) -> Result<U, FaultCode>) -> Option<Option<U>> {
        match self.map.remove(name) {
            Some(Value::Null) => {
                self.fault(name, FaultCode::Required);
                None
            }
            Some(value) => self.checked(name, value, rule).map(Some),
            None => Some(None),
        }
    }

    /// Refuses null for a field of a change that can't be taken away.
    pub fn refuse_null(&mut self, name: &str) {
        if self.map.get(name).is_some_and(Value::is_null) {
            self.map.remove(name);
            self.fault(name, FaultCode::Required);
        }
    }

    /// A field of a change that may be absent (leave as it is) or null (take the value away); the outermost `None` is
    /// a fault.
    pub fn clearable<T: FieldValue, U>(&mut self, name: &str, rule: impl FnOnce(T) -> Result<U, FaultCode>) -> Option<Option<Option<U>>> {
        match self.map.remove(name) {
            Some(Value::Null) => Some(Some(None)),
            Some(value) => self.checked(name, value, rule).map(|value| Some(Some(value))),
            None => Some(None),
        }
    }

    fn checked<T: FieldValue, U>(&mut self, name: &str, value: Value, rule: impl FnOnce(T) -> Result<U, FaultCode>) -> Option<U> {
        match T::read(value, self.mode).and_then(rule) {
            Ok(value) => Some(value),
            Err(code) => {
                self.fault(name, code);
                None
            }
        }
    }

    /// An object within the object, read by its own rules; absent and null are `Some(None)`, faults are `None`.
    pub fn object<T: FromFields>(&mut self, name: &str) -> Option<Option<T>> {
        match self.take(name) {
            None => Some(None),
            Some(Value::Object(map)) => match T::read_all(Self::new(map, self.mode, pointer(&self.at, name))) {
                Ok(read) => Some(Some(read)),
                Err(faults) => {
                    self.faults.extend(faults);
                    None
                }
            },
            Some(_) => {
                self.fault(name, FaultCode::WrongType { expected: JsonType::Object });
                None
            }
        }
    }

    /// A text that is itself a query string, read by the rules of `T` and kept as it was sent; absent is `Some(None)`. Its
    /// faults have pointers below the field's, as if it were an object of its parameters.
    pub fn query_string<T: FromFields>(&mut self, name: &str, max: usize) -> Option<Option<String>> {
        let text =
            self.changed(name, |text: String| if text.chars().count() > max { Err(FaultCode::TooLong { max }) } else { Ok(text) })?;
        let Some(text) = text else { return Some(None) };
        let Some(pairs) = pairs(&text) else {
            self.fault(name, FaultCode::InvalidCharacters);
            return None;
        };
        match T::from_query(pairs) {
            Ok(_) => Some(Some(text)),
            Err(faults) => {
                let at = pointer(&self.at, name);
                self.faults.extend(faults.into_iter().map(|fault| Fault { pointer: format!("{at}{}", fault.pointer), ..fault }));
                None
            }
        }
    }

    /// Free entries of text by text; absent and null are `Some(None)`, faults are `None`.
    pub fn metadata(&mut self, name: &str) -> Option<Option<Metadata>> {
        let map = match self.take(name) {
            None => return Some(None),
            Some(Value::Object(map)) => map,
            Some(_) => {
                self.fault(name, FaultCode::WrongType { expected: JsonType::Object });
                return None;
            }
        };
        let at = pointer(&self.at, name);
        let mut entries = Metadata::new();
        let before = self.faults.len();
        for (key, value) in map {
            match String::read(value, self.mode) {
                Ok(text) => {
                    entries.insert(key, text);
                }
                Err(code) => self.faults.push(Fault { pointer: pointer(&at, &key), code }),
            }
        }
        for (key, code) in crate::validation::metadata(&entries).err().into_iter().flatten() {
            let pointer = key.map_or_else(|| at.clone(), |key| pointer(&at, &key));
            self.faults.push(Fault { pointer, code });
        }
        (self.faults.len() == before).then_some(Some(entries))
    }

    /// Notes every field that nobody read.
    fn finish(&mut self) {
        for name in std::mem::take(&mut self.map).keys() {
            self.fault(name, FaultCode::UnknownField);
        }
    }
}

/// The rule of a field that takes every value of its type.
///
/// # Errors
/// None.
pub fn any<T>(value: T) -> Result<T, FaultCode> {
    Ok(value)
}

/// A JSON pointer one step deeper (RFC 6901, section 3: `~` and `/` are escaped).
fn pointer(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A request without any field: `{}`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Empty {}

impl FromFields for Empty {
    fn from_fields(_: &mut Fields) -> Option<Self> {
        Some(Self {})
    }
}

#[cfg(test)]
mod tests;
