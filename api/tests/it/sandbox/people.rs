//! Invites and customers' people of a sandbox.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use super::{advance, advance_days};
use crate::invites::newcomer;
use crate::subscriptions::{kinds, read};
use crate::support::{TestApp, noon};

on_both_databases! {
    async fn an_invite_expires_by_the_clock_of_its_sandbox(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").with("trial_days", 30).create().await;
        let token = app.mail_to("camille@mercier.example").await.token();
        let (before, end) = (json!({"until": noon() + TimeDelta::days(7) - TimeDelta::microseconds(1)}), json!({"until": noon() + TimeDelta::days(7)}));
        assert_eq!(advance(owner, before).await["timers_due"], 0);
        app.catch_up().await;
        let offer = app.anonymous().post("/invites/lookup", &json!({"token": token})).await.expect(200).json();
        assert_eq!(offer["expires_at"], json!(noon() + TimeDelta::days(7)));
        assert_eq!(advance(owner, end).await["timers_due"], 1);
        app.anonymous().post("/invites/lookup", &json!({"token": token})).await.refused(410, "invite_expired");
        app.anonymous().post("/invites/accept", &newcomer(&token)).await.refused(410, "invite_expired");
        app.catch_up().await;
        assert_eq!(kinds(owner, &made).await.last().map(String::as_str), Some("invite.expired"));
        let invite = owner.get(&made.path("/invites")).await.expect(200).items().remove(0);
        assert_eq!(invite["state"], "expired");
        let path = made.path(&format!("/invites/{}", invite["id"].as_str().unwrap()));
        let again = owner.post(&format!("{path}/resend"), &json!({})).await.expect(200).json();
        assert_eq!((&again["state"], &again["expires_at"]), (&json!("pending"), &json!(noon() + TimeDelta::days(14))));
        // Real days count as well.
        app.pass(TimeDelta::days(7)).await;
        assert_eq!(owner.get(&path).await.expect(200).json()["state"], "expired");
    }

    async fn who_is_invited_after_a_move_accepts_and_joins_in_the_sandboxs_time(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        advance_days(owner, 100).await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let token = app.mail_to("camille@mercier.example").await.token();
        let signed_in = app.anonymous().post("/invites/accept", &newcomer(&token)).await.expect(200);
        assert_eq!(signed_in.json()["account"]["created_at"], json!(noon()));
        let here = json!(noon() + TimeDelta::days(100));
        let members = owner.get(&made.path("/members")).await.expect(200).items();
        assert_eq!(members[0]["created_at"], here);
        let invite = owner.get(&made.path("/invites")).await.expect(200).items().remove(0);
        assert_eq!((&invite["accepted_at"], &invite["sent_at"], &invite["created_at"]), (&here, &here, &here));
        let events = owner.get(&made.path("/events")).await.expect(200).items();
        assert!(events.iter().all(|event| event["at"] == here), "{events:?}");
    }

    async fn a_customers_person_sees_each_subscription_in_its_own_resellers_time(app: TestApp) {
        let (sandbox, business) = (app.sandbox("Contoso Labs").await, app.reseller("Northwind IT").await);
        let (tried, real) = (sandbox.subscription().company("Tried").create().await, business.subscription().company("Real").create().await);
        let person = sandbox.customer(&tried, SubscriptionRole::Admin).await;
        business.make_customer(&person, &real, SubscriptionRole::Admin).await;
        advance_days(sandbox.owner(), 10).await;
        let days_left = |subscription: &Value| subscription["trial"]["days_left"].as_i64().unwrap();
        let listed = person.get("/subscriptions").await.expect(200).items();
        assert_eq!(listed.iter().map(days_left).collect::<Vec<_>>(), [14, 4]);
        assert_eq!((days_left(&read(&person, &tried).await), days_left(&read(&person, &real).await)), (4, 14));
        // Both kinds: the real time counts; of a sandbox alone, its own.
        assert_eq!(person.get("/subscriptions?trial_ends_within=4").await.expect(200).items().len(), 0);
        let tester = sandbox.customer(&tried, SubscriptionRole::Editor).await;
        assert_eq!(tester.get("/subscriptions?trial_ends_within=4").await.expect(200).items().len(), 1);
    }

    async fn lists_and_counts_go_by_the_sandboxs_time(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        reseller.subscription().create().await;
        reseller.subscription().paid("standard", "annual").create().await;
        let summary = async || owner.get("/subscriptions/summary").await.expect(200).json();
        assert_eq!((&summary().await["trials_ending"], &summary().await["payments_due"]), (&json!(0), &json!(0)));
        advance_days(owner, 8).await;
        assert_eq!(summary().await["trials_ending"], 1);
        assert_eq!(owner.get("/subscriptions?trial_ends_within=7").await.expect(200).items().len(), 1);
        assert_eq!(owner.get("/trials").await.expect(200).items()[0]["trial"]["days_left"], 6);
        assert!(owner.get("/trials").accept("text/csv").await.expect(200).text().contains(",6,trial"));
        advance_days(owner, 340).await;
        assert_eq!(summary().await["payments_due"], 1);
        let report = owner.get("/trials/report").await.expect(200).json();
        let months = report["months"].as_array().unwrap();
        assert_eq!((&months[11]["month"], &months[0]["month"]), (&json!("2027-11"), &json!("2026-12")));
    }
}
