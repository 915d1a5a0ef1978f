//! `GET /subscriptions/summary`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::subscription_in;
use crate::support::TestApp;

fn count(summary: &Value, list: &str, field: &str, name: &str) -> i64 {
    let found = summary[list].as_array().unwrap().iter().find(|row| row[field] == name);
    found.unwrap_or_else(|| panic!("no {name} in {summary}"))["count"].as_i64().unwrap()
}

on_both_databases! {
    async fn nothing_is_counted_as_nothing(app: TestApp) {
        let summary = app.reseller("Northwind IT").await.owner().get("/subscriptions/summary").await.expect(200).json();
        for status in ["trial", "trial_expired", "active", "on_hold", "cancel_pending"] {
            assert_eq!(count(&summary, "by_status", "status", status), 0);
        }
        for figure in ["total", "seats", "trials_ending", "payments_due", "archived"] {
            assert_eq!(summary[figure], 0, "{figure}");
        }
    }

    async fn each_figure_counts_what_its_list_lists(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        app.reseller("Contoso").await.subscription().with("seats", 1000).create().await;
        for lifecycle in ["trial", "trial", "trial_expired", "active", "active", "active", "cancel_pending", "ended", "ended"] {
            subscription_in(&app, &reseller, lifecycle).await;
        }
        reseller.subscription().with("product", "google_workspace").with("trial_days", 7).with("seats", 2).create().await;
        reseller.subscription().with("trial_days", 8).with("seats", 3).create().await;
        reseller.subscription().paid("pro", "annual").create().await;
        let owner = reseller.owner();
        let summary = owner.get("/subscriptions/summary").await.expect(200).json();
        for (status, expected) in [("trial", 4), ("trial_expired", 1), ("active", 4), ("on_hold", 0), ("cancel_pending", 1)] {
            assert_eq!(count(&summary, "by_status", "status", status), expected, "{status}");
            assert_eq!(owner.get(&format!("/subscriptions?status={status}")).await.json()["total"], expected);
        }
        assert_eq!((count(&summary, "by_product", "product", "microsoft_365"), count(&summary, "by_product", "product", "google_workspace")), (9, 1));
        assert_eq!((&summary["total"], &summary["archived"], &summary["seats"]), (&json!(10), &json!(2), &json!(8 * 18 + 2 + 3)));
        // A monthly payment is due on 22 December, the 30th day from today.
        assert_eq!((&summary["trials_ending"], &summary["payments_due"]), (&json!(1), &json!(3)));
        assert_eq!(owner.get("/subscriptions?trial_ends_within=7").await.json()["total"], 1);
        assert_eq!(owner.get("/subscriptions?payment_due_within=30").await.json()["total"], 3);

        app.clock.advance(TimeDelta::days(1));
        assert_eq!(owner.get("/subscriptions/summary").await.json()["trials_ending"], 2);
    }

    async fn it_is_the_resellers_alone(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        for role in [ResellerRole::Admin, ResellerRole::Billing, ResellerRole::Support] {
            reseller.colleague(role).await.get("/subscriptions/summary").await.expect(200);
        }
        reseller.customer(&made, SubscriptionRole::Admin).await.get("/subscriptions/summary").await.refused(404, "not_found");
        app.anonymous().get("/subscriptions/summary").await.refused(401, "unauthenticated");
    }
}
