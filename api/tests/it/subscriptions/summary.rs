//! `GET /subscriptions/summary`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use countersign::subscriptions::counts::count_anew_across_tenants;

use super::subscription_in;
use crate::support::{TestApp, at_once};

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

    async fn what_is_kept_of_the_counts_is_what_the_rows_say(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for lifecycle in ["trial", "trial_expired", "active", "cancel_pending", "ended"] {
            subscription_in(&app, &reseller, lifecycle).await;
        }
        let (moved, paid) = (reseller.subscription().create().await, reseller.subscription().paid("pro", "monthly").create().await);
        owner.patch(&moved.path(""), &json!({"seats": 77})).await.expect(200);
        owner.post(&moved.path("/trial/extend"), &json!({"days": 5})).await.expect(200);
        owner.post(&paid.path("/pause"), &json!({"reason": "Moves house"})).await.expect(200);
        // A trial with a plan pays when it ends.
        let planned = reseller.subscription().with("plan", "pro").with("term", "annual").create().await;
        assert!(!owner.get(&planned.path("")).await.expect(200).json()["next_payment_date"].is_null());
        let figures = || async { owner.get("/subscriptions/summary").await.expect(200).json() };
        let kept = figures().await;
        for (window, figure) in [("payment_due_within=30", "payments_due"), ("trial_ends_within=7", "trials_ending")] {
            assert_eq!(owner.get(&format!("/subscriptions?{window}")).await.expect(200).json()["total"], kept[figure], "{figure}");
        }
        assert_eq!((&kept["total"], count(&kept, "by_status", "status", "on_hold")), (&json!(7), 1));
        // Nothing was counted within a day, so all is.
        count_anew_across_tenants(&app.state.db, app.clock.now()).await.unwrap();
        assert_eq!(figures().await, kept);
        owner.post(&paid.path("/resume"), &json!({})).await.expect(200);
        assert_eq!(count(&figures().await, "by_status", "status", "active"), count(&kept, "by_status", "status", "active") + 1);
    }

    async fn counting_anew_loses_no_change_that_is_made_meanwhile(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let (by, body, db, now) = (owner.clone(), reseller.subscription().body().clone(), app.state.db.clone(), app.clock.now());
        at_once(40, move |n| {
            let (by, body, db) = (by.clone(), body.clone(), db.clone());
            async move {
                // Each finds what was counted older than a day.
                count_anew_across_tenants(&db, now + TimeDelta::days(2 * i64::try_from(n).unwrap())).await.unwrap();
                by.post("/subscriptions", &body).await.expect(201);
            }
        })
        .await;
        let figures = || async { owner.get("/subscriptions/summary").await.expect(200).json() };
        let kept = figures().await;
        assert_eq!(kept["total"], 40);
        count_anew_across_tenants(&app.state.db, now + TimeDelta::days(100)).await.unwrap();
        assert_eq!(figures().await, kept);
    }

    async fn what_has_changed_much_is_counted_anew(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let rows = || app.count("subscription_counts");
        count_anew_across_tenants(&app.state.db, app.clock.now()).await.unwrap();
        for seats in 0..49 {
            reseller.owner().patch(&made.path(""), &json!({"seats": 100 + seats})).await.expect(200);
        }
        assert_eq!(rows().await, 1 + 2 * 49);
        count_anew_across_tenants(&app.state.db, app.clock.now()).await.unwrap();
        assert_eq!(rows().await, 1 + 2 * 49, "few changes are let stand");
        reseller.owner().patch(&made.path(""), &json!({"seats": 7})).await.expect(200);
        count_anew_across_tenants(&app.state.db, app.clock.now()).await.unwrap();
        assert_eq!(rows().await, 1);
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
