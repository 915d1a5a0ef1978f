//! `GET /subscriptions`: every order, both ways.

use serde_json::json;

use super::{column, let_trial_run_out};
use crate::support::{Reseller, TestApp};

/// Seven rows, told apart by reference; some alike in what they are sorted by.
async fn fill(app: &TestApp) -> Reseller {
    let reseller = app.reseller("Northwind IT").await;
    let plain =
        |name: &str, seats: u32, label: &str| reseller.subscription().company(name).with("seats", seats).with("external_ref", label);
    plain("Zebra", 5, "A").paid("pro", "annual").create().await;
    plain("élan", 5, "B").create().await;
    let expired = plain("Ecole", 100, "C").create().await;
    let_trial_run_out(app, &expired).await;
    plain("Étude", 20, "D").with("plan", "pro").with("term", "monthly").create().await;
    plain("ZEBRA", 3, "E").paid("starter", "monthly").create().await;
    let cancelled = plain("zebra  crossing", 5, "F").paid("starter", "monthly").create().await;
    reseller.owner().post(&cancelled.path("/cancel"), &json!({"reason": "x"})).await.expect(200);
    plain("10 Downing", 1, "G").with("trial_days", 30).with("plan", "pro").with("term", "annual").create().await;
    reseller
}

const ORDERS: [(&str, &str); 11] = [
    ("", "GCBDAEF"),
    ("?sort=company_name", "GCBDAEF"),
    ("?sort=-company_name", "FEADBCG"),
    ("?sort=seats", "GEABFDC"),
    ("?sort=-seats", "CDFBAEG"),
    // In the order of life: trial, active, cancelled, expired.
    ("?sort=status", "BDGAEFC"),
    ("?sort=-status", "CFEAGDB"),
    // Due on 6, 22 and 22 December and in a year; the others, without a date, come last both ways.
    ("?sort=next_payment_date", "DEGABCF"),
    ("?sort=-next_payment_date", "AGEDFCB"),
    ("?sort=created_at", "ABCDEFG"),
    ("?sort=-created_at", "GFEDCBA"),
];

on_both_databases! {
    async fn rows_come_in_the_order_that_was_asked_for_with_ties_by_birth(app: TestApp) {
        let reseller = fill(&app).await;
        for (query, order) in ORDERS {
            let rows = reseller.owner().get(&format!("/subscriptions{query}")).await.expect(200).items();
            assert_eq!(column(&rows, "external_ref").concat(), order, "{query}");
        }
    }

    async fn pages_cut_every_order_without_a_seam(app: TestApp) {
        let reseller = fill(&app).await;
        for (query, order) in ORDERS.iter().skip(1) {
            for limit in [1, 3] {
                let (mut seen, mut cursor) = (String::new(), String::new());
                for _ in 0..8 {
                    let answer = reseller.owner().get(&format!("/subscriptions{query}&limit={limit}{cursor}")).await.expect(200).json();
                    seen += &column(answer["items"].as_array().unwrap(), "external_ref").concat();
                    let Some(next) = answer["next_cursor"].as_str() else { break };
                    cursor = format!("&cursor={next}");
                }
                assert_eq!(&seen, order, "{query} by {limit}");
            }
        }
    }
}
