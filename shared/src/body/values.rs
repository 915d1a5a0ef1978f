//! The values that single fields hold.

use serde_json::Value;

use super::Mode;
use crate::validation::{FaultCode, JsonType};

/// A value that one field can hold.
pub trait FieldValue: Sized {
    /// Takes the value apart.
    ///
    /// # Errors
    /// What is wrong with it.
    fn read(value: Value, mode: Mode) -> Result<Self, FaultCode>;
}

impl FieldValue for String {
    fn read(value: Value, _: Mode) -> Result<Self, FaultCode> {
        match value {
            Value::String(text) if text.contains('\0') => Err(FaultCode::InvalidCharacters),
            Value::String(text) => Ok(text),
            _ => Err(FaultCode::WrongType { expected: JsonType::String }),
        }
    }
}

impl FieldValue for i64 {
    fn read(value: Value, mode: Mode) -> Result<Self, FaultCode> {
        let wrong = FaultCode::WrongType { expected: JsonType::Integer };
        match (value, mode) {
            // 5.0 is an integer to JSON Schema (draft 2020-12, section 4.2.3), and a huge one is out of every range.
            (Value::Number(number), Mode::Json) => match number.as_i64() {
                Some(whole) => Ok(whole),
                None => number.as_f64().filter(|float| float.fract() == 0.0).map(saturating).ok_or(wrong),
            },
            (Value::String(text), Mode::Query) => text.parse().map_err(|_| wrong),
            _ => Err(wrong),
        }
    }
}

/// A whole float as an integer; floats beyond 64 bits become the nearest end.
fn saturating(float: f64) -> i64 {
    #[expect(clippy::as_conversions, reason = "a float that is whole; the cast saturates, which is what is wanted")]
    let whole = float as i64;
    whole
}

impl FieldValue for bool {
    fn read(value: Value, mode: Mode) -> Result<Self, FaultCode> {
        match (&value, mode) {
            (Value::Bool(flag), Mode::Json) => Ok(*flag),
            (Value::String(text), Mode::Query) => text.parse().map_err(|_| FaultCode::WrongType { expected: JsonType::Boolean }),
            _ => Err(FaultCode::WrongType { expected: JsonType::Boolean }),
        }
    }
}

impl FieldValue for chrono::DateTime<chrono::Utc> {
    fn read(value: Value, mode: Mode) -> Result<Self, FaultCode> {
        let text = String::read(value, mode)?;
        chrono::DateTime::parse_from_rfc3339(&text).map(Into::into).map_err(|_| FaultCode::InvalidInstant)
    }
}

impl FieldValue for chrono::NaiveDate {
    fn read(value: Value, mode: Mode) -> Result<Self, FaultCode> {
        let text = String::read(value, mode)?;
        // chrono alone would take "2026-1-2" too.
        if text.len() == 10 { text.parse().map_err(|_| FaultCode::InvalidDate) } else { Err(FaultCode::InvalidDate) }
    }
}
