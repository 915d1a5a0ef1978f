//! What JSON Schema can say of the requests' rules beyond their types: the forms of texts, and fields that depend on
//! each other. What it can't say (a password that is easy to guess, a cursor that no list gave out) the refusals say.

use serde_json::{Value, json};
use shared::sandbox::{STEP_DAYS_MAX, STEP_HOURS_MAX, STEP_SECONDS_MAX};
use shared::validation::{METADATA_ENTRIES_MAX, METADATA_KEY_MAX, METADATA_VALUE_MAX};

/// Any text; no text holds NUL, which PostgreSQL can't keep.
const TEXT: &str = r"^[^\u0000]*$";
/// Text that is not only white space.
const TOKEN: &str = r"^[^\u0000]*[^\u0000\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000][^\u0000]*$";
/// `validation`'s line: not only white space; once that is taken off both ends, no control characters.
const LINE: &str = concat!(
    r"^[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*",
    r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000]",
    r"([^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*",
    r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000])?",
    r"[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$",
);
/// `validation::email`: a dot-atom, a domain with a dot, and a letter in its last label.
const EMAIL: &str = concat!(
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@",
    r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?=[0-9-]*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$",
);
/// `validation::phone`: at least three digits, and what people write between them.
const PHONE: &str = r"^[ +()./-]*[0-9][ +()./-]*[0-9][ +()./-]*[0-9][0-9 +()./-]*$";

/// `validation::second_factor`: six digits, or the sixteen letters and digits of a recovery code, and what people put between.
const CODE: &str = r"^[ -]*(([0-9][ -]*){6}|([2-9A-HJ-NP-Za-hj-np-z][ -]*){16})$";

/// The forms of the requests' texts, by the name of the field.
const FORMS: &[(&str, &[&str])] = &[
    (LINE, &["company_name", "display_name", "external_ref", "full_name", "name", "reason", "reseller_name"]),
    (EMAIL, &["administrator", "email"]),
    (PHONE, &["phone"]),
    (CODE, &["code"]),
    (TEXT, &["admin_consent", "current", "error", "error_description", "key", "new", "password"]),
    (TOKEN, &["setup_code", "state", "token"]),
];

/// What answers leave out: for customers' people, or where there is nothing to tell.
const LEFT_OUT: &[(&str, &[&str])] = &[
    ("ConnectionDetail", &["missing_settings"]),
    ("Problem", &["errors", "header", "allowed_actions", "subscription_status"]),
    (
        "Subscription",
        &[
            "holds", "plan", "term", "next_payment_date", "external_ref", "metadata", "scheduled_changes", "immediate_cancel_until",
            "end_reason",
        ],
    ),
];

/// Completes the schemas of requests and answers.
pub fn complete(schemas: &mut Value) {
    name_metadata(schemas);
    schemas["AdvanceClock"] = advance_clock();
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        if let Some(row) = name.strip_prefix("Page_") {
            // The derive writes the rows of each kind of page out once more.
            schema["properties"]["items"]["items"] = json!({"$ref": format!("#/components/schemas/{row}")});
        }
        if schema["additionalProperties"] == json!(false) {
            shape_texts(name, schema);
        } else if schema["type"] == "object" && schema.get("properties").is_some() {
            require_all(name, schema);
        }
    }
    let Some(schemas) = schemas.as_object_mut() else { return };
    if let Some(creation) = schemas.get_mut("CreateSubscription") {
        creation["properties"]["terms_accepted"]["const"] = json!(true);
        creation["allOf"] = creation_conditions();
    }
    if let Some(returned) = schemas.get_mut("ReturnedConsent") {
        let given = |field: &str| json!({"required": [field], "properties": {field: {"not": {"type": "null"}}}});
        returned["anyOf"] = json!([given("tenant"), given("error")]);
    }
    if let Some(bulk) = schemas.get_mut("Bulk") {
        bulk["allOf"] = bulk_conditions();
    }
    if let Some(change) = schemas.get_mut("ChangeSubscription") {
        change["if"] = json!({"required": ["contact"]});
        change["then"] = json!({
            "required": ["customer_edits_signatures"],
            "properties": {"customer_edits_signatures": {"const": true}},
        });
    }
}

