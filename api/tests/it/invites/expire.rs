//! The end of an invite's time.

use chrono::TimeDelta;
use serde_json::json;

use super::{invited, known, newcomer};
use crate::support::TestApp;

on_both_databases! {
    async fn up_to_the_instant_but_not_at_it_an_invite_can_be_accepted(app: TestApp) {
        let invited = invited(&app).await;
        app.clock.advance(TimeDelta::days(7));
        for (path, body) in [("/invites/lookup", known(&invited.token)), ("/invites/accept", newcomer(&invited.token))] {
            app.anonymous().post(path, &body).await.refused(410, "invite_expired");
        }
        // No timer has run; the time alone counts.
        assert_eq!(invited.invite().await["state"], "expired");
        assert_eq!(app.count("invites WHERE state = 'pending'").await, 1);
        app.clock.advance(-TimeDelta::microseconds(1));
        assert_eq!(invited.invite().await["state"], "pending");
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.expect(200);
    }

    async fn the_timer_says_so_once(app: TestApp) {
        let invited = invited(&app).await;
        app.clock.advance(TimeDelta::days(7) - TimeDelta::microseconds(1));
        assert_eq!(app.catch_up().await, 0);
        app.clock.advance(TimeDelta::microseconds(1));
        assert_eq!(app.catch_up().await, 1);
        assert_eq!(app.count("invites WHERE state = 'expired'").await, 1);
        assert_eq!(invited.kinds().await, ["subscription.created", "invite.created", "invite.delivered", "invite.expired"]);
        let event = invited.owner().get(&invited.subscription.path("/events?limit=1")).await.items().remove(0);
        assert_eq!(event["actor"], json!({"kind": "system", "account_id": null, "api_key_id": null, "name": null}));
        app.clock.advance(TimeDelta::days(1));
        assert_eq!(app.catch_up().await, 0);
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.refused(410, "invite_expired");
    }

    async fn an_accepted_invite_does_not_expire(app: TestApp) {
        let invited = invited(&app).await;
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.expect(200);
        app.clock.advance(TimeDelta::days(8));
        app.catch_up().await;
        invited.owner().stay_signed_in().await;
        assert_eq!(invited.invite().await["state"], "accepted");
        assert_eq!(invited.kinds().await.last().unwrap(), "invite.accepted");
        app.anonymous().post("/invites/lookup", &known(&invited.token)).await.refused(409, "invite_used");
    }

    async fn a_mail_whose_invite_ran_out_before_it_was_sent_stays_unsent(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        reseller.subscription().contact("camille@mercier.example").with("trial_days", 30).create().await;
        app.clock.advance(TimeDelta::days(7));
        assert_eq!(app.mails().await.len(), 0);
    }
}
