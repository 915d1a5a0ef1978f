//! `POST /subscriptions/{id}/invites/{invite_id}/resend`.

use chrono::TimeDelta;
use serde_json::json;

use super::{invited, known, newcomer};
use crate::support::{TestApp, invite};

on_both_databases! {
    async fn a_new_link_is_mailed_and_the_old_one_is_dead(app: TestApp) {
        let invited = invited(&app).await;
        let resend = invited.path("/resend").await;
        app.clock.advance(TimeDelta::days(3));
        let before = invited.invite().await;
        let answer = invited.owner().post(&resend, &json!({})).await.expect(200);
        let again = answer.json();
        assert_eq!((&again["id"], &again["state"], &again["delivery"]), (&before["id"], &json!("pending"), &json!("queued")));
        assert_eq!((&again["expires_at"], &again["sent_at"]), (&json!(app.clock.now() + TimeDelta::days(7)), &json!(null)));
        let version = before["version"].as_i64().unwrap() + 1;
        assert_eq!((&again["version"], answer.etag()), (&json!(version), format!("\"{version}\"")));

        let mails = app.mails_to("Camille@Mercier.example").await;
        assert_eq!(mails.len(), 2);
        let token = mails[1].token();
        assert_ne!(token, invited.token);
        app.anonymous().post("/invites/lookup", &known(&invited.token)).await.refused(409, "invite_revoked");
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.refused(409, "invite_revoked");
        app.anonymous().post("/invites/accept", &newcomer(&token)).await.expect(200);
        let kinds = invited.kinds().await;
        assert_eq!(kinds[2..], ["invite.delivered", "invite.resent", "invite.delivered", "member.added", "invite.accepted"]);
    }

    async fn a_mail_that_still_waits_is_not_sent_with_its_dead_link(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let id = reseller.owner().get(&made.path("/invites")).await.items()[0]["id"].as_str().unwrap().to_owned();
        for _ in 0..3 {
            reseller.owner().post(&made.path(&format!("/invites/{id}/resend")), &json!({})).await.expect(200);
        }
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1);
        app.anonymous().post("/invites/lookup", &known(&mails[0].token())).await.expect(200);
    }

    async fn an_address_is_sent_no_more_than_five_again_in_an_hour(app: TestApp) {
        let invited = invited(&app).await;
        let resend = invited.path("/resend").await;
        for _ in 0..5 {
            invited.owner().post(&resend, &json!({})).await.expect(200);
        }
        let before = invited.invite().await;
        let answer = invited.owner().post(&resend, &json!({})).await.refused(429, "too_many_attempts");
        let seconds: i64 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=3600).contains(&seconds), "{seconds}");
        assert_eq!(invited.invite().await, before);
        app.clock.advance(TimeDelta::seconds(seconds));
        invited.owner().post(&resend, &json!({})).await.expect(200);
    }

    async fn an_expired_invite_comes_to_life_again(app: TestApp) {
        let invited = invited(&app).await;
        let resend = invited.path("/resend").await;
        for by_timer in [false, true] {
            app.clock.advance(TimeDelta::days(8));
            if by_timer {
                app.catch_up().await;
            }
            assert_eq!(invited.invite().await["state"], "expired");
            let again = invited.owner().post(&resend, &json!({})).await.expect(200).json();
            assert_eq!((&again["state"], &again["expires_at"]), (&json!("pending"), &json!(app.clock.now() + TimeDelta::days(7))));
            let token = app.mail_to("Camille@Mercier.example").await.token();
            app.anonymous().post("/invites/lookup", &known(&token)).await.expect(200);
        }
    }

    async fn an_expired_invite_stays_so_beside_a_newer_one_and_for_a_member(app: TestApp) {
        let invited = invited(&app).await;
        let (resend, path) = (invited.path("/resend").await, invited.subscription.path("/invites"));
        app.clock.advance(TimeDelta::days(7));
        invited.owner().post(&path, &invite("camille@mercier.example", "editor")).await.expect(201);
        invited.owner().post(&resend, &json!({})).await.refused(409, "already_invited");
        let token = app.mail_to("camille@mercier.example").await.token();
        app.anonymous().post("/invites/accept", &newcomer(&token)).await.expect(200);
        invited.owner().post(&resend, &json!({})).await.refused(409, "already_member");
    }

    async fn the_old_timer_does_not_end_the_new_link(app: TestApp) {
        let invited = invited(&app).await;
        app.clock.advance(TimeDelta::days(6));
        invited.owner().post(&invited.path("/resend").await, &json!({})).await.expect(200);
        app.clock.advance(TimeDelta::days(1));
        let token = app.mail_to("Camille@Mercier.example").await.token();
        assert_eq!(invited.invite().await["state"], "pending");
        app.clock.advance(TimeDelta::days(6));
        app.catch_up().await;
        assert_eq!(invited.invite().await["state"], "expired");
        app.anonymous().post("/invites/lookup", &known(&token)).await.refused(410, "invite_expired");
    }

    async fn what_is_accepted_or_taken_back_is_not_sent_again(app: TestApp) {
        let invited = invited(&app).await;
        let resend = invited.path("/resend").await;
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.expect(200);
        invited.owner().post(&resend, &json!({})).await.refused(409, "invite_not_open");
        let path = invited.subscription.path("/invites");
        let second = invited.owner().post(&path, &invite("ed@mercier.example", "editor")).await.expect(201).id();
        invited.owner().delete(&format!("{path}/{second}")).await.expect(204);
        invited.owner().post(&format!("{path}/{second}/resend"), &json!({})).await.refused(409, "invite_not_open");
        let answer = invited.owner().post(&resend, &json!({"x": 1})).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/x unknown_field"]);
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn nothing_is_sent_again_where_access_was_turned_off(app: TestApp) {
        let invited = invited(&app).await;
        app.clock.advance(TimeDelta::days(7));
        let off = json!({"customer_edits_signatures": false});
        invited.owner().patch(&invited.subscription.path(""), &off).await.expect(200);
        invited.owner().post(&invited.path("/resend").await, &json!({})).await.refused(409, "customer_access_off");
        assert_eq!(invited.invite().await["state"], "expired");
    }
}
