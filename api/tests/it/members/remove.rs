//! `DELETE /subscriptions/{id}/members/{member_id}`.

use serde_json::json;
use shared::rights::SubscriptionRole;

use super::customer;
use crate::support::{TestApp, at_once};

on_both_databases! {
    async fn who_is_removed_sees_nothing_of_it_any_more_and_keeps_the_rest(app: TestApp) {
        let customer = customer(&app).await;
        let other = customer.reseller.subscription().create().await;
        customer.reseller.make_customer(&customer.editor, &other, SubscriptionRole::Editor).await;
        let path = customer.path_of(&customer.editor).await;
        customer.admin.delete(&path).await.expect(204);
        assert_eq!(customer.members().await.len(), 1);
        customer.editor.get(&customer.subscription.path("")).await.refused(404, "not_found");
        customer.editor.get(&other.path("")).await.expect(200);
        assert_eq!(customer.editor.get("/subscriptions").await.json()["total"], 1);
        customer.owner().delete(&path).await.refused(404, "not_found");
        let event = customer.last_event().await;
        assert_eq!((&event["kind"], &event["actor"]["account_id"]), (&json!("member.removed"), &json!(customer.admin.account())));
        assert_eq!(event["data"], json!({"account_id": customer.editor.account(), "role": "editor"}));
    }

    async fn the_last_administrator_stays(app: TestApp) {
        let customer = customer(&app).await;
        let path = customer.path_of(&customer.admin).await;
        for who in [customer.owner(), &customer.admin] {
            who.delete(&path).await.refused(409, "last_admin");
        }
        assert_eq!(customer.members().await.len(), 2);
    }

    async fn of_two_administrators_who_remove_each_other_at_once_one_stays(app: TestApp) {
        let customer = customer(&app).await;
        for _ in 0..5 {
            let second = customer.reseller.customer(&customer.subscription, SubscriptionRole::Admin).await;
            let members = customer.members().await;
            let admins: Vec<_> = members.iter().filter(|member| member["role"] == "admin").collect();
            let paths: Vec<String> =
                admins.iter().map(|member| customer.subscription.path(&format!("/members/{}", member["id"].as_str().unwrap()))).collect();
            let owner = customer.owner().clone();
            let mut statuses = at_once(2, move |n| {
                let (owner, path) = (owner.clone(), paths[n].clone());
                async move { owner.delete(&path).await.status() }
            })
            .await;
            statuses.sort_unstable();
            assert_eq!(statuses, [204, 409], "{}", second.email);
        }
        assert_eq!(app.count("subscription_members WHERE role = 'admin'").await, 1);
    }

    async fn a_stale_version_removes_nobody(app: TestApp) {
        let customer = customer(&app).await;
        let path = customer.path_of(&customer.editor).await;
        customer.owner().delete(&path).if_match("\"2\"").await.refused(412, "stale_version");
        assert_eq!(customer.members().await.len(), 2);
        customer.owner().delete(&path).if_match("\"1\"").await.expect(204);
    }

    async fn who_was_removed_can_be_invited_again(app: TestApp) {
        let customer = customer(&app).await;
        customer.owner().delete(&customer.path_of(&customer.editor).await).await.expect(204);
        let body = crate::support::invite(&customer.editor.email, "admin");
        customer.owner().post(&customer.subscription.path("/invites"), &body).await.expect(201);
        let token = app.mail_to(&customer.editor.email).await.token();
        customer.editor.post("/invites/accept", &json!({"token": token})).await.expect(200);
        assert_eq!(customer.members().await.len(), 2);
    }
}
