use serde_json::json;

use super::*;
use crate::validation;

#[derive(Debug, PartialEq)]
struct Sample {
    seats: u32,
    note: Option<Option<String>>,
    inner: Option<Inner>,
}

#[derive(Debug, PartialEq)]
struct Inner {
    email: String,
}

impl FromFields for Sample {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let seats = f.required("seats", validation::seats);
        let note = f.clearable("note", any::<String>);
        let inner = f.object("inner");
        Some(Self { seats: seats?, note: note?, inner: inner? })
    }
}

impl FromFields for Inner {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { email: f.required("email", validation::email)? })
    }
}

fn faults(body: Value) -> Vec<(String, &'static str)> {
    Sample::from_json(body).err().unwrap_or_default().into_iter().map(|f| (f.pointer, f.code.as_str())).collect()
}

#[test]
fn every_fault_is_told_with_its_pointer() {
    let body = json!({"seats": "five", "note": 3, "inner": {"email": "x", "a/b~c": 1}, "extra": null});
    assert_eq!(
        faults(body),
        [
            ("/seats".to_owned(), "wrong_type"),
            ("/note".to_owned(), "wrong_type"),
            ("/inner/email".to_owned(), "invalid_email"),
            ("/inner/a~1b~0c".to_owned(), "unknown_field"),
            ("/extra".to_owned(), "unknown_field"),
        ]
    );
    assert_eq!(faults(json!([])), [(String::new(), "wrong_type")]);
    assert_eq!(faults(json!({"seats": null})), [("/seats".to_owned(), "required")]);
}

#[test]
fn absent_null_and_value_are_told_apart() {
    let note = |body: Value| Sample::from_json(body).map(|sample| sample.note);
    assert_eq!(note(json!({"seats": 1})), Ok(None));
    assert_eq!(note(json!({"seats": 1, "note": null})), Ok(Some(None)));
    assert_eq!(note(json!({"seats": 1, "note": "x"})), Ok(Some(Some("x".to_owned()))));
}

#[test]
fn whole_numbers_are_whole_however_they_are_written() {
    for (body, expected) in [(json!({"seats": 5.0}), Ok(5)), (json!({"seats": 1e3}), Ok(1000))] {
        assert_eq!(Sample::from_json(body).map(|sample| sample.seats), expected);
    }
    assert_eq!(faults(json!({"seats": 5.5})), [("/seats".to_owned(), "wrong_type")]);
    assert_eq!(faults(json!({"seats": 1e30})), [("/seats".to_owned(), "out_of_range")]);
    assert_eq!(faults(json!({"seats": true})), [("/seats".to_owned(), "wrong_type")]);
}

#[test]
fn a_query_string_is_text_and_names_come_once() {
    let read =
        |pairs: &[(&str, &str)]| Sample::from_query(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    assert_eq!(read(&[("seats", "7")]).map(|sample| sample.seats), Ok(7));
    assert!(read(&[("seats", "7"), ("seats", "8")]).is_err());
    assert!(read(&[("seats", "7.0")]).is_err());
}

#[test]
fn a_list_has_at_least_one_value_and_each_once() {
    let read = |body: Value| {
        let Value::Object(map) = body else { return Err(Vec::new()) };
        let mut fields = Fields::new(map, Mode::Json, String::new());
        let read = fields.some_of::<i64>("counts");
        read.ok_or_else(|| fields.faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect::<Vec<_>>())
    };
    assert_eq!(read(json!({"counts": [3, 1, 3]})), Ok(vec![3, 1]));
    assert_eq!(read(json!({"counts": []})), Err(vec!["/counts required".to_owned()]));
    assert_eq!(read(json!({})), Err(vec!["/counts required".to_owned()]));
    assert_eq!(read(json!({"counts": 3})), Err(vec!["/counts wrong_type".to_owned()]));
    assert_eq!(read(json!({"counts": [1, "x", null]})), Err(vec!["/counts/1 wrong_type".to_owned(), "/counts/2 wrong_type".to_owned()]));
}

#[test]
fn instants_are_of_rfc_3339_and_come_in_utc() {
    let read = |text: &str| <chrono::DateTime<chrono::Utc>>::read(json!(text), Mode::Json);
    assert_eq!(read("2026-11-24T10:30:00+01:00"), read("2026-11-24T09:30:00Z"));
    assert!(read("2026-11-24T09:30:00Z").is_ok());
    for wrong in ["2026-11-24", "2026-11-24T09:30:00", "2026-02-30T09:30:00Z", "9999-12-31T23:59:59-01:00", "soon", ""] {
        assert_eq!(read(wrong).map_err(|code| code.as_str()), Err("invalid_instant"), "{wrong}");
    }
}
