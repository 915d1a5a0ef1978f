//! What programs do is recorded under the name of their key.

use serde_json::{Value, json};

use super::{make, path, secret};
use crate::support::TestApp;

on_both_databases! {
    async fn an_event_names_the_key_as_its_actor_even_after_it_was_revoked(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let made = make(owner, &["write"]).await;
        let program = app.with_token(&secret(&made));
        program.post("/subscriptions", northwind.subscription().body()).await.expect(201);
        owner.delete(&path(&made)).await.expect(204);
        let events = owner.get("/events").await.expect(200).items();
        let created = events.iter().find(|event| event["kind"] == "subscription.created").unwrap();
        assert_eq!(created["actor"], json!({"kind": "api_key", "account_id": null, "api_key_id": made.id(), "name": "CRM sync"}));
        let csv = owner.get("/events").accept("text/csv").await.expect(200).text();
        assert!(csv.contains("subscription.created,CRM sync,"), "{csv}");
    }

    async fn making_and_revoking_one_write_an_event_each(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let before = app.count("events").await;
        let made = make(owner, &["read", "write"]).await;
        owner.delete(&path(&made)).await.expect(204);
        owner.delete(&path(&made)).await.expect(204);
        assert_eq!(app.count("events").await, before + 2);
        let events = owner.get("/events").await.items();
        let subject = json!({"kind": "api_key", "id": made.id(), "name": "CRM sync"});
        assert_eq!((&events[0]["kind"], &events[0]["subject"], &events[0]["data"]), (&json!("api_key.revoked"), &subject, &json!({})));
        assert_eq!((&events[1]["kind"], &events[1]["subject"]), (&json!("api_key.created"), &subject));
        assert_eq!(events[1]["data"], json!({"scopes": ["read", "write"], "expires_at": null}));
        assert_eq!((&events[1]["actor"]["name"], &events[1]["actor"]["api_key_id"]), (&json!("Olga Ostrova"), &Value::Null));
    }
}
