//! `GET /subscriptions` as CSV.

use serde_json::Value;

use super::subscription_in;
use crate::support::{Answer, Caller, TestApp};

/// Header and rows.
pub fn table(answer: &Answer) -> (Vec<String>, Vec<Vec<String>>) {
    let text = answer.text();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    (header, rows)
}

async fn export(by: &Caller, query: &str) -> Answer {
    by.get(&format!("/subscriptions{query}")).accept("text/csv").await.expect(200)
}

fn cell(row: &Value, name: &str) -> String {
    let value = if name == "trial_ends_at" { &row["trial"]["ends_at"] } else { &row[name] };
    value.as_str().map_or_else(|| value.as_u64().map(|number| number.to_string()).unwrap_or_default(), str::to_owned)
}

on_both_databases! {
    async fn it_holds_every_row_of_the_filter_in_its_order(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for n in 0..4 {
            reseller.subscription().company(&format!("Café \"{n}\", & Cie")).with("external_ref", format!("CRM-{n}")).create().await;
        }
        for lifecycle in ["active", "cancel_pending", "trial_expired", "ended"] {
            subscription_in(&app, &reseller, lifecycle).await;
        }
        for query in ["", "?sort=-created_at", "?q=caf", "?archived=true", "?status=active", "?q=nothing", "?sort=seats&limit=2"] {
            let answer = export(reseller.owner(), query).await;
            assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
            assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"subscriptions.csv\""));
            let (header, rows) = table(&answer);
            assert_eq!(
                header,
                [
                    "id", "company_name", "product", "seats", "status", "trial_ends_at", "created_at", "ended_at", "plan", "term",
                    "next_payment_date", "external_ref",
                ]
            );
            let listed = reseller.owner().get(&format!("/subscriptions{}", query.replace("&limit=2", ""))).await.items();
            let expected: Vec<Vec<String>> = listed.iter().map(|row| header.iter().map(|name| cell(row, name)).collect()).collect();
            assert_eq!(rows, expected, "{query}");
        }
    }

    async fn it_goes_beyond_the_longest_page(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for _ in 0..201 {
            reseller.subscription().create().await;
        }
        let (_, rows) = table(&export(reseller.owner(), "").await);
        let mut ids: Vec<_> = rows.iter().map(|row| row[0].clone()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 201);
    }

    async fn what_a_spreadsheet_would_run_is_defused(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for (name, safe) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"), ("+32 SA", "'+32 SA"), ("-Minus", "'-Minus"), ("@SUM(A1)", "'@SUM(A1)"), ("a=b", "a=b"),
        ] {
            let made = reseller.subscription().company(name).with("external_ref", name).create().await;
            let (_, rows) = table(&export(reseller.owner(), "").await);
            let row = rows.iter().find(|row| row[0] == made.id).unwrap();
            assert_eq!((row[1].as_str(), row[11].as_str()), (safe, safe));
        }
    }

    async fn refusals_stay_problems(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        owner.get("/subscriptions?limit=0").accept("text/csv").await.refused(422, "invalid_fields");
        app.anonymous().get("/subscriptions").accept("text/csv").await.refused(401, "unauthenticated");
    }
}
