//! Whole examples of bodies, put together from the examples of their fields.

use serde_json::{Map, Value, json};

use super::resolved;

/// Gives a request's or an answer's JSON its example.
pub fn of_content(holder: &mut Value, schemas: &Value) {
    let Some(content) = holder.pointer_mut("/content/application~1json") else { return };
    let whole = example(&content["schema"], schemas);
    content["example"] = whole;
}

fn example(schema: &Value, schemas: &Value) -> Value {
    let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    if let Some(whole) = by_hand(name) {
        return whole;
    }
    let schema = resolved(schema, schemas);
    if let Some(given) = schema.get("example").or_else(|| schema.get("const")) {
        return given.clone();
    }
    if let Some(word) = schema["enum"].get(0) {
        return word.clone();
    }
    if let Some(variants) = schema["oneOf"].as_array() {
        let variant = variants.iter().find(|variant| variant["type"] != "null");
        return variant.map_or(Value::Null, |variant| example(variant, schemas));
    }
    match schema["type"].as_str() {
        Some("object") => object(schema, schemas),
        Some("array") => json!([example(&schema["items"], schemas)]),
        Some("boolean") => json!(true),
        Some("integer") => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        Some("string") => json!(match schema["format"].as_str() {
            Some("date-time") => "2026-11-22T09:30:00Z",
            Some("date") => "2026-12-22",
            Some("uuid") => "01a200bd-0293-7636-891b-c30a582e820d",
            _ => "…",
        }),
        // Null, or a value: null is right everywhere.
        _ => Value::Null,
    }
}

/// A request's example has what is needed and what has an example of its own; an answer's has everything.
fn object(schema: &Value, schemas: &Value) -> Value {
    let needed = |name: &String| schema["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name));
    let fields = schema["properties"].as_object().into_iter().flatten();
    let shown = fields.filter(|(name, field)| needed(name) || field.get("example").is_some());
    Value::Object(shown.map(|(name, field)| (name.clone(), example(field, schemas))).collect::<Map<_, _>>())
}

/// Examples whose fields must fit together.
fn by_hand(schema: &str) -> Option<Value> {
    let id = "01a200bd-0293-7636-891b-c30a582e820d";
    let whole = match schema {
        "CreateSubscription" => json!({
            "product": "microsoft_365",
            "company_name": "Boulangerie Mercier et Fils",
            "seats": 18,
            "customer_edits_signatures": true,
            "contact": {"full_name": "Camille Mercier", "email": "camille@mercier.example"},
            "locale": "fr",
            "terms_accepted": true,
            "trial_days": 14,
            "external_ref": "CRM-10023",
            "metadata": {"account_manager": "Nadia"},
        }),
        "AdvanceClock" => json!({"days": 14}),
        "ChangeSubscription" => json!({"company_name": "Boulangerie Mercier et Fils", "seats": 24}),
        "Subscription" => json!({
            "id": id,
            "product": "microsoft_365",
            "company_name": "Boulangerie Mercier et Fils",
            "seats": 18,
            "status": "trial",
            "lifecycle": "trial",
            "holds": [],
            "customer_edits_signatures": true,
            "trial": {
                "started_at": "2026-11-22T09:30:00Z",
                "ends_at": "2026-12-06T09:30:00Z",
                "days_left": 14,
                "outcome": "running",
                "extension_days_left": 14,
            },
            "plan": null,
            "term": null,
            "next_payment_date": null,
            "connection": {"status": "not_connected", "modes": []},
            "external_ref": "CRM-10023",
            "metadata": {"account_manager": "Nadia"},
            "allowed_actions": ["activate", "pause", "cancel", "extend_trial", "end_trial", "change_seats", "change_plan"],
            "scheduled_changes": [],
            "end_reason": null,
            "created_at": "2026-11-22T09:30:00Z",
            "updated_at": "2026-11-22T09:30:00Z",
            "ended_at": null,
            "erased_at": null,
            "version": 1,
        }),
        "Bulk" => json!({"action": "pause", "ids": [id], "reason": "Company holidays"}),
        "BulkResult" => json!({
            "items": [
                {"id": id, "status": "done", "code": null, "detail": null, "subscription": by_hand("Subscription")},
                {
                    "id": "01a200bd-0293-7636-891b-c30b6a11f0c2",
                    "status": "refused",
                    "code": "not_found",
                    "detail": "Check the address or the id. It may have been removed, or you may have no access to it.",
                    "subscription": null,
                },
            ],
            "done": 1,
            "refused": 1,
        }),
        "ImportReport" => json!({
            "dry_run": true,
            "columns": ["product", "company_name", "seats", "customer_edits_signatures", "locale"],
            "rows": [
                {"line": 2, "cells": ["google_workspace", "De Vries B.V.", "3", "false", "nl"], "faults": [], "subscription_id": null},
                {
                    "line": 3,
                    "cells": ["microsoft_365", "Boulangerie Mercier et Fils", "0", "false", "fr"],
                    "faults": [{"column": "seats", "code": "out_of_range", "detail": "Enter a number from 1 to 1000000."}],
                    "subscription_id": null,
                },
            ],
            "faulty": 1,
            "created": 0,
        }),
        "Me" => json!({
            "id": id,
            "email": "olga@northwind.example",
            "new_email": null,
            "full_name": "Olga Ostrova",
            "phone": "+32 2 555 12 34",
            "locale": "en",
            "trial_mails": true,
            "reseller": {
                "id": "01a200bd-0293-7636-891b-c2f3a7d01e44",
                "name": "Northwind IT",
                "role": "billing",
                "rights": ["see", "bill"],
                "sandbox": false,
            },
            "subscriptions": [],
            "created_at": "2026-11-22T09:30:00Z",
            "version": 1,
        }),
        "Event" => json!({
            "id": id,
            "seq": 42,
            "at": "2026-11-22T09:30:00Z",
            "kind": "subscription.changed",
            "actor": {"kind": "account", "account_id": "01a200bd-0293-7636-891b-c2f3a7d01e44", "api_key_id": null, "name": "Olga Ostrova"},
            "subject": {"kind": "subscription", "id": "01a200bd-0293-7636-891b-c30b6a11f0c2", "name": "Boulangerie Mercier et Fils"},
            "subscription_id": "01a200bd-0293-7636-891b-c30b6a11f0c2",
            "data": {"seats": {"from": 18, "to": 24}},
        }),
        "SpfReport" => json!({
            "result": "ok_without_us",
            "lookups_now": 1,
            "lookups_after": 2,
            "void_lookups": 0,
            "records": ["v=spf1 include:spf.protection.outlook.com -all"],
            "record_now": "v=spf1 include:spf.protection.outlook.com -all",
            "record_to_publish": "v=spf1 include:spf.protection.outlook.com include:spf.countersign.example -all",
            "fault": null,
            "advice": ["publish_record"],
            "tree": spf_tree(),
            "checked_at": "2026-11-22T09:30:00Z",
        }),
        "SpfLookup" => spf_tree(),
        _ => return None,
    };
    Some(whole)
}

/// A tree of look-ups, whose schema contains itself.
fn spf_tree() -> Value {
    let lookup = |term: &str, domain: &str, record: &str, children: Value| json!({"term": term, "domain": domain, "state": "ok", "lookups": 1, "record": record, "ours": false, "children": children});
    let platform = "spf.protection.outlook.com";
    let below = lookup(&format!("include:{platform}"), platform, "v=spf1 ip4:192.0.2.0/24 -all", json!([]));
    lookup("mercier.example", "mercier.example", &format!("v=spf1 include:{platform} -all"), json!([below]))
}
