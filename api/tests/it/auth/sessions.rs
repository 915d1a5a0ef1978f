//! Sessions can be seen and ended.

use chrono::TimeDelta;
use serde_json::json;

use super::{credentials, refresh, sign_in};
use crate::support::{PASSWORD, TestApp};

const OWNER: &str = "owner@northwind-it.example";

on_both_databases! {
    async fn they_are_listed_newest_use_first(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        app.clock.advance(TimeDelta::minutes(1));
        let login = app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).header("user-agent", "Firefox on a desk");
        let phone = login.await.expect(200);
        app.clock.advance(TimeDelta::minutes(1));
        let items = app.with_token(&phone.access_token()).get("/auth/sessions").await.expect(200).items();
        assert_eq!(items.len(), 2);
        assert_eq!((&items[0]["current"], &items[1]["current"]), (&json!(true), &json!(false)));
        assert_eq!((&items[0]["user_agent"], &items[0]["address"]), (&json!("Firefox on a desk"), &json!("127.0.0.1")));
        assert_eq!(items[0]["expires_at"], "2026-12-22T12:01:00Z");
        assert_eq!(items[1]["id"], northwind.owner().session().to_string());

        refresh(&app, &phone.refresh_token()).await.expect(200);
        let items = northwind.owner().get("/auth/sessions").await.items();
        assert_eq!((&items[0]["last_used_at"], &items[0]["created_at"]), (&json!("2026-11-22T12:02:00Z"), &json!("2026-11-22T12:01:00Z")));
    }

    async fn one_that_is_ended_is_dead_at_once(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let phone = sign_in(&app, OWNER).await;
        let owner = app.with_token(&phone.access_token());
        let id = owner.get("/auth/sessions").await.items().into_iter().find(|session| session["current"] == true).unwrap()["id"].clone();
        let path = format!("/auth/sessions/{}", id.as_str().unwrap());
        northwind.owner().delete(&path).await.expect(204);
        owner.get("/me").await.refused(401, "unauthenticated");
        refresh(&app, &phone.refresh_token()).await.refused(401, "unauthenticated");
        northwind.owner().delete(&path).await.refused(404, "not_found");
        assert_eq!(northwind.owner().get("/auth/sessions").await.items().len(), 1);
    }

    async fn somebody_elses_are_not_there(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let path = format!("/auth/sessions/{}", northwind.owner().session());
        contoso.owner().delete(&path).await.refused(404, "not_found");
        northwind.owner().get("/me").await.expect(200);
    }

    async fn one_can_end_the_session_that_asks(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        northwind.owner().delete(&format!("/auth/sessions/{}", northwind.owner().session())).await.expect(204);
        northwind.owner().get("/me").await.refused(401, "unauthenticated");
    }

    async fn one_that_ended_by_age_is_not_listed(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        app.clock.advance(TimeDelta::days(30));
        let fresh = sign_in(&app, OWNER).await;
        assert_eq!(app.with_token(&fresh.access_token()).get("/auth/sessions").await.items().len(), 1);
        northwind.owner().get("/me").await.refused(401, "unauthenticated");
    }
}
