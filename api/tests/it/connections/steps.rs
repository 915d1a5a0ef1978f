use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use super::{confirm, connect_on_premises, enable, mode, step, told};
use crate::support::{TestApp, at_once};

on_both_databases! {
    async fn a_step_keeps_who_confirmed_it_and_when(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        let admin = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        enable(northwind.owner(), &subscription, "exchange_on_premises").await;
        app.clock.advance(TimeDelta::hours(1));
        let connection = confirm(&admin, &subscription, "send_connector").await;
        let done = step(&connection, "exchange_on_premises", "send_connector");
        assert_eq!((&done["state"], &done["confirmable"], &done["done_at"]), (&json!("done"), &json!(true), &json!("2026-11-22T13:00:00Z")));
        assert_eq!((&done["done_by"]["kind"], &done["done_by"]["name"]), (&json!("account"), &json!("Petra Pauli")));
        // Somebody else goes on, a program even, and what was done stays whose it was.
        let program = northwind.program(&["write"]).await;
        let connection = confirm(&program, &subscription, "on_premises_test_mail").await;
        let tried = step(&connection, "exchange_on_premises", "on_premises_test_mail");
        assert_eq!((&tried["done_by"]["kind"], &tried["done_by"]["name"]), (&json!("api_key"), &json!("write")));
        assert_eq!(step(&connection, "exchange_on_premises", "send_connector"), done);
        assert_eq!((&connection["status"], &mode(&connection, "exchange_on_premises")["state"]), (&json!("connected"), &json!("connected")));
        let again = confirm(northwind.owner(), &subscription, "send_connector").await;
        assert_eq!((&again["modes"], &again["version"]), (&connection["modes"], &connection["version"]));
        let told = told(northwind.owner(), &subscription).await;
        assert_eq!(told.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["connection.step_done", "connection.step_done", "connection.mode_enabled"]);
        let moved = json!({"exchange_on_premises": {"from": "not_configured", "to": "connected"}});
        assert_eq!((&told[0].1, &told[1].1), (&json!({"step": "on_premises_test_mail", "modes": moved}), &json!({"step": "send_connector"})));
        // Who leaves takes nothing of it along.
        northwind.customer(&subscription, SubscriptionRole::Admin).await;
        let members = northwind.owner().get(&subscription.path("/members")).await.items();
        let id = members.iter().find(|member| member["email"] == admin.email).unwrap()["id"].as_str().unwrap().to_owned();
        northwind.owner().delete(&subscription.path(&format!("/members/{id}"))).await.expect(204);
        let kept = northwind.owner().get(&subscription.path("/connection")).await.expect(200).json();
        assert_eq!(step(&kept, "exchange_on_premises", "send_connector")["done_at"], done["done_at"]);
    }

    async fn a_step_is_taken_back_with_what_tried_it_out(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        connect_on_premises(owner, &subscription).await;
        let path = subscription.path("/connection/steps/send_connector");
        let connection = owner.put(&path, &json!({"done": false})).await.expect(200).json();
        for name in ["send_connector", "on_premises_test_mail"] {
            let open = step(&connection, "exchange_on_premises", name);
            assert_eq!((&open["state"], &open["done_by"], &open["done_at"]), (&json!("open"), &Value::Null, &Value::Null));
        }
        assert_eq!(owner.get(&subscription.path("")).await.json()["connection"]["status"], "not_connected");
        let (kind, data) = told(owner, &subscription).await.remove(0);
        let moved = json!({"exchange_on_premises": {"from": "connected", "to": "not_configured"}});
        assert_eq!((kind.as_str(), data), ("connection.step_reopened", json!({"step": "send_connector", "reopened": ["on_premises_test_mail"], "modes": moved})));
        let events = told(owner, &subscription).await.len();
        assert_eq!(owner.put(&path, &json!({"done": false})).await.expect(200).json(), connection);
        assert_eq!(told(owner, &subscription).await.len(), events);
    }

    async fn what_the_platform_answers_for_is_confirmed_by_nobody(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        for (product, steps) in [("microsoft_365", ["consent", "directory"]), ("google_workspace", ["service_account", "send_as"])] {
            let subscription = northwind.subscription().with("product", product).create().await;
            enable(owner, &subscription, "server_side").await;
            let connection = enable(owner, &subscription, "client_side").await;
            for name in steps {
                for done in [true, false] {
                    let path = subscription.path(&format!("/connection/steps/{name}"));
                    owner.put(&path, &json!({"done": done})).await.refused(409, "step_not_confirmable");
                }
                assert_eq!(step(&connection, "client_side", name)["confirmable"], false);
            }
            assert_eq!(owner.get(&subscription.path("/connection")).await.json(), connection);
        }
    }

    async fn a_step_has_its_order_its_mode_and_its_product(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let put = |step: &str| owner.put(&subscription.path(&format!("/connection/steps/{step}")), &json!({"done": true}));
        put("mail_flow").await.refused(409, "step_not_reached");
        enable(owner, &subscription, "server_side").await;
        put("test_mail").await.refused(409, "step_not_reached");
        put("send_connector").await.refused(409, "step_not_reached");
        put("routing").await.refused(404, "not_found");
        put("levitation").await.refused(404, "not_found");
        let bad = owner.put(&subscription.path("/connection/steps/mail_flow"), &json!({"done": 1, "x": 1})).await;
        assert_eq!(bad.faults(), ["/done wrong_type", "/x unknown_field"]);
        owner.put(&subscription.path("/connection/steps/mail_flow"), &json!({"done": true})).if_match("\"0\"").await.refused(412, "stale_version");
        put("mail_flow").await.expect(200);
        let connection = put("test_mail").await.expect(200).json();
        // The mail flow may stand, and nobody gave access yet.
        assert_eq!((&mode(&connection, "server_side")["state"], &connection["version"]), (&json!("consent_required"), &json!(3)));
    }

    async fn each_step_names_the_permissions_that_it_asks_for(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let microsoft = northwind.subscription().create().await;
        let google = northwind.subscription().with("product", "google_workspace").create().await;
        let connection = northwind.owner().get(&microsoft.path("/connection")).await.json();
        let asked = ["User.Read.All", "GroupMember.Read.All", "Domain.Read.All", "Organization.Read.All"];
        assert_eq!(step(&connection, "server_side", "consent")["permissions"], json!(asked));
        assert_eq!(step(&connection, "server_side", "mail_flow")["permissions"], json!([]));
        let connection = northwind.owner().get(&google.path("/connection")).await.json();
        let asks_for_mail = |mode: &str| step(&connection, mode, "service_account")["permissions"].to_string().contains("gmail.settings");
        assert_eq!((asks_for_mail("server_side"), asks_for_mail("client_side")), (false, true));
    }

    async fn of_many_who_confirm_a_step_at_once_one_did(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner().clone(), northwind.subscription().create().await);
        enable(&owner, &subscription, "exchange_on_premises").await;
        let path = subscription.path("/connection/steps/send_connector");
        let answers = at_once(8, |_| {
            let (owner, path) = (owner.clone(), path.clone());
            async move { owner.put(&path, &json!({"done": true})).await.status() }
        })
        .await;
        assert_eq!((answers, told(&owner, &subscription).await.len()), (vec![200; 8], 2));
    }
}
