//! `POST /subscriptions`: what is refused, and that nothing of it stays.

use serde_json::{Value, json};

use crate::support::{NewSubscription, Reseller, TestApp};

/// Everything that a creation writes.
async fn rows(app: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["subscriptions", "trials", "search_words", "invites", "jobs", "events", "kept_answers"] {
        counts.push(app.count(table).await);
    }
    counts
}

type Wrong = (&'static str, fn(NewSubscription) -> NewSubscription, &'static [&'static str]);

fn long(count: usize) -> String {
    "é".repeat(count)
}

fn entries(count: usize) -> Value {
    (0..count).map(|n| (n.to_string(), json!("x"))).collect::<serde_json::Map<_, _>>().into()
}

const RULES: &[Wrong] = &[
    ("no product", |s| s.without("product"), &["/product required"]),
    ("a product that is not sold", |s| s.with("product", "exchange"), &["/product not_allowed"]),
    ("no name", |s| s.without("company_name"), &["/company_name required"]),
    ("null as name", |s| s.with("company_name", Value::Null), &["/company_name required"]),
    ("an empty name", |s| s.company(""), &["/company_name blank"]),
    ("a name of white space", |s| s.company(" \u{a0}\t"), &["/company_name blank"]),
    ("a name of two lines", |s| s.company("a\nb"), &["/company_name invalid_characters"]),
    ("a name that turns text round", |s| s.company("a\u{202e}b"), &["/company_name invalid_characters"]),
    ("a name with NUL", |s| s.company("a\0b"), &["/company_name invalid_characters"]),
    ("a name of 201 characters", |s| s.with("company_name", long(201)), &["/company_name too_long"]),
    ("a number as name", |s| s.with("company_name", 7), &["/company_name wrong_type"]),
    ("no seats", |s| s.without("seats"), &["/seats required"]),
    ("zero seats", |s| s.with("seats", 0), &["/seats out_of_range"]),
    ("less than no seats", |s| s.with("seats", -1), &["/seats out_of_range"]),
    ("a million and one seats", |s| s.with("seats", 1_000_001), &["/seats out_of_range"]),
    ("half a seat", |s| s.with("seats", 1.5), &["/seats wrong_type"]),
    ("seats as text", |s| s.with("seats", "18"), &["/seats wrong_type"]),
    ("no word on access", |s| s.without("customer_edits_signatures"), &["/customer_edits_signatures required"]),
    ("access as text", |s| s.with("customer_edits_signatures", "yes"), &["/customer_edits_signatures wrong_type"]),
    ("access without a contact", |s| s.with("customer_edits_signatures", true), &["/contact required"]),
    ("a contact without access", |s| s.with("contact", json!({"full_name": "A", "email": "a@b.example"})), &["/contact not_wanted"]),
    ("an empty contact", |s| s.contact("x").with("contact", json!({})), &["/contact/email required", "/contact/full_name required"]),
    ("a contact that is text", |s| s.contact("x").with("contact", "a@b.example"), &["/contact wrong_type"]),
    ("a contact without an address", |s| s.contact("not an address"), &["/contact/email invalid_email"]),
    (
        "a contact with more",
        |s| s.contact("x").with("contact", json!({"full_name": " ", "email": "a@b.example", "phone": "112"})),
        &["/contact/full_name blank", "/contact/phone unknown_field"],
    ),
    ("no language", |s| s.without("locale"), &["/locale required"]),
    ("another language", |s| s.with("locale", "es"), &["/locale not_allowed"]),
    ("no word on the terms", |s| s.without("terms_accepted"), &["/terms_accepted required"]),
    ("terms not accepted", |s| s.with("terms_accepted", false), &["/terms_accepted terms_not_accepted"]),
    ("terms as a number", |s| s.with("terms_accepted", 1), &["/terms_accepted wrong_type"]),
    ("an unknown plan", |s| s.with("plan", "gold").with("term", "monthly"), &["/plan not_allowed"]),
    ("an unknown term", |s| s.with("plan", "pro").with("term", "weekly"), &["/term not_allowed"]),
    ("a plan without a term", |s| s.with("plan", "pro"), &["/term required"]),
    ("a term without a plan", |s| s.with("term", "annual"), &["/plan required"]),
    ("no trial and no plan", |s| s.with("skip_trial", true), &["/plan required", "/term required"]),
    ("no trial and its length", |s| s.paid("pro", "annual").with("trial_days", 5), &["/trial_days not_wanted"]),
    ("no trial, as text", |s| s.paid("pro", "annual").with("skip_trial", "true"), &["/skip_trial wrong_type"]),
    ("a trial of no days", |s| s.with("trial_days", 0), &["/trial_days out_of_range"]),
    ("a trial of 91 days", |s| s.with("trial_days", 91), &["/trial_days out_of_range"]),
    ("an empty reference", |s| s.with("external_ref", ""), &["/external_ref blank"]),
    ("a reference of 101 characters", |s| s.with("external_ref", long(101)), &["/external_ref too_long"]),
    ("a list as metadata", |s| s.with("metadata", json!([])), &["/metadata wrong_type"]),
    ("numbers in metadata", |s| s.with("metadata", json!({"a/b": 1, "c": null})), &["/metadata/a~1b wrong_type", "/metadata/c wrong_type"]),
    ("51 entries of metadata", |s| s.with("metadata", entries(51)), &["/metadata too_long"]),
    ("a metadata value of 501", |s| s.with("metadata", json!({"a": long(501)})), &["/metadata/a too_long"]),
    (
        "several wrong entries of metadata",
        |s| s.with("metadata", json!({"": "x", "a": long(501), "b": 1, "c": "fine"})),
        &["/metadata/ blank", "/metadata/a too_long", "/metadata/b wrong_type"],
    ),
    ("a metadata entry without key", |s| s.with("metadata", json!({"": "x"})), &["/metadata/ blank"]),
    ("a field that is none", |s| s.with("colour", "red"), &["/colour unknown_field"]),
    ("a field of the answer", |s| s.with("status", "active"), &["/status unknown_field"]),
    (
        "much at once",
        |s| {
            s.without("product")
                .company("")
                .with("seats", 0)
                .with("locale", "xx")
                .with("terms_accepted", false)
                .with("term", "x")
                .with("z", 1)
        },
        &[
            "/company_name blank",
            "/locale not_allowed",
            "/plan required",
            "/product required",
            "/seats out_of_range",
            "/term not_allowed",
            "/terms_accepted terms_not_accepted",
            "/z unknown_field",
        ],
    ),
];

async fn refuses(reseller: &Reseller, rules: &[Wrong]) {
    for (what, change, faults) in rules {
        let answer = change(reseller.subscription()).send().await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), *faults, "{what}");
    }
}

