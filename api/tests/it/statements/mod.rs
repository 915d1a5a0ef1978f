//! Plans and statements.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::TestApp;

on_both_databases! {
    async fn plans_have_a_price_for_each_term(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let plans = reseller.owner().get("/plans").await.expect(200).json();
        assert_eq!((&plans["currency"], plans["items"].as_array().unwrap().len()), (&json!("EUR"), 6));
        assert_eq!(plans["items"][2], json!({"plan": "standard", "term": "monthly", "unit_price": 145}));
        reseller.colleague(ResellerRole::Billing).await.get("/plans").await.expect(200);
        reseller.colleague(ResellerRole::Support).await.get("/plans").await.refused(403, "forbidden");
    }

    async fn a_statement_has_a_line_per_subscription_that_sums_its_charges(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for (name, seats) in [("Zeta", 10), ("alpha", 20), ("Écru", 30)] {
            let made = reseller.subscription().company(name).with("seats", seats).paid("standard", "monthly").create().await;
            owner.patch(&made.path(""), &json!({"seats": seats + 1})).await.expect(200);
        }
        reseller.subscription().company("Trial").create().await;
        app.reseller("Contoso").await.subscription().paid("pro", "annual").create().await;
        let statement = owner.get("/statements/2026-11").await.expect(200).json();
        assert_eq!(statement, json!({"month": "2026-11", "currency": "EUR", "lines": 3, "total": 63 * 145}));
        let lines = owner.get("/statements/2026-11/lines").await.expect(200);
        let told: Vec<_> = lines.items().iter().map(|line| (line["company_name"].clone(), line["amount"].clone())).collect();
        assert_eq!(told, [(json!("alpha"), json!(21 * 145)), (json!("Écru"), json!(31 * 145)), (json!("Zeta"), json!(11 * 145))]);
        for line in lines.items() {
            let sum: i64 = line["charges"].as_array().unwrap().iter().map(|charge| charge["amount"].as_i64().unwrap()).sum();
            assert_eq!(line["amount"], json!(sum));
        }
        let (mut seen, mut path) = (Vec::new(), "/statements/2026-11/lines?limit=1".to_owned());
        loop {
            let page = owner.get(&path).await.expect(200);
            seen.push(page.items()[0]["company_name"].clone());
            let Some(next) = page.json()["next_cursor"].as_str().map(str::to_owned) else { break };
            path = format!("/statements/2026-11/lines?limit=1&cursor={next}");
        }
        assert_eq!(seen, [json!("alpha"), json!("Écru"), json!("Zeta")]);
        let csv = owner.get("/statements/2026-11/lines").accept("text/csv").await.expect(200).text();
        assert_eq!(csv.lines().count(), 7, "{csv}");
        assert!(owner.get("/statements").accept("text/csv").await.expect(200).text().contains("2026-11,3,9135,EUR"));
    }

    async fn amounts_are_for_those_with_the_billing_right(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().paid("pro", "annual").create().await;
        let customer = reseller.customer(&made, SubscriptionRole::Admin).await;
        let support = reseller.colleague(ResellerRole::Support).await;
        for path in ["/statements", "/statements/2026-11", "/statements/2026-11/lines", "/plans"] {
            support.get(path).await.refused(403, "forbidden");
            customer.get(path).await.refused(404, "not_found");
            app.anonymous().get(path).await.refused(401, "unauthenticated");
            assert!(!app.reseller(&format!("Contoso {}", path.len())).await.owner().get(path).await.expect(200).text().contains("35100"));
        }
        for path in ["/statements/2026-13", "/statements/november", "/statements/2026-13/lines"] {
            reseller.owner().get(path).await.refused(404, "not_found");
        }
        assert_eq!(reseller.owner().get("/statements/1999-01/lines").await.expect(200).items(), Vec::<Value>::new());
    }
}
