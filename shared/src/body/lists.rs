//! Fields that hold several values.

use serde_json::Value;

use super::{Fault, FieldValue, Fields, pointer};
use crate::validation::{FaultCode, JsonType};

impl Fields {
    /// A list that must be there with at least one value; what stands in it twice counts once. A wrong value is a fault
    /// of its own place: `/scopes/1`.
    pub fn some_of<T: FieldValue + PartialEq>(&mut self, name: &str) -> Option<Vec<T>> {
        self.some_up_to(name, usize::MAX)
    }

    /// The same, with at most `max` values.
    pub fn some_up_to<T: FieldValue + PartialEq>(&mut self, name: &str, max: usize) -> Option<Vec<T>> {
        let items = match self.take(name) {
            Some(Value::Array(items)) if !items.is_empty() => items,
            given => {
                let wrong = FaultCode::WrongType { expected: JsonType::Array };
                self.fault(name, if matches!(given, None | Some(Value::Array(_))) { FaultCode::Required } else { wrong });
                return None;
            }
        };
        if items.len() > max {
            self.fault(name, FaultCode::TooLong { max });
            return None;
        }
        let (at, before) = (pointer(&self.at, name), self.faults.len());
        let mut values = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            match T::read(item, self.mode) {
                Ok(value) if values.contains(&value) => {}
                Ok(value) => values.push(value),
                Err(code) => self.faults.push(Fault { pointer: pointer(&at, &index.to_string()), code }),
            }
        }
        (self.faults.len() == before).then_some(values)
    }
}
