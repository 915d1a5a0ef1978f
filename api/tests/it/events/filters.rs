//! The filters of `GET /events`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::ResellerRole;

use crate::support::{Caller, Reseller, Subscription, TestApp, invite};

/// Two subscriptions, changed by two people in three hours.
async fn fill(app: &TestApp) -> (Reseller, Caller, Subscription) {
    let reseller = app.reseller("Northwind IT").await;
    let admin = reseller.colleague(ResellerRole::Admin).await;
    let made = reseller.subscription().contact("camille@mercier.example").create().await;
    app.clock.advance(TimeDelta::hours(1));
    admin.patch(&made.path(""), &json!({"seats": 20})).await.expect(200);
    admin.post(&made.path("/invites"), &invite("luc@mercier.example", "editor")).await.expect(201);
    app.clock.advance(TimeDelta::hours(1));
    reseller.subscription().company("Another").create().await;
    (reseller, admin, made)
}

async fn kinds(by: &Caller, query: &str) -> Vec<String> {
    let answer = by.get(&format!("/events?limit=200&{query}")).await.expect(200);
    assert_eq!(answer.json()["total"], answer.items().len(), "{query}");
    let csv = by.get(&format!("/events?{query}")).accept("text/csv").await.expect(200).text();
    assert_eq!(csv.lines().count(), answer.items().len() + 1, "{query} as a table");
    answer.items().iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
}

fn without(all: &[Value], gone: impl Fn(&Value) -> bool) -> Vec<&str> {
    all.iter().filter(|event| !gone(event)).map(|event| event["kind"].as_str().unwrap()).collect()
}

on_both_databases! {
    async fn each_narrows_the_list_down_and_they_go_together(app: TestApp) {
        let (reseller, admin, made) = fill(&app).await;
        let owner = reseller.owner();
        let all = owner.get("/events?limit=200").await.items();
        for (query, expected) in [
            ("kind=subscription.changed".to_owned(), without(&all, |event| event["kind"] != "subscription.changed")),
            ("kind=subscription".to_owned(), without(&all, |event| !event["kind"].as_str().unwrap().starts_with("subscription."))),
            ("kind=invite".to_owned(), vec!["invite.created", "invite.created"]),
            // A group is not what only begins like it.
            ("kind=reseller".to_owned(), vec!["reseller.created"]),
            (format!("actor_id={}", admin.account()), vec!["invite.created", "subscription.changed"]),
            (format!("subscription_id={}", made.id), without(&all, |event| event["subscription_id"] != json!(made.id))),
            (format!("kind=invite&actor_id={}&subscription_id={}", owner.account(), made.id), vec!["invite.created"]),
            (format!("kind=member&actor_id={}", owner.account()), vec![]),
        ] {
            assert_eq!(kinds(owner, &query).await, expected, "{query}");
        }
    }

    async fn time_is_from_an_instant_on_and_before_another(app: TestApp) {
        let (reseller, ..) = fill(&app).await;
        let owner = reseller.owner();
        let middle = ["invite.created", "subscription.changed"];
        assert_eq!(kinds(owner, "since=2026-11-22T13:00:00Z&until=2026-11-22T14:00:00Z").await, middle);
        assert_eq!(kinds(owner, "since=2026-11-22T14:00:00%2B01:00&until=2026-11-22T13:00:00.000001Z").await, middle);
        assert_eq!(kinds(owner, "since=2026-11-22T13:00:00.000001Z").await, ["subscription.created"]);
        assert!(kinds(owner, "until=2026-11-22T12:00:00Z").await.is_empty());
        assert!(kinds(owner, "since=2026-11-22T14:00:00Z&until=2026-11-22T13:00:00Z").await.is_empty());
        assert!(kinds(owner, "until=0001-01-01T00:00:00Z").await.is_empty());
        assert!(kinds(owner, "since=9999-12-31T23:59:59Z").await.is_empty());
    }

    async fn pages_hold_all_of_the_filter_and_a_cursor_is_good_for_it_alone(app: TestApp) {
        let (reseller, admin, made) = fill(&app).await;
        let owner = reseller.owner();
        for query in ["kind=subscription".to_owned(), format!("subscription_id={}", made.id)] {
            let whole = owner.get(&format!("/events?limit=200&{query}")).await.items();
            let (mut found, mut at) = (Vec::new(), String::new());
            loop {
                let page = owner.get(&format!("/events?limit=1&{query}{at}")).await.expect(200).json();
                found.extend(page["items"].as_array().unwrap().clone());
                let Some(next) = page["next_cursor"].as_str() else { break };
                at = format!("&cursor={next}");
            }
            assert_eq!(found, whole, "{query}");
        }
        let cursor = owner.get("/events?limit=1&kind=subscription").await.json()["next_cursor"].as_str().unwrap().to_owned();
        for query in [
            String::new(),
            "&kind=invite".to_owned(),
            "&kind=subscription.created".to_owned(),
            format!("&kind=subscription&actor_id={}", admin.account()),
            "&kind=subscription&since=2026-11-22T12:00:00Z".to_owned(),
        ] {
            let answer = owner.get(&format!("/events?cursor={cursor}{query}")).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), ["/cursor invalid_cursor"], "{query}");
        }
    }

    async fn what_is_of_others_matches_nothing(app: TestApp) {
        let (_, admin, made) = fill(&app).await;
        let other = app.reseller("Contoso").await;
        for query in [format!("actor_id={}", admin.account()), format!("subscription_id={}", made.id)] {
            assert!(kinds(other.owner(), &query).await.is_empty(), "{query}");
        }
    }

    async fn wrong_values_are_told_all_at_once(app: TestApp) {
        let (reseller, ..) = fill(&app).await;
        let query = "kind=invite.*&actor_id=olga&subscription_id=01a200bd02937636891bc30a582e820d&since=yesterday&until=2026-11-22";
        let answer = reseller.owner().get(&format!("/events?{query}")).await.refused(422, "invalid_fields");
        assert_eq!(
            answer.faults(),
            ["/actor_id invalid_id", "/kind not_allowed", "/since invalid_instant", "/subscription_id invalid_id", "/until invalid_instant"]
        );
        // The list of one subscription has no filters.
        let path = format!("{}?kind=invite", fill_path(&reseller).await);
        assert_eq!(reseller.owner().get(&path).await.refused(422, "invalid_fields").faults(), ["/kind unknown_field"]);
    }
}

async fn fill_path(reseller: &Reseller) -> String {
    reseller.subscription().company("Third").create().await.path("/events")
}
