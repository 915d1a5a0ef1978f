//! `POST /invites/accept`: what succeeds.

use serde_json::{Value, json};

use super::{invited, known, newcomer};
use crate::support::{PASSWORD, TestApp, invite};

on_both_databases! {
    async fn a_newcomer_gets_an_account_and_sees_only_what_is_theirs(app: TestApp) {
        let invited = invited(&app).await;
        invited.reseller.subscription().create().await;
        app.clock.advance(chrono::TimeDelta::hours(1));
        let answer = app.anonymous().post("/invites/accept", &newcomer(&invited.token)).header("x-request-id", "the-accepting").await.expect(200);
        let account = answer.json()["account"].clone();
        assert_eq!((&account["email"], &account["full_name"]), (&json!("Camille@Mercier.example"), &json!("Camille Mercier")));
        assert_eq!((&account["phone"], &account["locale"], &account["reseller"]), (&json!("+33 1 55 55 12 34"), &json!("fr"), &Value::Null));
        assert_eq!(account["subscriptions"].as_array().map(Vec::len), Some(1));
        assert_eq!(account["subscriptions"][0]["id"], json!(invited.subscription.id));
        assert_eq!((&account["subscriptions"][0]["role"], &account["subscriptions"][0]["reseller_name"]), (&json!("admin"), &json!("Northwind IT")));

        let camille = app.with_token(&answer.access_token());
        let seen = camille.get("/subscriptions").await.expect(200);
        assert_eq!((&seen.json()["total"], &seen.items()[0]["id"]), (&json!(1), &json!(invited.subscription.id)));
        app.anonymous().post("/auth/refresh", &json!({})).refresh_token(&answer.refresh_token()).await.expect(200);
        let login = json!({"email": "camille@mercier.EXAMPLE", "password": PASSWORD});
        app.anonymous().post("/auth/login", &login).await.expect(200);

        let invite = invited.invite().await;
        assert_eq!((&invite["state"], &invite["accepted_at"]), (&json!("accepted"), &json!(app.clock.now())));
        let members = invited.owner().get(&invited.subscription.path("/members")).await.items();
        assert_eq!((members.len(), &members[0]["account_id"], &members[0]["role"]), (1, &account["id"], &json!("admin")));
        assert_eq!(invited.kinds().await[2..], ["invite.delivered", "member.added", "invite.accepted"]);
        assert_eq!(app.count("events WHERE request_id = 'the-accepting'").await, 2);
        let event = invited.owner().get(&invited.subscription.path("/events?limit=1")).await.items().remove(0);
        assert_eq!(event["actor"], json!({"kind": "account", "account_id": account["id"], "api_key_id": null, "name": "Camille Mercier"}));
        assert_eq!(app.mails().await.len(), 1, "an account that is made mails nothing");
    }

    async fn phone_is_left_out_at_will(app: TestApp) {
        let invited = invited(&app).await;
        let body = json!({"token": invited.token, "full_name": "Camille", "password": PASSWORD, "phone": null});
        let account = app.anonymous().post("/invites/accept", &body).await.expect(200).json()["account"].clone();
        assert_eq!(account["phone"], Value::Null);
    }

    async fn an_account_that_exists_accepts_signed_in_with_the_token_alone(app: TestApp) {
        let invited = invited(&app).await;
        let camille = app.person("camille@mercier.example").await;
        let answer = camille.post("/invites/accept", &known(&invited.token)).await.expect(200);
        let account = answer.json()["account"].clone();
        assert_eq!((&account["id"], &account["full_name"]), (&json!(camille.account()), &json!("Petra Pauli")));
        assert_eq!(account["subscriptions"][0]["id"], json!(invited.subscription.id));
        camille.get(&invited.subscription.path("")).await.expect(200);
        assert_eq!(app.count("accounts").await, 2);
    }

    async fn an_account_may_join_subscriptions_of_several_resellers(app: TestApp) {
        let invited = invited(&app).await;
        let other = app.reseller("Contoso").await;
        let second = other.subscription().company("Mercier Lyon").contact("camille@mercier.example").create().await;
        app.catch_up().await;
        let tokens: Vec<String> = app.mails().await.iter().map(|mail| mail.token()).collect();
        assert_eq!(tokens.len(), 2);
        let camille = app.person("camille@mercier.example").await;
        for token in tokens {
            camille.post("/invites/accept", &known(&token)).await.expect(200);
        }
        let list = camille.get("/subscriptions").await.items();
        assert_eq!(list.len(), 2);
        camille.get(&second.path("")).await.expect(200);
        camille.get(&invited.subscription.path("")).await.expect(200);
    }

    async fn the_invites_role_is_the_members(app: TestApp) {
        let invited = invited(&app).await;
        invited.owner().post(&invited.subscription.path("/invites"), &invite("ed@mercier.example", "editor")).await.expect(201);
        let token = app.mail_to("ed@mercier.example").await.token();
        let answer = app.anonymous().post("/invites/accept", &newcomer(&token)).await.expect(200);
        assert_eq!(answer.json()["account"]["subscriptions"][0]["role"], "editor");
        app.with_token(&answer.access_token()).get(&invited.subscription.path("/members")).await.refused(403, "forbidden");
    }
}
