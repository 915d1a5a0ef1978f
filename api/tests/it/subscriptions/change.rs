//! `PATCH /subscriptions/{id}`: details. Customer access has a file of its own.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{kinds, last_event, read, subscription_in};
use crate::support::TestApp;

on_both_databases! {
    async fn a_change_counts_the_version_up_and_writes_one_event(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("external_ref", "CRM-1").create().await;
        app.clock.advance(chrono::TimeDelta::minutes(5));
        let body = json!({"company_name": "Mercier SA", "seats": 20, "external_ref": "CRM-2", "metadata": {"a": "1"}});
        let answer = owner.patch(&made.path(""), &body).if_match("\"1\"").header("x-request-id", "change-of-details").await.expect(200);
        let now = answer.json();
        for field in ["company_name", "seats", "external_ref", "metadata"] {
            assert_eq!(now[field], body[field]);
        }
        assert_eq!((&now["version"], answer.etag().as_str()), (&json!(2), "\"2\""));
        assert_eq!((&now["updated_at"], &now["created_at"]), (&json!(app.clock.now()), &made.json["created_at"]));
        assert_eq!(read(owner, &made).await, now);

        assert_eq!(kinds(owner, &made).await, ["subscription.created", "subscription.changed"]);
        let event = last_event(owner, &made).await;
        assert_eq!(event["actor"], json!({"kind": "account", "account_id": owner.account(), "api_key_id": null, "name": "Olga Ostrova"}));
        assert_eq!(event["data"]["seats"], json!({"from": 18, "to": 20}));
        assert_eq!(event["data"]["company_name"], json!({"from": "Boulangerie Mercier et Fils", "to": "Mercier SA"}));
        assert_eq!(event["data"]["metadata"], json!({}));
        assert_eq!(app.count("events WHERE request_id = 'change-of-details'").await, 1);
    }

    async fn a_changed_name_and_reference_are_found_and_the_old_ones_no_more(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().with("external_ref", "CRM-1").create().await;
        reseller.owner().patch(&made.path(""), &json!({"company_name": "Öztürk", "external_ref": "ERP-9"})).await.expect(200);
        for (q, found) in [("ozt", 1), ("erp", 1), ("mercier", 0), ("crm", 0)] {
            assert_eq!(reseller.owner().get(&format!("/subscriptions?q={q}")).await.items().len(), found, "{q}");
        }
    }

    async fn a_stale_version_changes_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        owner.patch(&made.path(""), &json!({"seats": 19})).if_match("\"1\"").await.expect(200);
        let before = read(owner, &made).await;
        for tag in ["\"1\"", "\"3\"", "W/\"2\"", "\"x\""] {
            owner.patch(&made.path(""), &json!({"seats": 50})).if_match(tag).await.refused(412, "stale_version");
        }
        assert_eq!(read(owner, &made).await, before);
        assert_eq!(kinds(owner, &made).await.len(), 2);
        for tag in ["\"2\"", "*"] {
            owner.patch(&made.path(""), &json!({"seats": 19})).if_match(tag).await.expect(200);
        }
        owner.patch(&made.path(""), &json!({"seats": 21})).if_match("\"7\", \"2\"").await.expect(200);
    }

    async fn a_change_to_what_is_there_already_is_none(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("external_ref", "CRM-1").with("metadata", json!({"a": "1"})).create().await;
        app.clock.advance(chrono::TimeDelta::minutes(5));
        for body in [
            json!({}),
            json!({"company_name": " Boulangerie Mercier et Fils "}),
            json!({"seats": 18, "external_ref": "CRM-1", "metadata": {"a": "1"}, "customer_edits_signatures": false}),
        ] {
            let answer = owner.patch(&made.path(""), &body).await.expect(200);
            assert_eq!((answer.etag().as_str(), &answer.json()["updated_at"]), ("\"1\"", &made.json["updated_at"]), "{body}");
        }
        assert_eq!(kinds(owner, &made).await, ["subscription.created"]);
    }

    async fn null_takes_the_reference_away_and_metadata_is_replaced_whole(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().with("external_ref", "CRM-1").with("metadata", json!({"a": "1", "b": "2"})).create().await;
        let body = json!({"external_ref": null, "metadata": {"c": "3"}});
        let now = reseller.owner().patch(&made.path(""), &body).await.expect(200).json();
        assert_eq!((&now["external_ref"], &now["metadata"]), (&Value::Null, &json!({"c": "3"})));
        assert_eq!(read(reseller.owner(), &made).await, now);
        let now = reseller.owner().patch(&made.path(""), &json!({"metadata": {}})).await.expect(200).json();
        assert_eq!(now["metadata"], json!({}));
    }

    async fn every_rule_refuses_by_pointer_and_code(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let contact = json!({"full_name": "A", "email": "a@b.example"});
        let many: serde_json::Map<String, Value> = (0..51).map(|n| (n.to_string(), json!(""))).collect();
        for (body, faults) in [
            (json!({"company_name": null, "seats": null}), vec!["/company_name required", "/seats required"]),
            (json!({"company_name": " ", "seats": 0}), vec!["/company_name blank", "/seats out_of_range"]),
            (json!({"seats": 1_000_001}), vec!["/seats out_of_range"]),
            (json!({"external_ref": ""}), vec!["/external_ref blank"]),
            (json!({"external_ref": "x".repeat(101)}), vec!["/external_ref too_long"]),
            (json!({"metadata": many}), vec!["/metadata too_long"]),
            (json!({"metadata": {"k".repeat(41): "x"}}), vec!["/metadata/kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk too_long"]),
            (json!({"metadata": {"a": 1}}), vec!["/metadata/a wrong_type"]),
            (json!({"contact": contact}), vec!["/contact not_wanted"]),
            (json!({"customer_edits_signatures": false, "contact": contact}), vec!["/contact not_wanted"]),
            (json!({"product": "google_workspace", "plan": "gold"}), vec!["/plan not_allowed", "/product unknown_field"]),
            (json!({"status": "active", "seats": "1"}), vec!["/seats wrong_type", "/status unknown_field"]),
        ] {
            let answer = reseller.owner().patch(&made.path(""), &body).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), faults, "{body}");
        }
        assert_eq!(read(reseller.owner(), &made).await, made.json);
    }

    async fn a_refused_number_of_users_changes_nothing_else_either(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let trial = subscription_in(&app, &reseller, "trial").await;
        assert_eq!(owner.patch(&trial.path(""), &json!({"seats": 3})).await.expect(200).json()["seats"], 3);
        for lifecycle in ["trial_expired", "cancel_pending"] {
            let made = subscription_in(&app, &reseller, lifecycle).await;
            let before = read(owner, &made).await;
            owner.patch(&made.path(""), &json!({"seats": 3, "company_name": "New"})).await.refused(409, "seats_not_changeable");
            assert_eq!(read(owner, &made).await, before, "{lifecycle}");
            // The same number is no change.
            owner.patch(&made.path(""), &json!({"seats": 18, "company_name": "New"})).await.expect(200);
        }
    }

    async fn what_is_over_is_not_changed(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = subscription_in(&app, &reseller, "ended").await;
        let before = read(reseller.owner(), &made).await;
        let answer = reseller.owner().patch(&made.path(""), &json!({"company_name": "New"})).await.refused(409, "transition_not_allowed");
        assert_eq!(answer.json()["allowed_actions"], json!(["reactivate"]));
        assert_eq!(read(reseller.owner(), &made).await, before);
    }

    async fn seats_need_the_billing_right_and_all_else_the_right_to_manage(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let (name, seats, both) = (json!({"company_name": "New"}), json!({"seats": 7}), json!({"seats": 8, "metadata": {}}));
        let billing = reseller.colleague(ResellerRole::Billing).await;
        let support = reseller.colleague(ResellerRole::Support).await;
        let (admin, editor) = (reseller.customer(&made, SubscriptionRole::Admin).await, reseller.customer(&made, SubscriptionRole::Editor).await);
        for (who, body) in [(&billing, &name), (&billing, &both), (&support, &name), (&support, &seats), (&admin, &name), (&admin, &seats), (&editor, &seats)] {
            who.patch(&made.path(""), body).await.refused(403, "forbidden");
        }
        assert_eq!(read(reseller.owner(), &made).await, made.json);
        assert_eq!(billing.patch(&made.path(""), &seats).await.expect(200).json()["seats"], 7);
        reseller.colleague(ResellerRole::Admin).await.patch(&made.path(""), &both).await.expect(200);
        app.reseller("Contoso").await.owner().patch(&made.path(""), &seats).await.refused(404, "not_found");
    }

    async fn of_changes_at_once_to_one_version_one_is_made(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let (owner, path) = (reseller.owner().clone(), made.path(""));
        let answers = crate::support::at_once(20, move |n| {
            let (owner, path) = (owner.clone(), path.clone());
            async move { owner.patch(&path, &json!({"seats": 100 + n})).if_match("\"1\"").await.status() }
        })
        .await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 412).count(), 19, "{answers:?}");
        assert_eq!(read(reseller.owner(), &made).await["version"], 2);
        assert_eq!(kinds(reseller.owner(), &made).await.len(), 2);
    }
}
