//! `GET /subscriptions` for a customer's people: their own, and nothing about money or the reseller's notes.

use serde_json::json;
use shared::rights::SubscriptionRole;

use super::get::HIDDEN;
use super::list_csv::table;
use super::{column, move_to};
use crate::support::{Caller, Reseller, TestApp};

/// A person who is a member of two subscriptions of four.
async fn fill(app: &TestApp) -> (Reseller, Caller) {
    let reseller = app.reseller("Northwind IT").await;
    let one = reseller
        .subscription()
        .company("Mercier Microsoft")
        .with("external_ref", "CRM-1")
        .with("metadata", json!({"margin": "9"}))
        .create()
        .await;
    let two = reseller.subscription().company("Mercier Google").with("product", "google_workspace").paid("pro", "annual").create().await;
    reseller.subscription().company("Mercier Other").create().await;
    app.reseller("Contoso").await.subscription().company("Mercier Contoso").create().await;
    let person = reseller.customer(&one, SubscriptionRole::Admin).await;
    reseller.make_customer(&person, &two, SubscriptionRole::Editor).await;
    (reseller, person)
}

on_both_databases! {
    async fn they_see_their_own_without_what_is_not_theirs(app: TestApp) {
        let (_, person) = fill(&app).await;
        let answer = person.get("/subscriptions").await.expect(200);
        assert_eq!(answer.json()["total"], 2);
        let rows = answer.items();
        assert_eq!(column(&rows, "company_name"), ["Mercier Google", "Mercier Microsoft"]);
        for row in &rows {
            for field in HIDDEN {
                assert!(row.get(field).is_none(), "{field}");
            }
        }
    }

    async fn they_filter_and_sort_by_what_they_see(app: TestApp) {
        let (_, person) = fill(&app).await;
        for (query, found) in [
            ("?q=goo", vec!["Mercier Google"]),
            ("?q=mercier+micro", vec!["Mercier Microsoft"]),
            ("?q=other", vec![]),
            ("?q=contoso", vec![]),
            ("?product=google_workspace", vec!["Mercier Google"]),
            ("?status=trial", vec!["Mercier Microsoft"]),
            ("?trial_ends_within=14", vec!["Mercier Microsoft"]),
            ("?sort=-company_name", vec!["Mercier Microsoft", "Mercier Google"]),
            ("?sort=created_at&limit=1", vec!["Mercier Microsoft"]),
        ] {
            let rows = person.get(&format!("/subscriptions{query}")).await.expect(200).items();
            assert_eq!(column(&rows, "company_name"), found, "{query}");
        }
    }

    async fn the_resellers_references_are_not_searched_for_them(app: TestApp) {
        let (reseller, person) = fill(&app).await;
        for q in ["crm", "CRM-1", "1"] {
            assert_eq!(reseller.owner().get(&format!("/subscriptions?q={q}")).await.items().len(), 1, "{q}");
            let answer = person.get(&format!("/subscriptions?q={q}")).await.expect(200).json();
            assert_eq!((&answer["items"], &answer["total"]), (&json!([]), &json!(0)), "{q}");
        }
    }

    async fn words_after_a_hyphen_or_bracket_are_found_for_them_too(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().company("Saint-Étienne (Loire) B&B d'Or").create().await;
        let person = reseller.customer(&made, SubscriptionRole::Admin).await;
        for who in [reseller.owner(), &person] {
            for (q, found) in [("etienne", 1), ("loir", 1), ("or", 1), ("saint-eti", 1), ("tienne", 0), ("ire", 0)] {
                assert_eq!(who.get(&format!("/subscriptions?q={q}")).await.items().len(), found, "{} {q}", who.email);
            }
        }
    }

    async fn payments_are_no_filter_and_no_order_for_them(app: TestApp) {
        let (_, person) = fill(&app).await;
        for (query, fault) in [
            ("payment_due_within=30", "/payment_due_within unknown_field"),
            ("payment_due_within=30&sort=next_payment_date", "/payment_due_within unknown_field /sort not_allowed"),
            ("sort=next_payment_date", "/sort not_allowed"),
            ("sort=-next_payment_date", "/sort not_allowed"),
        ] {
            let answer = person.get(&format!("/subscriptions?{query}")).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults().join(" "), fault);
            person.get(&format!("/subscriptions?{query}")).accept("text/csv").await.refused(422, "invalid_fields");
        }
    }

    async fn their_table_has_no_column_that_is_not_theirs(app: TestApp) {
        let (_, person) = fill(&app).await;
        let answer = person.get("/subscriptions").accept("text/csv").await.expect(200);
        let (header, rows) = table(&answer);
        assert_eq!(header, ["id", "company_name", "product", "seats", "status", "trial_ends_at", "created_at", "ended_at"]);
        assert_eq!(rows.len(), 2);
        assert!(!answer.text().contains("CRM-1") && !answer.text().contains("annual"));
    }

    async fn what_is_over_is_not_listed_for_them(app: TestApp) {
        let (reseller, person) = fill(&app).await;
        let id = person.get("/subscriptions?q=micro").await.items()[0]["id"].as_str().unwrap().to_owned();
        reseller.owner().post(&format!("/subscriptions/{id}/trial/end"), &json!({"reason": "x"})).await.expect(200);
        for query in ["", "?q=mercier"] {
            assert_eq!(column(&person.get(&format!("/subscriptions{query}")).await.items(), "company_name"), ["Mercier Google"]);
        }
        for query in ["?archived=true", "?status=ended"] {
            assert_eq!(person.get(&format!("/subscriptions{query}")).await.expect(200).json()["total"], 0, "{query}");
        }
    }

    async fn without_a_membership_the_list_is_empty(app: TestApp) {
        fill(&app).await;
        let person = app.person("nobody@else.example").await;
        move_to(&app, "2026-11-23T00:00:00Z");
        assert_eq!(person.get("/subscriptions").await.expect(200).json()["total"], 0);
    }
}
