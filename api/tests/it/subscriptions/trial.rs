//! `GET /subscriptions/{id}/trial`, and the days that are left.

use chrono::TimeDelta;
use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::read;
use crate::support::TestApp;

on_both_databases! {
    async fn begun_days_are_left(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        let (day, moment) = (TimeDelta::days(1), TimeDelta::microseconds(1));
        let mut gone = TimeDelta::zero();
        for (after, left) in [
            (TimeDelta::zero(), 14),
            (moment, 14),
            (day - moment, 14),
            (day, 13),
            (day + moment, 13),
            (day * 13, 1),
            (day * 14 - moment, 1),
            (day * 14, 0),
            (day * 17, 0),
        ] {
            app.clock.advance(after - gone);
            gone = after;
            let trial = owner.get(&made.path("/trial")).await.expect(200).json();
            assert_eq!(trial["days_left"], left, "{after}");
            assert_eq!(read(owner, &made).await["trial"], trial);
            assert_eq!(owner.get("/subscriptions").await.items()[0]["trial"], trial);
        }
    }

    async fn all_who_see_the_subscription_see_its_trial(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        for who in [
            reseller.colleague(ResellerRole::Support).await,
            reseller.colleague(ResellerRole::Billing).await,
            reseller.customer(&made, SubscriptionRole::Admin).await,
            reseller.customer(&made, SubscriptionRole::Editor).await,
        ] {
            let answer = who.get(&made.path("/trial")).await.expect(200);
            assert_eq!((answer.json(), answer.etag()), (made.json["trial"].clone(), "\"1\"".to_owned()));
        }
        app.reseller("Contoso").await.owner().get(&made.path("/trial")).await.refused(404, "not_found");
        app.anonymous().get(&made.path("/trial")).await.refused(401, "unauthenticated");
    }

    async fn a_trial_that_is_over_keeps_its_dates(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        app.clock.advance(TimeDelta::days(5));
        reseller.owner().post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        let trial = reseller.owner().get(&made.path("/trial")).await.expect(200).json();
        let mut expected = made.json["trial"].clone();
        (expected["outcome"], expected["days_left"], expected["extension_days_left"]) = (json!("converted"), json!(0), json!(0));
        assert_eq!(trial, expected);
    }
}
