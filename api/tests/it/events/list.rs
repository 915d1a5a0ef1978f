//! `GET /events` and `GET /subscriptions/{id}/events`.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::{Caller, Reseller, Subscription, TestApp, invite};

async fn fill(app: &TestApp) -> (Reseller, Subscription) {
    let reseller = app.reseller("Northwind IT").await;
    let made = reseller.subscription().contact("camille@mercier.example").create().await;
    for seats in 20..25 {
        reseller.owner().patch(&made.path(""), &json!({"seats": seats})).await.expect(200);
    }
    reseller.subscription().company("Another").create().await;
    (reseller, made)
}

async fn walk(by: &Caller, path: &str, limit: usize) -> (Vec<Value>, Vec<Value>) {
    let (mut forward, mut query) = (Vec::new(), String::new());
    let mut page = loop {
        let page = by.get(&format!("{path}?limit={limit}{query}")).await.expect(200).json();
        forward.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next_cursor"].as_str() else { break page };
        query = format!("&cursor={next}");
    };
    let mut back = page["items"].as_array().unwrap().clone();
    while let Some(previous) = page["prev_cursor"].as_str() {
        page = by.get(&format!("{path}?limit={limit}&cursor={previous}")).await.expect(200).json();
        back.splice(0..0, page["items"].as_array().unwrap().clone());
    }
    (forward, back)
}

on_both_databases! {
    async fn the_newest_comes_first_and_pages_hold_all_forward_and_back(app: TestApp) {
        let (reseller, made) = fill(&app).await;
        for path in ["/events".to_owned(), made.path("/events")] {
            let whole = reseller.owner().get(&format!("{path}?limit=200")).await.expect(200);
            let items = whole.items();
            assert_eq!(whole.json()["total"], items.len());
            assert!(items.windows(2).all(|pair| pair[0]["seq"].as_i64() > pair[1]["seq"].as_i64()));
            for limit in [1, 2, 7] {
                assert_eq!(walk(reseller.owner(), &path, limit).await, (items.clone(), items.clone()), "{path} by {limit}");
            }
        }
        // The reseller's list holds those of all its subscriptions, the subscription's its own alone.
        assert_eq!(reseller.owner().get("/events").await.json()["total"], 2 + 2 + 5 + 1);
        let own = reseller.owner().get(&made.path("/events")).await.items();
        assert_eq!(own.len(), 7);
        assert!(own.iter().all(|event| event["subscription_id"] == json!(made.id)));
    }

    async fn events_that_come_meanwhile_do_not_move_the_pages(app: TestApp) {
        let (reseller, made) = fill(&app).await;
        let owner = reseller.owner();
        let first = owner.get("/events?limit=3").await.json();
        let whole = owner.get("/events?limit=200").await.items();
        owner.patch(&made.path(""), &json!({"seats": 99})).await.expect(200);
        let second = owner.get(&format!("/events?limit=3&cursor={}", first["next_cursor"].as_str().unwrap())).await.items();
        assert_eq!(second, whole[3..6]);
        let newest = owner.get(&format!("/events?limit=3&cursor={}", first["next_cursor"].as_str().unwrap())).await.json();
        let before = owner.get(&format!("/events?limit=3&cursor={}", newest["prev_cursor"].as_str().unwrap())).await.json();
        assert_eq!(before["items"], first["items"]);
        assert!(before["prev_cursor"].is_string(), "the new one is before them");
    }

    async fn a_cursor_of_another_list_is_refused(app: TestApp) {
        let (reseller, made) = fill(&app).await;
        let owner = reseller.owner();
        let cursor = owner.get("/events?limit=1").await.json()["next_cursor"].as_str().unwrap().to_owned();
        for path in [made.path("/events"), "/subscriptions".to_owned(), made.path("/invites")] {
            let answer = owner.get(&format!("{path}?cursor={cursor}")).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), ["/cursor invalid_cursor"], "{path}");
        }
        let answer = owner.get("/events?limit=0&colour=x").await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/colour unknown_field", "/limit out_of_range"]);
    }

    async fn the_customers_people_read_of_people_alone(app: TestApp) {
        let (reseller, made) = fill(&app).await;
        let admin = reseller.customer(&made, SubscriptionRole::Admin).await;
        let owner = reseller.owner();
        owner.post(&made.path("/invites"), &invite("ed@mercier.example", "editor")).await.expect(201);
        owner.post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        owner.post(&made.path("/cancel"), &json!({"reason": "Too dear"})).await.expect(200);
        owner.post(&made.path("/keep"), &json!({})).await.expect(200);
        for who in [admin, reseller.customer(&made, SubscriptionRole::Editor).await] {
            let answer = who.get(&made.path("/events")).await.expect(200);
            let items = answer.items();
            assert_eq!(answer.json()["total"], items.len());
            assert!(items.len() >= 3);
            for event in &items {
                let kind = event["kind"].as_str().unwrap();
                assert!(kind.starts_with("member.") || kind.starts_with("invite."), "{kind}");
            }
            let csv = who.get(&made.path("/events")).accept("text/csv").await.expect(200).text();
            assert_eq!(csv.lines().count(), items.len() + 1);
            for secret in ["Too dear", "annual", "subscription."] {
                assert!(!answer.text().contains(secret) && !csv.contains(secret), "{secret}");
            }
            who.get("/events").await.refused(404, "not_found");
        }
    }

    async fn every_colleague_reads_them_and_no_stranger(app: TestApp) {
        let (reseller, made) = fill(&app).await;
        for role in [ResellerRole::Admin, ResellerRole::Billing, ResellerRole::Support] {
            let who = reseller.colleague(role).await;
            who.get("/events").await.expect(200);
            assert_eq!(who.get(&made.path("/events")).await.expect(200).items().len(), 7);
        }
        let other = app.reseller("Contoso").await;
        other.owner().get(&made.path("/events")).await.refused(404, "not_found");
        assert_eq!(other.owner().get("/events").await.json()["total"], 2);
        app.anonymous().get("/events").await.refused(401, "unauthenticated");
        app.anonymous().get(&made.path("/events")).await.refused(401, "unauthenticated");
    }

    async fn the_table_for_spreadsheets_holds_all_and_defuses(app: TestApp) {
        let (reseller, _) = fill(&app).await;
        reseller.subscription().company("=1+1").create().await;
        let answer = reseller.owner().get("/events").accept("text/csv").await.expect(200);
        let text = answer.text();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(header, ["seq", "at", "kind", "actor", "subject_kind", "subject_id", "subject", "data"]);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let listed = reseller.owner().get("/events?limit=200").await.items();
        assert_eq!(rows.len(), listed.len());
        for (row, event) in rows.iter().zip(&listed) {
            assert_eq!((&row[0], &row[2]), (event["seq"].to_string().as_str(), event["kind"].as_str().unwrap()));
            assert_eq!(row[7], event["data"].to_string());
        }
        assert_eq!(&rows[0][6], "'=1+1");
        assert_eq!((&rows[0][3], &rows[0][1]), ("Olga Ostrova", "2026-11-22T12:00:00Z"));
    }
}
