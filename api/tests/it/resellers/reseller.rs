//! Its name and address.

use serde_json::json;

use crate::support::TestApp;

on_both_databases! {
    async fn a_change_counts_for_all_its_people(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let answer = owner.get("/reseller").await.expect(200);
        assert_eq!((answer.json()["name"].as_str(), answer.etag()), (Some("Northwind IT"), "\"1\"".to_owned()));
        app.clock.advance(chrono::TimeDelta::hours(1));
        let answer = owner.patch("/reseller", &json!({"name": "Northwind Cloud"})).if_match("\"1\"").await.expect(200);
        let body = answer.json();
        assert_eq!((&body["name"], &body["email"]), (&json!("Northwind Cloud"), &json!("owner@northwind-it.example")));
        assert_eq!((&body["version"], answer.etag()), (&json!(2), "\"2\"".to_owned()));
        assert_eq!((&body["created_at"], &body["updated_at"]), (&json!("2026-11-22T12:00:00Z"), &json!("2026-11-22T13:00:00Z")));
        assert_eq!(owner.get("/me").await.json()["reseller"]["name"], "Northwind Cloud");
        owner.patch("/reseller", &json!({"email": "Office@Northwind.example"})).await.expect(200);
        assert_eq!(owner.get("/reseller").await.json()["email"], "Office@Northwind.example");
    }

    async fn a_change_is_one_event_and_a_change_of_nothing_is_none(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let before = app.count("events").await;
        northwind.owner().patch("/reseller", &json!({"name": "Northwind Cloud", "email": "office@northwind.example"})).await.expect(200);
        assert_eq!(app.count("events").await, before + 1);
        for body in [json!({}), json!({"name": "Northwind Cloud"})] {
            assert_eq!(northwind.owner().patch("/reseller", &body).await.expect(200).etag(), "\"2\"");
        }
        assert_eq!(app.count("events").await, before + 1);
    }

    async fn a_refused_change_changes_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let before = owner.get("/reseller").await.json();
        let body = json!({"name": null, "email": "x", "logo": 1});
        let answer = owner.patch("/reseller", &body).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/email invalid_email", "/logo unknown_field", "/name required"]);
        owner.patch("/reseller", &json!({"name": "Other"})).if_match("\"0\"").await.refused(412, "stale_version");
        assert_eq!(owner.get("/reseller").await.json(), before);
    }
}
