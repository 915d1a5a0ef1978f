use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{confirm, connect_on_premises, enable, mode, told};
use crate::support::{TestApp, at_once};

on_both_databases! {
    async fn a_connection_begins_with_all_modes_of_the_product_off(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for (product, modes) in [
            ("microsoft_365", &["server_side", "client_side", "exchange_on_premises"][..]), ("google_workspace", &["server_side", "client_side"]),
        ] {
            let subscription = northwind.subscription().with("product", product).create().await;
            let answer = northwind.owner().get(&subscription.path("/connection")).await.expect(200);
            let connection = answer.json();
            assert_eq!((answer.etag().as_str(), &connection["version"], &connection["updated_at"]), ("\"0\"", &json!(0), &Value::Null));
            assert_eq!((&connection["product"], &connection["status"]), (&json!(product), &json!("not_connected")));
            let found: Vec<&Value> = connection["modes"].as_array().unwrap().iter().map(|mode| &mode["mode"]).collect();
            assert_eq!(found, modes);
            for mode in connection["modes"].as_array().unwrap() {
                assert_eq!((&mode["enabled"], &mode["state"]), (&json!(false), &json!("not_configured")));
                assert!(mode["steps"].as_array().unwrap().iter().all(|step| step["state"] == "open" && step["done_by"].is_null()));
            }
        }
        assert_eq!(app.count("connections").await, 0);
    }

    async fn a_mode_that_is_switched_on_is_told_in_one_event_and_in_the_subscription(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let path = subscription.path("/connection/modes/server_side");
        let answer = owner.put(&path, &json!({"enabled": true})).await.expect(200);
        let connection = answer.json();
        assert_eq!((answer.etag().as_str(), &connection["version"]), ("\"1\"", &json!(1)));
        assert_eq!((&mode(&connection, "server_side")["enabled"], &mode(&connection, "server_side")["state"]), (&json!(true), &json!("consent_required")));
        assert_eq!(owner.get(&subscription.path("/connection")).await.json(), connection);
        let whole = owner.get(&subscription.path("")).await.json();
        assert_eq!((&whole["connection"], &whole["version"]), (&json!({"status": "not_connected", "modes": ["server_side"]}), &json!(2)));
        let data = json!({"mode": "server_side", "modes": {"server_side": {"from": "not_configured", "to": "consent_required"}}});
        assert_eq!(told(owner, &subscription).await, [("connection.mode_enabled".to_owned(), data)]);
        // Once more is nothing more.
        let again = owner.put(&path, &json!({"enabled": true})).await.expect(200);
        assert_eq!((again.json(), told(owner, &subscription).await.len()), (connection, 1));
        assert_eq!(owner.get(&subscription.path("")).await.json(), whole);
        let listed = owner.get("/subscriptions").await.items();
        assert_eq!(listed[0]["connection"], whole["connection"]);
    }

    async fn modes_go_together_in_any_combination_and_the_status_speaks_of_all(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let stands = async || owner.get(&subscription.path("")).await.json()["connection"].clone();
        connect_on_premises(owner, &subscription).await;
        assert_eq!(stands().await, json!({"status": "connected", "modes": ["exchange_on_premises"]}));
        enable(owner, &subscription, "client_side").await;
        assert_eq!(stands().await, json!({"status": "needs_attention", "modes": ["client_side", "exchange_on_premises"]}));
        owner.put(&subscription.path("/connection/modes/client_side"), &json!({"enabled": false})).await.expect(200);
        assert_eq!(stands().await, json!({"status": "connected", "modes": ["exchange_on_premises"]}));
        let off = owner.put(&subscription.path("/connection/modes/exchange_on_premises"), &json!({"enabled": false})).await.expect(200).json();
        assert_eq!(stands().await, json!({"status": "not_connected", "modes": []}));
        assert_eq!((&mode(&off, "exchange_on_premises")["state"], &mode(&off, "client_side")["state"]), (&json!("removed"), &json!("not_configured")));
        let (kind, data) = told(owner, &subscription).await.remove(0);
        assert_eq!((kind.as_str(), &data["reopened"]), ("connection.mode_disabled", &json!(["send_connector", "on_premises_test_mail"])));
        assert_eq!(data["modes"], json!({"exchange_on_premises": {"from": "connected", "to": "removed"}}));
        // Whoever wants it again sets it up again.
        let again = enable(owner, &subscription, "exchange_on_premises").await;
        assert_eq!(mode(&again, "exchange_on_premises")["state"], "not_configured");
    }

    async fn the_customers_own_exchange_is_refused_for_google_with_the_reason(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().with("product", "google_workspace").create().await;
        let path = subscription.path("/connection/modes/exchange_on_premises");
        for enabled in [true, false] {
            let refused = northwind.owner().put(&path, &json!({"enabled": enabled})).await.refused(422, "invalid_fields");
            assert_eq!(refused.faults(), ["/enabled mode_not_offered"]);
            assert!(refused.text().contains("Google Workspace"), "{}", refused.text());
        }
        let owner = northwind.owner();
        assert_eq!(owner.put(&path, &json!({"enabled": "yes", "other": 1})).await.faults(), ["/enabled wrong_type", "/other unknown_field"]);
        assert_eq!(owner.put(&path, &json!({})).await.faults(), ["/enabled required"]);
        owner.put(&subscription.path("/connection/modes/carrier_pigeon"), &json!({"enabled": true})).await.refused(404, "not_found");
        assert_eq!((app.count("connections").await, told(owner, &subscription).await.len()), (0, 0));
    }

    async fn a_stale_version_changes_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let path = subscription.path("/connection/modes/server_side");
        owner.put(&path, &json!({"enabled": true})).if_match("\"1\"").await.refused(412, "stale_version");
        owner.put(&path, &json!({"enabled": true})).if_match("\"0\"").await.expect(200);
        owner.put(&path, &json!({"enabled": false})).if_match("\"0\"").await.refused(412, "stale_version");
        assert_eq!(owner.get(&subscription.path("/connection")).await.json()["version"], 1);
    }

    async fn people_who_switch_at_once_lose_nothing_of_each_other(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner().clone(), northwind.subscription().create().await);
        let modes = ["server_side", "client_side", "exchange_on_premises"];
        let answers = at_once(9, |n| {
            let (owner, path) = (owner.clone(), subscription.path(&format!("/connection/modes/{}", modes[n % 3])));
            async move { owner.put(&path, &json!({"enabled": true})).await.status() }
        })
        .await;
        let connection = owner.get(&subscription.path("/connection")).await.json();
        assert_eq!((answers, &connection["version"], told(&owner, &subscription).await.len()), (vec![200; 9], &json!(3), 3));
        assert!(modes.iter().all(|name| mode(&connection, name)["enabled"] == true));
    }

    async fn what_is_over_is_taken_down_and_nothing_set_up_and_erasure_takes_it_away(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        connect_on_premises(owner, &subscription).await;
        owner.post(&subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        let path = subscription.path("/connection/modes/exchange_on_premises");
        owner.put(&path, &json!({"enabled": true})).await.refused(409, "transition_not_allowed");
        let step = subscription.path("/connection/steps/on_premises_test_mail");
        owner.put(&step, &json!({"done": false})).await.expect(200);
        owner.put(&step, &json!({"done": true})).await.refused(409, "transition_not_allowed");
        // Brought back, all else is as it was.
        owner.post(&subscription.path("/reactivate"), &json!({})).await.expect(200);
        assert_eq!(confirm(owner, &subscription, "on_premises_test_mail").await["status"], "connected");
        owner.post(&subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        app.pass(TimeDelta::days(91)).await;
        owner.stay_signed_in().await;
        assert_eq!(app.count("connections").await, 0);
        let erased = owner.get(&subscription.path("")).await.json();
        assert_eq!(erased["connection"], json!({"status": "not_connected", "modes": []}));
    }
}
