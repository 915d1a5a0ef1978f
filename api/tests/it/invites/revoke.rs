//! `DELETE /subscriptions/{id}/invites/{invite_id}`.

use chrono::TimeDelta;

use super::{invited, known, newcomer};
use crate::support::TestApp;

on_both_databases! {
    async fn a_revoked_link_works_no_more(app: TestApp) {
        let invited = invited(&app).await;
        let path = invited.path("").await;
        let answer = invited.owner().delete(&path).await.expect(204);
        assert_eq!(answer.text(), "");
        assert_eq!(invited.invite().await["state"], "revoked");
        app.anonymous().post("/invites/lookup", &known(&invited.token)).await.refused(409, "invite_revoked");
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.refused(409, "invite_revoked");
        assert_eq!(app.count("subscription_members").await, 0);
        assert_eq!(invited.kinds().await.last().unwrap(), "invite.revoked");
        invited.owner().delete(&path).await.refused(409, "invite_not_open");
        // Nor does it expire later.
        app.clock.advance(TimeDelta::days(8));
        app.catch_up().await;
        assert_eq!(invited.invite().await["state"], "revoked");
        assert_eq!(invited.kinds().await.last().unwrap(), "invite.revoked");
    }

    async fn a_stale_version_revokes_nothing(app: TestApp) {
        let invited = invited(&app).await;
        let path = invited.path("").await;
        let etag = invited.owner().get(&path).await.etag();
        invited.owner().delete(&path).if_match("\"99\"").await.refused(412, "stale_version");
        assert_eq!(invited.invite().await["state"], "pending");
        invited.owner().delete(&path).if_match(&etag).await.expect(204);
    }

    async fn an_accepted_invite_stays_accepted(app: TestApp) {
        let invited = invited(&app).await;
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.expect(200);
        invited.owner().delete(&invited.path("").await).await.refused(409, "invite_not_open");
        assert_eq!(invited.invite().await["state"], "accepted");
    }

    async fn a_mail_that_still_waits_is_not_sent(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let id = reseller.owner().get(&made.path("/invites")).await.items()[0]["id"].as_str().unwrap().to_owned();
        reseller.owner().delete(&made.path(&format!("/invites/{id}"))).await.expect(204);
        assert_eq!(app.mails().await.len(), 0);
        assert_eq!(app.count("jobs WHERE kind = 'mail_invite' AND state = 'done'").await, 1);
    }
}
