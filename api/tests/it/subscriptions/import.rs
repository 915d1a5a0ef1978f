//! `POST /subscriptions/import`.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::column;
use crate::support::{Answer, Caller, Request, TestApp};

const HEADER: &str =
    "product,company_name,seats,customer_edits_signatures,contact_name,contact_email,locale,external_ref,plan,term,trial_days";
const DRY: &str = "?dry_run=true";
const REAL: &str = "?dry_run=false&terms_accepted=true";

fn file(rows: &[&str]) -> String {
    format!("{HEADER}\r\n{}\r\n", rows.join("\r\n"))
}

/// A file of so many rows that nothing is wrong with.
fn rows(count: usize) -> String {
    let row = |n: usize| format!("microsoft_365,Customer {n},3,no,,,en,,,,");
    let rows: Vec<String> = (0..count).map(row).collect();
    file(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

fn send(by: &Caller, query: &str, file: impl Into<Vec<u8>>) -> Request {
    by.request(reqwest::Method::POST, &format!("/subscriptions/import{query}")).header("content-type", "text/csv").body(file)
}

/// What is wrong with the rows of a dry run, as `line column code`.
fn faults(answer: &Answer) -> Vec<String> {
    let rows = answer.json()["rows"].as_array().cloned().unwrap();
    let of_row = |row: Value| {
        let faults = row["faults"].as_array().cloned().unwrap();
        let told =
            move |fault: Value| format!("{} {} {}", row["line"], fault["column"].as_str().unwrap_or("-"), fault["code"].as_str().unwrap());
        faults.into_iter().map(told).collect::<Vec<_>>()
    };
    rows.into_iter().flat_map(of_row).collect()
}

/// Everything that an import writes.
async fn written(app: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["subscriptions", "trials", "search_words", "invites", "jobs", "events", "kept_answers"] {
        counts.push(app.count(table).await);
    }
    counts
}

const GOOD: [&str; 3] = [
    "microsoft_365,\"Mercier, Fils\",18,yes,Camille Mercier,camille@mercier.example,fr,CRM-1,,,30",
    "google_workspace,De Vries B.V.,3,no,,,nl,,pro,annual,",
    "MICROSOFT_365,Müller GmbH,1000000,FALSE,,,de,,,,",
];
const BAD: [&str; 3] =
    ["exchange,,0,perhaps,,,es,,,,91", "microsoft_365,Aalto,3,no,,ada@aalto.example,en,,,monthly,", "microsoft_365,Aalto,3,no"];
const FAULTS: [&str; 9] = [
    "3 product not_allowed",
    "3 company_name required",
    "3 seats out_of_range",
    "3 customer_edits_signatures wrong_type",
    "3 locale not_allowed",
    "3 trial_days out_of_range",
    "4 contact_email not_wanted",
    "4 plan required",
    "5 - wrong_cell_count",
];

on_both_databases! {
    async fn a_dry_run_tells_every_fault_and_creates_nothing(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        let before = written(&app).await;
        let bad = file(&[GOOD[0], BAD[0], BAD[1], BAD[2]]);
        // What is not said to be for good is a dry run.
        for query in [DRY, ""] {
            let answer = send(&owner, query, bad.clone()).await.expect(200);
            assert_eq!(faults(&answer), FAULTS);
            let report = answer.json();
            assert_eq!((&report["dry_run"], &report["faulty"], &report["created"]), (&json!(true), &json!(3), &json!(0)));
            assert_eq!(report["rows"][0]["cells"][1], "Mercier, Fils");
            assert_eq!((&report["columns"][1], &report["rows"][0]["subscription_id"]), (&json!("company_name"), &Value::Null));
        }
        let detail = |answer: &Answer| answer.json()["rows"][1]["faults"][2]["detail"].as_str().unwrap().to_owned();
        assert_eq!(detail(&send(&owner, DRY, bad.clone()).await), "Enter a number from 1 to 1000000.");
        assert!(detail(&send(&owner, DRY, bad).language("de").await).starts_with("Geben Sie"));
        assert_eq!(written(&app).await, before);
    }

    async fn rows_become_subscriptions_as_if_each_were_created_alone(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let report = send(owner, REAL, file(&GOOD)).await.expect(200).json();
        assert_eq!((&report["dry_run"], &report["faulty"], &report["created"]), (&json!(false), &json!(0), &json!(3)));
        let ids = column(report["rows"].as_array().unwrap(), "subscription_id");
        let mut made = Vec::new();
        for id in &ids {
            made.push(owner.get(&format!("/subscriptions/{id}")).await.expect(200).json());
        }
        assert_eq!(column(&made, "company_name"), ["Mercier, Fils", "De Vries B.V.", "Müller GmbH"]);
        assert_eq!((&made[0]["trial"]["days_left"], &made[0]["external_ref"], &made[0]["seats"]), (&json!(30), &json!("CRM-1"), &json!(18)));
        assert_eq!((&made[1]["product"], &made[1]["plan"], &made[1]["term"]), (&json!("google_workspace"), &json!("pro"), &json!("annual")));
        assert_eq!((&made[2]["product"], &made[2]["seats"], &made[2]["customer_edits_signatures"]), (&json!("microsoft_365"), &json!(1_000_000), &json!(false)));
        assert_eq!(app.count("events WHERE kind = 'subscription.created'").await, 3);
        app.catch_up().await;
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn while_a_row_is_faulty_none_is_created(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        let before = written(&app).await;
        let refused = send(&owner, REAL, file(&[GOOD[0], BAD[0], BAD[1], BAD[2]])).key("k").await.refused(422, "invalid_fields");
        let mut expected = FAULTS.map(|fault| fault.replacen(" - ", " ", 1));
        for fault in &mut expected {
            *fault = match fault.split(' ').collect::<Vec<_>>()[..] {
                [line, column, code] => format!("/{line}/{column} {code}"),
                _ => format!("/{fault}"),
            };
        }
        expected.sort();
        assert_eq!(refused.faults(), expected);
        assert_eq!(written(&app).await, before);
        // Corrected, it goes through under the same key: refusals are not kept.
        send(&owner, REAL, file(&GOOD)).key("k").await.expect(200);
    }

    async fn the_terms_are_accepted_by_whom_sends_the_file(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        for (query, fault) in [
            ("?dry_run=false", "/terms_accepted required"),
            ("?dry_run=false&terms_accepted=false", "/terms_accepted terms_not_accepted"),
            ("?dry_run=never", "/dry_run wrong_type"),
            ("?colour=red", "/colour unknown_field"),
        ] {
            assert_eq!(send(&owner, query, file(&GOOD)).await.refused(422, "invalid_fields").faults(), [fault], "{query}");
        }
        // Faults of the file and of the query string are told together.
        let both = send(&owner, "?dry_run=false", "product\n").await.refused(422, "invalid_fields");
        assert!(both.faults().contains(&"/terms_accepted required".to_owned()) && both.faults().contains(&"/1/seats missing_column".to_owned()));
        assert_eq!(app.count("subscriptions").await, 0);
    }

    async fn only_who_may_manage_imports_and_plans_need_the_billing_right(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        for role in [ResellerRole::Billing, ResellerRole::Support] {
            send(&reseller.colleague(role).await, DRY, file(&GOOD)).await.refused(403, "forbidden");
        }
        send(&reseller.customer(&made, SubscriptionRole::Admin).await, DRY, file(&GOOD)).await.refused(404, "not_found");
        let (writer, biller) = (reseller.program(&["write"]).await, reseller.program(&["write", "billing"]).await);
        for query in [DRY, REAL] {
            send(&writer, query, file(&GOOD)).await.refused(403, "forbidden");
        }
        send(&writer, REAL, file(&[GOOD[0], GOOD[2]])).await.expect(200);
        send(&biller, REAL, file(&GOOD)).await.expect(200);
        send(&reseller.colleague(ResellerRole::Admin).await, REAL, file(&GOOD)).await.expect(200);
        assert_eq!(app.count("subscriptions").await, 9);
    }

    async fn a_repeat_with_its_key_creates_nothing_more(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        // A dry run does nothing that could be doubled, and leaves the key alone.
        send(&owner, DRY, file(&GOOD)).key("k").await.expect(200);
        let first = send(&owner, REAL, file(&GOOD)).key("k").await.expect(200);
        let before = written(&app).await;
        let second = send(&owner, REAL, file(&GOOD)).key("k").await.expect(200);
        assert_eq!((second.text(), second.header("idempotency-replayed")), (first.text(), Some("true")));
        assert_eq!(written(&app).await, before);
        send(&owner, REAL, file(&GOOD[..1])).key("k").await.refused(422, "idempotency_key_reused");
        send(&owner, DRY, file(&GOOD)).key("\u{e9}").await.refused(422, "invalid_header");
    }

    async fn a_thousand_rows_are_created_and_one_more_is_refused(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        assert_eq!(send(&owner, DRY, rows(1001)).await.refused(422, "invalid_fields").faults(), [" too_many_rows"]);
        assert_eq!(send(&owner, REAL, rows(1001)).await.refused(422, "invalid_fields").faults(), [" too_many_rows"]);
        assert_eq!(app.count("subscriptions").await, 0);
        assert_eq!(send(&owner, REAL, rows(1000)).await.expect(200).json()["created"], 1000);
        assert_eq!(owner.get("/subscriptions?limit=1").await.json()["total"], 1000);
    }

    async fn files_that_can_not_be_read_are_refused_by_line_and_column(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        let latin = [HEADER.as_bytes(), b"\r\nmicrosoft_365,M\xfcller,3,no,,,de,,,,"].concat();
        for (file, fault) in [
            (Vec::new(), " no_rows"),
            (HEADER.into(), " no_rows"),
            (latin, "/2/company_name not_utf8"),
            (format!("{HEADER},colour\r\n").into(), "/1/colour unknown_field"),
            (format!("{HEADER}\nmicrosoft_365,\"Aalto,3,no,,,en,,,,\n").into(), "/2/company_name unclosed_quote"),
        ] {
            for query in [DRY, REAL] {
                assert_eq!(send(&owner, query, file.clone()).await.refused(422, "invalid_fields").faults(), [fault]);
            }
        }
        let semicolons = format!("\u{feff}{}\n{}\n", HEADER.replace(',', ";"), "google_workspace;De Vries, B.V.;3;nee;;;nl;;;;");
        let read = send(&owner, DRY, semicolons).await.expect(200);
        assert_eq!((faults(&read), &read.json()["rows"][0]["cells"][1]), (vec![], &json!("De Vries, B.V.")));
        owner.post("/subscriptions/import", &json!({})).await.refused(415, "unsupported_media_type");
        send(&owner, DRY, vec![b'x'; 1024 * 1024 + 1]).await.refused(413, "body_too_large");
        assert_eq!(app.count("subscriptions").await, 0);
    }
}
