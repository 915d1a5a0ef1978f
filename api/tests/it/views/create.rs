//! `POST /me/views`.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};
use shared::views::VIEWS_MAX;

use super::{names, path, save, view};
use crate::support::{TestApp, at_once};

on_both_databases! {
    async fn it_answers_the_view_and_writes_no_event(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let events = app.count("events").await;
        let answer = northwind.owner().post("/me/views", &view("  On hold, largest first ", "status=on_hold&sort=-seats&limit=20")).await.expect(201);
        let body = answer.json();
        assert_eq!((&body["list"], &body["name"]), (&json!("subscriptions"), &json!("On hold, largest first")));
        assert_eq!((&body["query"], &body["version"]), (&json!("status=on_hold&sort=-seats&limit=20"), &json!(1)));
        assert_eq!((&body["created_at"], &body["updated_at"]), (&json!("2026-11-22T12:00:00Z"), &json!("2026-11-22T12:00:00Z")));
        assert_eq!(answer.header("location"), Some(&*format!("/api/v1{}", path(&answer))));
        assert_eq!(answer.etag(), "\"1\"");
        assert_eq!(northwind.owner().get(&path(&answer)).await.expect(200).json(), body);
        assert_eq!(app.count("events").await, events);
    }

    async fn everybody_of_the_reseller_may_save_and_nobody_else(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        for role in [ResellerRole::Admin, ResellerRole::Billing, ResellerRole::Support] {
            save(&northwind.colleague(role).await, "Mine", "status=trial").await;
        }
        let customer = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        customer.post("/me/views", &Value::Null).await.refused(404, "not_found");
        app.person("nobody@else.example").await.post("/me/views", &Value::Null).await.refused(404, "not_found");
        app.anonymous().post("/me/views", &Value::Null).await.refused(401, "unauthenticated");
        assert_eq!(app.count("saved_views").await, 3);
    }

    async fn a_query_that_the_list_would_refuse_is_refused_with_all_its_faults(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let refused = async |body: Value| northwind.owner().post("/me/views", &body).await.refused(422, "invalid_fields").faults();
        let query = "status=asleep&sort=-size&trial_ends_within=0&limit=500&new=1&cursor=x&archived=true";
        assert_eq!(refused(json!({"list": "people", "name": " ", "query": query, "color": "red"})).await, [
            "/color unknown_field",
            "/list not_allowed",
            "/name blank",
            "/query/archived unknown_field",
            "/query/cursor unknown_field",
            "/query/limit out_of_range",
            "/query/new unknown_field",
            "/query/sort not_allowed",
            "/query/status not_allowed",
            "/query/trial_ends_within out_of_range",
        ]);
        assert_eq!(refused(json!({})).await, ["/list required", "/name required", "/query required"]);
        assert_eq!(refused(view("x", "status=trial&status=active")).await, ["/query/status twice"]);
        assert_eq!(refused(view("x", "q=%ff")).await, ["/query invalid_characters"]);
        assert_eq!(app.count("saved_views").await, 0);
    }

    async fn names_have_up_to_60_characters_and_queries_up_to_500(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (name, query) = ("é".repeat(60), format!("q={}", "&".repeat(498)));
        save(northwind.owner(), &name, &query).await;
        let longer = view(&format!("{name}x"), &format!("{query}&"));
        let answer = northwind.owner().post("/me/views", &longer).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/name too_long", "/query too_long"]);
    }

    async fn a_name_stands_once_in_a_list_without_regard_to_case_and_accents(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        save(owner, "Échéances", "payment_due_within=30").await;
        for name in ["Échéances", "ECHEANCES", " echéances "] {
            owner.post("/me/views", &view(name, "")).await.refused(409, "view_exists");
        }
        owner.post("/me/views", &json!({"list": "archived", "name": "Echeances", "query": ""})).await.expect(201);
        save(&northwind.colleague(ResellerRole::Admin).await, "Échéances", "").await;
        assert_eq!(names(owner).await, ["Echeances", "Échéances"]);
    }

    async fn one_person_has_up_to_50(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        for number in 1..VIEWS_MAX {
            save(owner, &format!("View {number}"), "").await;
        }
        let last = owner.post("/me/views", &json!({"list": "archived", "name": "Last", "query": ""})).await.expect(201);
        owner.post("/me/views", &view("One more", "")).await.refused(409, "too_many_views");
        save(&northwind.colleague(ResellerRole::Admin).await, "Own", "").await;
        owner.delete(&path(&last)).await.expect(204);
        save(owner, "One more", "").await;
        assert_eq!(names(owner).await.len(), usize::try_from(VIEWS_MAX).unwrap());
    }

    async fn of_many_at_once_with_one_name_one_is_saved(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner().clone();
        let mut statuses = at_once(6, move |_| {
            let owner = owner.clone();
            async move { owner.post("/me/views", &view("Mine", "status=trial")).await.status() }
        })
        .await;
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
        assert_eq!(app.count("saved_views").await, 1);
    }

    async fn of_two_at_once_for_the_last_place_one_is_saved(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for number in 1..VIEWS_MAX {
            save(northwind.owner(), &format!("View {number}"), "").await;
        }
        let owner = northwind.owner().clone();
        let mut statuses = at_once(2, move |n| {
            let owner = owner.clone();
            async move { owner.post("/me/views", &view(&format!("Last {n}"), "")).await.status() }
        })
        .await;
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        assert_eq!(app.count("saved_views").await, i64::from(VIEWS_MAX));
    }

    async fn a_repeat_with_the_same_key_gets_the_first_answer(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, body) = (northwind.owner(), view("Mine", "status=trial"));
        let first = owner.post("/me/views", &body).key("save-1").await.expect(201);
        let again = owner.post("/me/views", &body).key("save-1").await.expect(201);
        assert_eq!((again.text(), again.etag()), (first.text(), first.etag()));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        owner.post("/me/views", &view("Other", "")).key("save-1").await.refused(422, "idempotency_key_reused");
        owner.post("/me/views", &body).key("two words").await.refused(422, "invalid_header");
        assert_eq!(app.count("saved_views").await, 1);
    }
}
