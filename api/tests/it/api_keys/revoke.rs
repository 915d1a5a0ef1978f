//! A key that is revoked works nowhere from then on.

use serde_json::json;

use super::{make, path, secret};
use crate::support::{Setup, TestApp, at_once};

on_both_databases! {
    async fn it_is_refused_at_once_on_every_server(setup: Setup) {
        let (app, other) = (setup.start().await, setup.start().await);
        let northwind = app.reseller("Northwind IT").await;
        let made = make(northwind.owner(), &["read"]).await;
        let programs = [app.with_token(&secret(&made)), other.with_token(&secret(&made))];
        for program in &programs {
            program.get("/reseller").await.expect(200);
        }
        northwind.owner().delete(&path(&made)).await.expect(204);
        for program in &programs {
            program.get("/reseller").await.refused(401, "unauthenticated");
        }
        let key = northwind.owner().get(&path(&made)).await.expect(200);
        assert_eq!((&key.json()["state"], &key.json()["revoked_at"]), (&json!("revoked"), &json!(app.clock.now())));
        assert_eq!(key.etag(), "\"2\"");
    }

    async fn what_it_was_answered_before_is_not_given_again(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = make(northwind.owner(), &["write"]).await;
        let program = app.with_token(&secret(&made));
        program.post("/subscriptions", northwind.subscription().body()).key("k").await.expect(201);
        northwind.owner().delete(&path(&made)).await.expect(204);
        program.post("/subscriptions", northwind.subscription().body()).key("k").await.refused(401, "unauthenticated");
        assert_eq!(app.count("subscriptions").await, 1);
    }

    async fn a_stale_version_revokes_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = make(northwind.owner(), &["read"]).await;
        northwind.owner().delete(&path(&made)).if_match("\"9\"").await.refused(412, "stale_version");
        app.with_token(&secret(&made)).get("/reseller").await.expect(200);
        northwind.owner().delete(&path(&made)).if_match(&made.etag()).await.expect(204);
        northwind.owner().delete(&path(&made)).if_match(&made.etag()).await.refused(412, "stale_version");
    }

    async fn of_ten_who_revoke_it_at_once_one_is_recorded(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let path = path(&make(northwind.owner(), &["read"]).await);
        let answers = at_once(10, |_| {
            let (owner, path) = (northwind.owner().clone(), path.clone());
            async move { owner.delete(&path).await.status() }
        })
        .await;
        assert_eq!(answers, [204; 10]);
        assert_eq!(app.count("events WHERE kind = 'api_key.revoked'").await, 1);
    }

    async fn an_unknown_one_is_not_there(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for id in ["00000000-0000-7000-8000-000000000000", "nonsense"] {
            northwind.owner().delete(&format!("/reseller/api-keys/{id}")).await.refused(404, "not_found");
        }
    }
}