on_both_databases! {
    async fn every_rule_refuses_by_pointer_and_code_and_nothing_stays(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let before = rows(&app).await;
        refuses(&reseller, RULES).await;
        assert_eq!(rows(&app).await, before);
    }

    async fn nothing_at_all_misses_every_field_that_is_needed(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        let before = rows(&app).await;
        let answer = owner.post("/subscriptions", &json!({})).await.refused(422, "invalid_fields");
        let needed = ["company_name", "customer_edits_signatures", "locale", "product", "seats", "terms_accepted"];
        assert_eq!(answer.faults(), needed.map(|field| format!("/{field} required")));
        let answer = owner.post("/subscriptions", &json!([])).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), [" wrong_type"]);
        assert_eq!(rows(&app).await, before);
    }

    async fn each_fault_says_what_to_do_in_the_callers_language(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let body = reseller.subscription().with("seats", 0).body().clone();
        let mut sentences = Vec::new();
        for language in ["en", "fr", "nl", "de"] {
            let answer = reseller.owner().post("/subscriptions", &body).language(language).await.refused(422, "invalid_fields");
            let detail = answer.json()["errors"][0]["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains('1') && detail.chars().filter(char::is_ascii_digit).count() == 8, "{detail}");
            sentences.push(detail);
        }
        sentences.dedup();
        assert_eq!(sentences.len(), 4);
    }
}
