//! The list of keys.

use chrono::TimeDelta;
use serde_json::json;

use super::{make, path, wanted};
use crate::support::TestApp;

on_both_databases! {
    async fn all_are_listed_newest_first_and_page_by_page(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        for n in 0..5 {
            owner.post("/reseller/api-keys", &json!({"name": format!("Key {n}"), "scopes": ["read"]})).await.expect(201);
            app.clock.advance(TimeDelta::seconds(1));
        }
        let (mut names, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = owner.get(&format!("/reseller/api-keys?limit=2{cursor}")).await.expect(200);
            names.extend(page.items().iter().map(|key| key["name"].as_str().unwrap().to_owned()));
            assert_eq!(page.json()["total"], 5);
            let Some(next) = page.json()["next_cursor"].as_str().map(str::to_owned) else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(names, ["Key 4", "Key 3", "Key 2", "Key 1", "Key 0"]);
        owner.get("/reseller/api-keys?cursor=x").await.refused(422, "invalid_fields");
    }

    async fn those_that_work_no_more_are_listed_as_such(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let mut short = wanted(&["billing"]);
        short["expires_at"] = json!(app.clock.now() + TimeDelta::minutes(5));
        owner.post("/reseller/api-keys", &short).await.expect(201);
        let revoked = make(owner, &["read"]).await;
        make(owner, &["read", "write"]).await;
        owner.delete(&path(&revoked)).await.expect(204);
        app.clock.advance(TimeDelta::minutes(5));
        let states: Vec<_> = owner.get("/reseller/api-keys").await.items().iter().map(|key| key["state"].clone()).collect();
        assert_eq!(states, ["active", "revoked", "expired"]);
        let csv = owner.get("/reseller/api-keys").accept("text/csv").await.expect(200);
        assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"api-keys.csv\""));
        let text = csv.text();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "name,prefix,scopes,state,created_at,expires_at,last_used_at");
        assert!(lines[1].starts_with("CRM sync,ck_") && lines[1].ends_with(",read write,active,2026-11-22T12:00:00Z,,"), "{text}");
    }

    async fn another_resellers_are_not_there(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let made = make(contoso.owner(), &["read"]).await;
        let owner = northwind.owner();
        owner.get(&path(&made)).await.refused(404, "not_found");
        owner.delete(&path(&made)).await.refused(404, "not_found");
        assert_eq!(owner.get("/reseller/api-keys").await.json()["total"], 0);
        assert_eq!(contoso.owner().get(&path(&made)).await.json()["state"], "active");
    }
}
