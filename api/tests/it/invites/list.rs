//! `GET /subscriptions/{id}/invites` and `GET /reseller/invites`: all of them, or the open ones.

use chrono::TimeDelta;
use serde_json::json;

use super::{known, newcomer};
use crate::support::{Answer, TestApp, invite};

fn emails(answer: &Answer) -> Vec<String> {
    answer.items().iter().map(|row| row["email"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    async fn open_are_those_that_can_still_be_accepted_or_sent_again(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("accepted@mercier.example").create().await;
        let (owner, path) = (reseller.owner(), made.path("/invites"));
        let token = app.mail_to("accepted@mercier.example").await.token();
        app.anonymous().post("/invites/accept", &newcomer(&token)).await.expect(200);
        owner.post(&path, &invite("expired@mercier.example", "editor")).await.expect(201);
        // Expired by its time alone first, by its timer then.
        app.clock.advance(TimeDelta::days(8));
        let revoked = owner.post(&path, &invite("revoked@mercier.example", "editor")).await.expect(201).id();
        owner.delete(&format!("{path}/{revoked}")).await.expect(204);
        owner.post(&path, &invite("pending@mercier.example", "editor")).await.expect(201);
        for _ in 0..2 {
            let open = owner.get(&format!("{path}?open=true")).await.expect(200);
            assert_eq!(emails(&open), ["pending@mercier.example", "expired@mercier.example"]);
            assert_eq!(open.json()["total"], 2);
            let others = owner.get(&format!("{path}?open=false")).await.expect(200);
            assert_eq!(emails(&others), ["revoked@mercier.example", "accepted@mercier.example"]);
            app.catch_up().await;
        }
        assert_eq!(owner.get(&path).await.expect(200).items().len(), 4);
        let csv = owner.get(&format!("{path}?open=true")).accept("text/csv").await.expect(200).text();
        assert!(csv.contains("pending@mercier.example") && !csv.contains("revoked@mercier.example"), "{csv}");
        owner.get(&format!("{path}?open=perhaps")).await.refused(422, "invalid_fields");
    }

    async fn pages_keep_to_the_open_ones_and_a_cursor_to_its_filter(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for n in 0..3 {
            let body = json!({"full_name": "Ben Okafor", "email": format!("ben-{n}@northwind.example"), "role": "support", "locale": "en"});
            owner.post("/reseller/invites", &body).await.expect(201);
        }
        let token = app.mail_to("ben-1@northwind.example").await.token();
        app.anonymous().post("/invites/accept", &newcomer(&token)).await.expect(200);
        app.anonymous().post("/invites/lookup", &known(&token)).await.refused(409, "invite_used");
        let first = owner.get("/reseller/invites?open=true&limit=1").await.expect(200);
        assert_eq!((emails(&first), &first.json()["total"]), (vec!["ben-2@northwind.example".to_owned()], &json!(2)));
        let cursor = first.json()["next_cursor"].as_str().unwrap().to_owned();
        let second = owner.get(&format!("/reseller/invites?open=true&limit=1&cursor={cursor}")).await.expect(200);
        assert_eq!((emails(&second), &second.json()["next_cursor"]), (vec!["ben-0@northwind.example".to_owned()], &json!(null)));
        let answer = owner.get(&format!("/reseller/invites?cursor={cursor}")).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/cursor invalid_cursor"]);
    }
}
