use chrono::TimeDelta;
use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{connect_on_premises, enable, told};
use crate::support::{TestApp, at_once};

on_both_databases! {
    async fn a_launch_leads_to_the_wizard_first_and_home_once_something_is_connected(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let launch = || owner.post(&subscription.path("/launch"), &json!({}));
        assert_eq!(launch().await.expect(200).json(), json!({"next": "configure_connection"}));
        enable(owner, &subscription, "exchange_on_premises").await;
        assert_eq!(launch().await.json()["next"], "configure_connection");
        connect_on_premises(owner, &subscription).await;
        assert_eq!(launch().await.json()["next"], "home");
        // What worked before is worth seeing while another mode is set up.
        enable(owner, &subscription, "server_side").await;
        assert_eq!(launch().await.json()["next"], "home");
        let told = told(owner, &subscription).await;
        let launches: Vec<_> = told.iter().filter(|(kind, _)| kind == "subscription.launched").map(|(_, data)| &data["next"]).collect();
        assert_eq!(launches, ["home", "home", "configure_connection", "configure_connection"]);
    }

    async fn a_launch_changes_nothing_but_the_record(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let before = owner.get(&subscription.path("")).await;
        owner.post(&subscription.path("/launch"), &json!({})).key("once").await.expect(200);
        owner.post(&subscription.path("/launch"), &json!({})).key("once").await.expect(200);
        let after = owner.get(&subscription.path("")).await;
        assert_eq!((before.json(), before.etag()), (after.json(), after.etag()));
        assert_eq!((told(owner, &subscription).await.len(), app.count("connections").await), (1, 0));
    }

    async fn support_and_the_customers_administrators_launch_and_others_do_not(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        let admin = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        let editor = northwind.customer(&subscription, SubscriptionRole::Editor).await;
        let (support, billing) = (northwind.colleague(ResellerRole::Support).await, northwind.colleague(ResellerRole::Billing).await);
        for who in [northwind.owner(), &support, &admin] {
            who.post(&subscription.path("/launch"), &json!({})).await.expect(200);
        }
        for who in [&editor, &billing] {
            who.post(&subscription.path("/launch"), &json!({})).await.refused(403, "forbidden");
        }
        let seen = admin.get(&subscription.path("/events")).await.items();
        assert_eq!((&seen[0]["kind"], &seen[0]["actor"]["name"]), (&json!("subscription.launched"), &json!("Petra Pauli")));
        northwind.owner().patch(&subscription.path(""), &json!({"customer_edits_signatures": false})).await.expect(200);
        admin.post(&subscription.path("/launch"), &json!({})).await.refused(403, "forbidden");
    }

    async fn what_has_run_out_or_ended_says_what_to_do_instead(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let launch = || owner.post(&subscription.path("/launch"), &json!({}));
        app.pass(TimeDelta::days(14) - TimeDelta::milliseconds(1)).await;
        launch().await.expect(200);
        app.pass(TimeDelta::milliseconds(1)).await;
        let refused = launch().await.refused(409, "trial_expired");
        assert!(refused.json()["detail"].as_str().unwrap().contains("extend the trial"), "{}", refused.text());
        owner.post(&subscription.path("/trial/extend"), &json!({"days": 1})).await.expect(200);
        launch().await.expect(200);
        owner.post(&subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        let refused = launch().await.refused(409, "subscription_ended");
        assert!(refused.json()["detail"].as_str().unwrap().contains("Reactivate"), "{}", refused.text());
        owner.post(&subscription.path("/reactivate"), &json!({})).await.expect(200);
        launch().await.expect(200);
        // A hold pauses service, and hides nothing.
        owner.post(&subscription.path("/pause"), &json!({"reason": "x"})).await.expect(200);
        launch().await.expect(200);
        assert_eq!(told(owner, &subscription).await.len(), 4);
    }

    async fn launches_at_once_are_recorded_each(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner().clone(), northwind.subscription().create().await);
        let path = subscription.path("/launch");
        let answers = at_once(8, |_| {
            let (owner, path) = (owner.clone(), path.clone());
            async move { owner.post(&path, &json!({})).await.status() }
        })
        .await;
        assert_eq!((answers, told(&owner, &subscription).await.len()), (vec![200; 8], 8));
    }
}
