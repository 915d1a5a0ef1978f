//! `PATCH /subscriptions/{id}/members/{member_id}`.

use serde_json::{Value, json};
use shared::rights::ResellerRole;

use super::customer;
use crate::support::TestApp;

on_both_databases! {
    async fn a_member_gets_another_role_and_its_rights_at_once(app: TestApp) {
        let customer = customer(&app).await;
        let (path, people) = (customer.path_of(&customer.editor).await, customer.subscription.path("/members"));
        customer.editor.get(&people).await.refused(403, "forbidden");
        let answer = customer.owner().patch(&path, &json!({"role": "admin"})).await.expect(200);
        assert_eq!((&answer.json()["role"], answer.etag()), (&json!("admin"), "\"2\"".to_owned()));
        assert_eq!(customer.owner().get(&path).await.json(), answer.json());
        customer.editor.get(&people).await.expect(200);
        let event = customer.last_event().await;
        assert_eq!((&event["kind"], &event["subject"]["name"]), (&json!("member.changed"), &json!("Petra Pauli")));
        assert_eq!(event["data"], json!({"account_id": customer.editor.account(), "from": "editor", "to": "admin"}));
    }

    async fn the_same_role_is_no_change(app: TestApp) {
        let customer = customer(&app).await;
        let before = customer.last_event().await;
        let answer = customer.owner().patch(&customer.path_of(&customer.editor).await, &json!({"role": "editor"})).await.expect(200);
        assert_eq!((answer.etag(), customer.last_event().await), ("\"1\"".to_owned(), before));
    }

    async fn the_last_administrator_is_not_lowered(app: TestApp) {
        let customer = customer(&app).await;
        let path = customer.path_of(&customer.admin).await;
        for who in [customer.owner(), &customer.admin] {
            who.patch(&path, &json!({"role": "editor"})).await.refused(409, "last_admin");
        }
        customer.owner().patch(&path, &json!({"role": "admin"})).await.expect(200);
        assert_eq!(customer.members().await[0]["role"], "admin");
        // With a second one the first may go.
        customer.admin.patch(&customer.path_of(&customer.editor).await, &json!({"role": "admin"})).await.expect(200);
        customer.admin.patch(&path, &json!({"role": "editor"})).await.expect(200);
    }

    async fn a_stale_version_changes_nothing(app: TestApp) {
        let customer = customer(&app).await;
        let path = customer.path_of(&customer.editor).await;
        customer.owner().patch(&path, &json!({"role": "admin"})).if_match("\"2\"").await.refused(412, "stale_version");
        assert_eq!(customer.members().await[1]["role"], "editor");
        customer.owner().patch(&path, &json!({"role": "admin"})).if_match("\"1\"").await.expect(200);
    }

    async fn a_role_is_needed_and_one_that_customers_have(app: TestApp) {
        let customer = customer(&app).await;
        let path = customer.path_of(&customer.editor).await;
        for (body, fault) in [
            (json!({}), "/role required"),
            (json!({"role": "owner"}), "/role not_allowed"),
            (json!({"role": 1}), "/role wrong_type"),
            (json!({"role": Value::Null}), "/role required"),
        ] {
            let answer = customer.owner().patch(&path, &body).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), [fault]);
        }
    }

    async fn those_who_manage_people_change_them_and_nobody_else(app: TestApp) {
        let customer = customer(&app).await;
        let path = customer.path_of(&customer.editor).await;
        for (who, status) in [
            (customer.reseller.colleague(ResellerRole::Billing).await, 403),
            (customer.reseller.colleague(ResellerRole::Support).await, 403),
            (customer.editor.clone(), 403),
            (app.reseller("Contoso").await.owner().clone(), 404),
            (app.anonymous(), 401),
        ] {
            assert_eq!(who.patch(&path, &json!({"role": "admin"})).await.status(), status, "{}", who.email);
            assert_eq!(who.delete(&path).await.status(), status, "{}", who.email);
        }
        assert_eq!(customer.members().await[1]["role"], "editor");
        for who in [customer.reseller.colleague(ResellerRole::Admin).await, customer.admin.clone()] {
            who.patch(&path, &json!({"role": "admin"})).await.expect(200);
            who.patch(&path, &json!({"role": "editor"})).await.expect(200);
        }
    }
}
