//! `PATCH /me/views/{id}`.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{names, path, save};
use crate::support::{TestApp, at_once};

on_both_databases! {
    async fn name_and_query_change_apart_and_what_is_left_out_stays(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let saved = save(owner, "Trials", "status=trial").await;
        app.clock.advance(TimeDelta::minutes(5));
        let renamed = owner.patch(&path(&saved), &json!({"name": "In trial"})).if_match("\"1\"").await.expect(200);
        assert_eq!((&renamed.json()["name"], &renamed.json()["query"]), (&json!("In trial"), &json!("status=trial")));
        assert_eq!((renamed.etag(), &renamed.json()["updated_at"]), ("\"2\"".to_owned(), &json!("2026-11-22T12:05:00Z")));
        assert_eq!(renamed.json()["created_at"], saved.json()["created_at"]);
        let moved = owner.patch(&path(&saved), &json!({"query": "status=trial&sort=-seats"})).await.expect(200);
        assert_eq!((&moved.json()["name"], moved.etag()), (&json!("In trial"), "\"3\"".to_owned()));
        assert_eq!(owner.get(&path(&saved)).await.json(), moved.json());
    }

    async fn a_change_to_what_is_there_is_none(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let saved = save(northwind.owner(), "Trials", "status=trial").await;
        for body in [json!({}), json!({"name": "Trials"}), json!({"name": " Trials ", "query": "status=trial"})] {
            let answer = northwind.owner().patch(&path(&saved), &body).await.expect(200);
            assert_eq!((answer.json(), answer.etag()), (saved.json(), "\"1\"".to_owned()));
        }
    }

    async fn its_own_name_in_another_case_is_free_and_anothers_is_not(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let saved = save(owner, "Trials", "status=trial").await;
        save(owner, "Paused", "status=on_hold").await;
        owner.patch(&path(&saved), &json!({"name": "TRIALS"})).await.expect(200);
        owner.patch(&path(&saved), &json!({"name": "päused"})).await.refused(409, "view_exists");
        assert_eq!(names(owner).await, ["Paused", "TRIALS"]);
    }

    async fn wrong_fields_are_told_all_at_once_before_a_stale_version(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let saved = save(owner, "Trials", "status=trial").await;
        let body = json!({"name": "", "query": "status=asleep", "list": "archived"});
        let answer = owner.patch(&path(&saved), &body).if_match("\"9\"").await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/list unknown_field", "/name blank", "/query/status not_allowed"]);
        let answer = owner.patch(&path(&saved), &json!({"name": null, "query": null})).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/name required", "/query required"]);
        owner.patch(&path(&saved), &json!({"name": "Other"})).if_match("\"9\"").await.refused(412, "stale_version");
        assert_eq!(owner.get(&path(&saved)).await.json(), saved.json());
    }

    async fn a_view_that_is_not_there_is_404_whatever_the_body(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        northwind.owner().patch("/me/views/00000000-0000-0000-0000-000000000000", &Value::Null).await.refused(404, "not_found");
    }

    async fn of_two_changes_of_one_version_at_once_one_is_stale(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let path = path(&save(northwind.owner(), "Trials", "status=trial").await);
        let owner = northwind.owner().clone();
        let mut statuses = at_once(2, move |n| {
            let (owner, path) = (owner.clone(), path.clone());
            async move { owner.patch(&path, &json!({"name": format!("Name {n}")})).if_match("\"1\"").await.status() }
        })
        .await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
    }

    async fn of_two_views_that_take_one_name_at_once_one_gets_it(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let paths = [path(&save(northwind.owner(), "One", "").await), path(&save(northwind.owner(), "Two", "").await)];
        let owner = northwind.owner().clone();
        let mut statuses = at_once(2, move |n| {
            let (owner, path) = (owner.clone(), paths[n].clone());
            async move { owner.patch(&path, &json!({"name": "Three"})).await.status() }
        })
        .await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        assert_eq!(app.count("saved_views WHERE name = 'Three'").await, 1);
    }
}
