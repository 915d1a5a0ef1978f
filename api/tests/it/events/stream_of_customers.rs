//! `GET /events/stream` for the customers' people.

use serde_json::json;
use shared::rights::SubscriptionRole;

use crate::support::{Caller, EventStream, Sent, TestApp, invite};

async fn follow(by: &Caller) -> EventStream {
    by.get("/events/stream").open().await
}

fn told(events: &[Sent]) -> Vec<(&str, &str)> {
    events.iter().map(|sent| (sent.kind.as_str(), sent.event["subscription_id"].as_str().unwrap())).collect()
}

on_both_databases! {
    async fn they_get_what_happens_to_people_of_their_own_subscriptions_alone(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let own = reseller.subscription().contact("camille@mercier.example").create().await;
        let other = reseller.subscription().company("Other").contact("luc@other.example").create().await;
        let editor = reseller.customer(&own, SubscriptionRole::Editor).await;
        let mut stream = follow(&editor).await;
        owner.patch(&own.path(""), &json!({"seats": 77})).await.expect(200);
        owner.post(&other.path("/invites"), &invite("a@other.example", "editor")).await.expect(201);
        owner.post(&own.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        owner.post(&own.path("/invites"), &invite("b@mercier.example", "editor")).await.expect(201);
        owner.post(&own.path("/cancel"), &json!({"reason": "Too dear"})).await.expect(200);
        reseller.customer(&own, SubscriptionRole::Admin).await;
        let events = stream.take(2).await;
        assert_eq!(told(&events), [("invite.created", own.id.as_str()), ("member.added", own.id.as_str())]);
        let listed = editor.get(&own.path("/events?limit=2")).await.items();
        assert_eq!([&events[0].event, &events[1].event], [&listed[1], &listed[0]]);
        // From the start as well.
        let all = editor.get("/events/stream").header("last-event-id", "0").open().await.take(4).await;
        assert_eq!(told(&all)[2..], told(&events));
        assert!(!format!("{all:?}").contains("Too dear") && all.iter().all(|sent| sent.event["subscription_id"] == json!(own.id)));
    }

    async fn who_joins_another_subscription_gets_its_events_too(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (one, two) = (reseller.subscription().contact("a@one.example").create().await, reseller.subscription().contact("b@two.example").create().await);
        let person = reseller.customer(&one, SubscriptionRole::Editor).await;
        let mut stream = follow(&person).await;
        reseller.owner().post(&two.path("/invites"), &invite("x@two.example", "editor")).await.expect(201);
        reseller.make_customer(&person, &two, SubscriptionRole::Editor).await;
        reseller.owner().post(&two.path("/invites"), &invite("y@two.example", "editor")).await.expect(201);
        let last = loop {
            let sent = stream.next().await.unwrap();
            assert_eq!(sent.event["subscription_id"], json!(two.id));
            if sent.event["subject"]["kind"] == "member" { break sent }
        };
        assert_eq!(last.kind, "member.added");
        assert_eq!(stream.next().await.unwrap().kind, "invite.created");
    }

    async fn who_is_removed_gets_no_more_and_the_stream_of_who_belongs_nowhere_ends(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let (one, two) = (reseller.subscription().contact("a@one.example").create().await, reseller.subscription().contact("b@two.example").create().await);
        let person = reseller.customer(&one, SubscriptionRole::Editor).await;
        reseller.make_customer(&person, &two, SubscriptionRole::Editor).await;
        let mut stream = follow(&person).await;
        let remove = async |made: &crate::support::Subscription| {
            let members = owner.get(&made.path("/members")).await.items();
            let member = members.iter().find(|member| member["email"] == person.email).unwrap()["id"].as_str().unwrap().to_owned();
            owner.delete(&made.path(&format!("/members/{member}"))).await.expect(204);
        };
        remove(&one).await;
        owner.post(&one.path("/invites"), &invite("x@one.example", "editor")).await.expect(201);
        owner.post(&two.path("/invites"), &invite("x@two.example", "editor")).await.expect(201);
        assert_eq!(stream.next().await.unwrap().event["subscription_id"], json!(two.id));
        remove(&two).await;
        owner.post(&two.path("/invites"), &invite("y@two.example", "editor")).await.expect(201);
        assert_eq!(stream.next().await, None);
        person.get("/events/stream").await.refused(403, "forbidden");
    }

    async fn customers_of_two_resellers_resume_in_both(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso").await);
        let (one, two) = (northwind.subscription().contact("a@one.example").create().await, contoso.subscription().contact("b@two.example").create().await);
        let person = northwind.customer(&one, SubscriptionRole::Admin).await;
        let alone = follow(&person).await.last_id;
        contoso.make_customer(&person, &two, SubscriptionRole::Admin).await;
        let both = follow(&person).await.last_id;
        northwind.owner().post(&one.path("/invites"), &invite("x@one.example", "editor")).await.expect(201);
        contoso.owner().post(&two.path("/invites"), &invite("x@two.example", "editor")).await.expect(201);
        let after = async |id: &str, count| {
            let mut stream = person.get("/events/stream").header("last-event-id", id).open().await;
            let events = stream.take(count).await;
            let mut told: Vec<String> = events.iter().map(|sent| sent.event["subscription_id"].as_str().unwrap().to_owned()).collect();
            told.sort();
            (told, events.last().unwrap().id.clone())
        };
        let mut expected = vec![one.id.clone(), two.id.clone()];
        expected.sort();
        let (told, last) = after(&both, 2).await;
        assert_eq!(told, expected);
        // A bare number is from a time with one reseller: the other one begins now.
        assert_eq!(after(&alone, 1).await.0, [one.id.as_str()]);
        contoso.owner().post(&two.path("/invites"), &invite("y@two.example", "editor")).await.expect(201);
        assert_eq!(after(&last, 1).await.0, [two.id.as_str()]);
    }
}