/// Gives the free entries of a subscription their name and bounds; the derive calls them after their Rust type.
fn name_metadata(schemas: &mut Value) {
    const DERIVED: &str = "#/components/schemas/BTreeMap";
    let _ = schemas.as_object_mut().map(|schemas| schemas.remove("BTreeMap"));
    replace(schemas, &json!(DERIVED), &json!("#/components/schemas/Metadata"));
    schemas["Metadata"] = json!({
        "type": "object",
        "description": "Free entries that an integrator keeps at a subscription.",
        "maxProperties": METADATA_ENTRIES_MAX,
        "propertyNames": {"minLength": 1, "maxLength": METADATA_KEY_MAX, "pattern": TEXT},
        "additionalProperties": {"type": "string", "maxLength": METADATA_VALUE_MAX, "pattern": TEXT},
        "example": {"account_manager": "Nadia"},
    });
}

/// One way, and no other, to say how far: what an enum's derived schema would leave open.
fn advance_clock() -> Value {
    let count = |unit: &str, max: i64| {
        let description = format!("By so many {unit}.");
        json!({"type": "integer", "format": "int64", "minimum": 1, "maximum": max, "description": description})
    };
    let until = "To this instant, by the sandbox's clock: one that is yet to come there, at most 400 days ahead.";
    json!({
        "type": "object",
        "description": "Moves the clock of a sandbox ahead: by a number of days (of 24 hours), of hours or of seconds, or to an \
            instant. Exactly one of them is given.",
        "properties": {
            "days": count("days", STEP_DAYS_MAX),
            "hours": count("hours", STEP_HOURS_MAX),
            "seconds": count("seconds", STEP_SECONDS_MAX),
            "until": {"type": "string", "format": "date-time", "description": until},
        },
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": false,
    })
}

fn replace(within: &mut Value, old: &Value, new: &Value) {
    match within {
        _ if within == old => *within = new.clone(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, old, new)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, old, new)),
        _ => {}
    }
}

fn shape_texts(name: &str, schema: &mut Value) {
    let Some(fields) = schema.get_mut("properties") else { return };
    if name == "Profile" {
        // Whatever a platform says of a person, on one line.
        fields.as_object_mut().into_iter().flatten().for_each(|(_, field)| field["pattern"] = json!(LINE));
        return;
    }
    for (form, names) in FORMS {
        for name in *names {
            if let Some(field) = fields.get_mut(*name) {
                field["pattern"] = json!(form);
            }
        }
    }
}

/// Answers always have all their fields, null where there is no value, but for those that are left out as a whole.
fn require_all(name: &str, schema: &mut Value) {
    let optional = LEFT_OUT.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, fields)| *fields);
    let fields = schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys());
    schema["required"] = fields.filter(|field| !optional.contains(&&***field)).cloned().collect();
}

/// A reason for a pause, days for longer trials, and neither where it is not wanted.
fn bulk_conditions() -> Value {
    let given = |field: &str| json!({"required": [field], "properties": {field: {"not": {"type": "null"}}}});
    let absent = |field: &str| json!({"properties": {field: {"type": "null"}}});
    let rule = |action: &str, then: Value| json!({"if": {"properties": {"action": {"const": action}}}, "then": then});
    json!([
        rule("pause", json!({"allOf": [given("reason"), absent("days")]})),
        rule("resume", json!({"allOf": [absent("reason"), absent("days")]})),
        rule("extend_trial", given("days")),
    ])
}

/// A contact exactly where the customer edits signatures; plan and term together; no trial's length without a trial.
fn creation_conditions() -> Value {
    let given = |field: &str| json!({"required": [field], "properties": {field: {"not": {"type": "null"}}}});
    let absent = |field: &str| json!({"properties": {field: {"type": "null"}}});
    let both = json!({"allOf": [given("plan"), given("term")]});
    let skips = json!({"required": ["skip_trial"], "properties": {"skip_trial": {"const": true}}});
    json!([
        {
            "if": {"properties": {"customer_edits_signatures": {"const": true}}},
            "then": given("contact"),
            "else": absent("contact"),
        },
        {"if": {"anyOf": [given("plan"), given("term"), skips]}, "then": both},
        {"if": skips, "then": absent("trial_days")},
    ])
}
