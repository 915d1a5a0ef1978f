//! What is recorded.

use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use crate::support::{TestApp, invite};

async fn all(by: &crate::support::Caller) -> Vec<Value> {
    by.get("/events?limit=200").await.expect(200).items()
}

on_both_databases! {
    async fn each_change_of_a_subscription_or_its_people_writes_exactly_one(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        let member = reseller.customer(&made, SubscriptionRole::Admin).await;
        let editor = reseller.customer(&made, SubscriptionRole::Editor).await;
        let members = owner.get(&made.path("/members")).await.items();
        let people: Vec<String> = members.iter().map(|row| made.path(&format!("/members/{}", row["id"].as_str().unwrap()))).collect();
        owner.patch(&made.path(""), &json!({"customer_edits_signatures": true})).await.expect(200);
        let one = owner.post(&made.path("/invites"), &invite("ed@mercier.example", "editor")).await.expect(201).id();
        let invites = made.path(&format!("/invites/{one}"));
        for (what, request, kind, subject) in [
            ("details", owner.patch(&made.path(""), &json!({"seats": 3})), "subscription.changed", "subscription"),
            ("resend", owner.post(&format!("{invites}/resend"), &json!({})), "invite.resent", "invite"),
            ("revoke", owner.delete(&invites), "invite.revoked", "invite"),
            ("role", member.patch(&people[1], &json!({"role": "admin"})), "member.changed", "member"),
            ("removal", editor.delete(&people[0]), "member.removed", "member"),
            ("activation", owner.post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})), "subscription.activated", "subscription"),
            ("cancellation", owner.post(&made.path("/cancel"), &json!({"reason": "x"})), "subscription.cancel_requested", "subscription"),
            ("keeping", owner.post(&made.path("/keep"), &json!({})), "subscription.kept", "subscription"),
            ("end", owner.post(&made.path("/cancel"), &json!({"reason": "x", "when": "now"})), "subscription.ended", "subscription"),
            ("creation", owner.post("/subscriptions", reseller.subscription().body()), "subscription.created", "subscription"),
        ] {
            let before = all(owner).await;
            let answer = request.header("x-request-id", &format!("the-{what}")).await;
            assert!(answer.status() < 300, "{what}: {}", answer.text());
            let after = all(owner).await;
            assert_eq!(after.len(), before.len() + 1, "{what}");
            assert_eq!(after[1..], before, "what was recorded stays as it was");
            assert_eq!((&after[0]["kind"], &after[0]["subject"]["kind"]), (&json!(kind), &json!(subject)), "{what}");
            assert_eq!((&after[0]["actor"]["kind"], &after[0]["at"]), (&json!("account"), &json!(app.clock.now())), "{what}");
            assert_eq!(app.count(&format!("events WHERE request_id = 'the-{what}'")).await, 1, "{what}");
        }
    }

    async fn a_refusal_writes_none(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        let before = all(owner).await;
        owner.post(&made.path("/keep"), &json!({})).await.refused(409, "transition_not_allowed");
        owner.patch(&made.path(""), &json!({"seats": 0})).await.refused(422, "invalid_fields");
        owner.patch(&made.path(""), &json!({"seats": 9})).if_match("\"9\"").await.refused(412, "stale_version");
        owner.post(&made.path("/invites"), &invite("a@b.example", "admin")).await.refused(409, "customer_access_off");
        assert_eq!(all(owner).await, before);
        // The next one has the next number.
        owner.patch(&made.path(""), &json!({"seats": 9})).await.expect(200);
        assert_eq!(all(owner).await[0]["seq"].as_i64(), before[0]["seq"].as_i64().map(|seq| seq + 1));
    }

    async fn people_are_named_by_id_and_looked_up_when_shown(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("secret.address@mercier.example").create().await;
        let member = reseller.customer(&made, SubscriptionRole::Admin).await;
        assert_eq!(app.count("events WHERE data LIKE '%secret.address%' OR data LIKE '%Camille%' OR data LIKE '%Petra%'").await, 0);
        let names = |events: &[Value], kind: &str| {
            let found = events.iter().find(|event| event["kind"] == kind).unwrap();
            (found["actor"]["name"].clone(), found["subject"]["name"].clone())
        };
        let events = all(owner).await;
        assert_eq!(names(&events, "invite.created"), (json!("Olga Ostrova"), json!("Camille Mercier")));
        assert_eq!(names(&events, "member.added"), (Value::Null, json!("Petra Pauli")));
        assert_eq!(names(&events, "reseller.created"), (Value::Null, json!("Northwind IT")));

        owner.patch("/me", &json!({"full_name": "Olga Newname"})).await.expect(200);
        member.patch("/me", &json!({"full_name": "Petra Newname"})).await.expect(200);
        owner.patch(&made.path(""), &json!({"company_name": "Mercier SA"})).await.expect(200);
        let events = all(owner).await;
        assert_eq!(names(&events, "invite.created").0, "Olga Newname");
        assert_eq!(names(&events, "member.added").1, "Petra Newname");
        assert_eq!(names(&events, "subscription.created"), (json!("Olga Newname"), json!("Mercier SA")));
    }
}
