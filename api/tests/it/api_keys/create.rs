//! Keys are made by those who manage the team, and their secrets are shown once.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::ResellerRole;

use super::{make, path, secret, wanted};
use crate::support::{TestApp, at_once};

on_both_databases! {
    async fn the_secret_is_in_the_answer_and_nowhere_else(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let made = make(owner, &["billing", "read", "read"]).await;
        let (body, secret) = (made.json(), secret(&made));
        assert!(secret.starts_with("ck_") && secret.len() == 46, "{secret}");
        assert_eq!(body["prefix"], secret[..11]);
        assert_eq!((&body["name"], &body["scopes"], &body["state"]), (&json!("CRM sync"), &json!(["read", "billing"]), &json!("active")));
        assert_eq!((&body["created_by"], &body["created_at"]), (&json!(owner.account()), &json!(app.clock.now())));
        assert_eq!((&body["expires_at"], &body["last_used_at"], &body["revoked_at"]), (&Value::Null, &Value::Null, &Value::Null));
        assert_eq!(made.header("location"), Some(format!("/api/v1{}", path(&made)).as_str()));
        assert_eq!((made.etag(), made.header("cache-control")), ("\"1\"".to_owned(), Some("no-store")));

        let mut read = body.clone();
        read.as_object_mut().unwrap().remove("key");
        let answer = owner.get(&path(&made)).await.expect(200);
        assert_eq!((answer.json(), answer.etag()), (read.clone(), made.etag()));
        assert_eq!(owner.get("/reseller/api-keys").await.items(), [read]);
        let events = owner.get("/events").await.text();
        assert!(!events.contains(&secret[3..]) && !events.contains(&secret[..11]), "{events}");
        assert_eq!(app.count(&format!("api_keys WHERE prefix LIKE '%{}%' OR name LIKE '%{}%'", &secret[11..], &secret[11..])).await, 0);
    }

    async fn each_secret_is_another(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = at_once(5, |_| {
            let owner = northwind.owner().clone();
            async move { secret(&make(&owner, &["read"]).await) }
        })
        .await;
        let distinct: std::collections::BTreeSet<_> = made.iter().collect();
        assert_eq!((distinct.len(), app.count("api_keys").await), (5, 5));
        assert_eq!(app.count("events WHERE kind = 'api_key.created'").await, 5);
    }

    async fn a_repeat_with_its_idempotency_key_gives_the_same_secret(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let ask = || northwind.owner().post("/reseller/api-keys", &wanted(&["read"])).key("key-1");
        let (first, second) = (ask().await.expect(201), ask().await.expect(201));
        assert_eq!((secret(&first), second.header("idempotency-replayed")), (secret(&second), Some("true")));
        assert_eq!(app.count("api_keys").await, 1);
    }

    async fn all_wrong_fields_are_told(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, events) = (northwind.owner(), app.count("events").await);
        for (body, faults) in [
            (json!({}), vec!["/name required", "/scopes required"]),
            (json!({"name": " ", "scopes": [], "expires_at": "soon", "note": 1}),
                vec!["/expires_at invalid_instant", "/name blank", "/note unknown_field", "/scopes required"]),
            (json!({"name": "x".repeat(101), "scopes": ["read", "admin", 7]}), vec!["/name too_long", "/scopes/1 not_allowed", "/scopes/2 wrong_type"]),
            (json!({"name": "a\u{7}b", "scopes": "read"}), vec!["/name invalid_characters", "/scopes wrong_type"]),
        ] {
            let answer = owner.post("/reseller/api-keys", &body).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), faults, "{body}");
        }
        assert_eq!((app.count("api_keys").await, app.count("events").await), (0, events));
        owner.post("/reseller/api-keys", &json!({"name": "x".repeat(100), "scopes": ["read"], "expires_at": null})).await.expect(201);
    }

    async fn its_end_is_yet_to_come(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let ask = |at: chrono::DateTime<chrono::Utc>| {
            let body = json!({"name": "x", "scopes": ["read"], "expires_at": at});
            northwind.owner().post("/reseller/api-keys", &body)
        };
        let answer = ask(app.clock.now()).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/expires_at not_in_future"]);
        // Instants are kept to the microsecond.
        ask(app.clock.now() + TimeDelta::nanoseconds(900)).await.refused(422, "invalid_fields");
        let end = app.clock.now() + TimeDelta::microseconds(1);
        assert_eq!(ask(end).await.expect(201).json()["expires_at"], json!(end));
    }

    async fn those_who_do_not_manage_the_team_make_none(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for role in [ResellerRole::Billing, ResellerRole::Support] {
            northwind.colleague(role).await.post("/reseller/api-keys", &wanted(&["read"])).await.refused(403, "forbidden");
        }
        northwind.program(&["read", "write", "billing"]).await.post("/reseller/api-keys", &wanted(&["read"])).await.refused(403, "forbidden");
        make(&northwind.colleague(ResellerRole::Admin).await, &["read"]).await;
        assert_eq!(app.count("api_keys").await, 2);
    }
}
