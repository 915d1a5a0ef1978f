//! Credentials and limits stay on real time.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::advance_days;
use crate::support::{PASSWORD, TestApp, noon};

on_both_databases! {
    async fn who_is_signed_in_stays_so_for_years_of_the_sandbox(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let login = json!({"email": "owner@contoso-labs.example", "password": PASSWORD});
        let signed_in = app.anonymous().post("/auth/login", &login).await.expect(200);
        let (token, refresh) = (app.with_token(&signed_in.access_token()), signed_in.refresh_token());
        let body = json!({"name": "CRM sync", "scopes": ["read", "write"], "expires_at": noon() + TimeDelta::days(90)});
        let made = reseller.owner().post("/reseller/api-keys", &body).await.expect(201).json();
        let program = app.with_token(made["key"].as_str().unwrap());
        for _ in 0..3 {
            advance_days(&program, 365).await;
        }
        token.get("/subscriptions").await.expect(200);
        program.get("/subscriptions").await.expect(200);
        app.anonymous().post("/auth/refresh", &json!({})).refresh_token(&refresh).await.expect(200);
        let sessions = token.get("/auth/sessions").await.expect(200).items();
        assert!(sessions.iter().all(|session| session["last_used_at"] == json!(noon())), "{sessions:?}");
        app.clock.advance(TimeDelta::days(90));
        program.get("/subscriptions").await.refused(401, "unauthenticated");
    }

    async fn keys_are_made_revoked_and_used_in_real_time(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        advance_days(owner, 365).await;
        // Past in the sandbox, and yet to come for whoever holds the key.
        let end = noon() + TimeDelta::days(30);
        let made = owner.post("/reseller/api-keys", &json!({"name": "CRM sync", "scopes": ["read"], "expires_at": end})).await.expect(201);
        assert_eq!(made.json()["created_at"], json!(noon()));
        app.with_token(made.json()["key"].as_str().unwrap()).get("/subscriptions").await.expect(200);
        let path = format!("/reseller/api-keys/{}", made.id());
        let mut key = owner.get(&path).await.expect(200).json();
        for _ in 0..50 {
            if key["last_used_at"].is_string() {
                break;
            }
            actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
            key = owner.get(&path).await.expect(200).json();
        }
        assert_eq!((&key["state"], &key["last_used_at"]), (&json!("active"), &json!(noon())));
        owner.delete(&path).await.expect(204);
        assert_eq!(owner.get(&path).await.expect(200).json()["revoked_at"], json!(noon()));
        // What is told of it stands among what else happened.
        let events = owner.get("/events?kind=api_key").await.expect(200).items();
        let at: DateTime<Utc> = noon() + TimeDelta::days(365);
        assert!(events.len() == 2 && events.iter().all(|event| event["at"] == json!(at)), "{events:?}");
    }

    async fn limits_of_mails_go_by_the_real_hour(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let invite = owner.get(&made.path("/invites")).await.expect(200).items().remove(0);
        let path = made.path(&format!("/invites/{}/resend", invite["id"].as_str().unwrap()));
        for _ in 0..5 {
            owner.post(&path, &json!({})).await.expect(200);
            advance_days(owner, 1).await;
        }
        owner.post(&path, &json!({})).await.refused(429, "too_many_attempts");
        app.clock.advance(TimeDelta::hours(1));
        owner.post(&path, &json!({})).await.expect(200);
    }
}
