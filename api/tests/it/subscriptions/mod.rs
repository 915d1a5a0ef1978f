//! Subscriptions: a file per operation.

mod activate;
mod bulk;
mod cancel;
mod change;
mod change_access;
mod change_plan;
mod cost;
mod create;
mod create_refused;
mod elapse;
mod end_trial;
mod erase;
mod extend_trial;
mod get;
mod import;
mod keep;
mod list;
mod list_csv;
mod list_for_customers;
mod list_order;
mod list_pages;
mod operator;
mod pause;
mod preview;
mod reactivate;
mod renew;
mod sequences;
mod summary;
pub mod transitions;
mod transitions_by_role;
mod trial;

use chrono::{DateTime, Utc};
use countersign::platform::db::dialect;
use countersign::schema::{subscriptions, trials};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::ids::SubscriptionId;
use shared::sql::Instant;
use shared::subscriptions::{Lifecycle, Status};
use shared::trials::TrialOutcome;

use crate::support::{Caller, Reseller, Subscription, TestApp};

/// Moves the clock to an instant.
pub fn move_to(app: &TestApp, instant: &str) {
    let instant: DateTime<Utc> = instant.parse().unwrap();
    app.clock.advance(instant - app.clock.now());
}

/// The subscription as a caller reads it now.
pub async fn read(by: &Caller, subscription: &Subscription) -> Value {
    by.get(&subscription.path("")).await.expect(200).json()
}

/// The kinds of the subscription's events, oldest first.
pub async fn kinds(by: &Caller, subscription: &Subscription) -> Vec<String> {
    let events = by.get(&subscription.path("/events?limit=200")).await.expect(200).items();
    events.iter().rev().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
}

/// The newest event of the subscription.
pub async fn last_event(by: &Caller, subscription: &Subscription) -> Value {
    by.get(&subscription.path("/events?limit=1")).await.expect(200).items().remove(0)
}

/// The texts of one field of rows.
pub fn column(rows: &[Value], field: &str) -> Vec<String> {
    rows.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
}

/// Puts a subscription where a trial is that ran out; its timer is not what is tested.
pub async fn let_trial_run_out(app: &TestApp, subscription: &Subscription) {
    let id: SubscriptionId = subscription.id.parse().unwrap();
    let now = Instant::from(app.clock.now());
    app.tx(move |conn| {
        diesel::update(subscriptions::table.find(id))
            .set((
                subscriptions::lifecycle.eq(Lifecycle::TrialExpired),
                subscriptions::status.eq(Status::TrialExpired),
                subscriptions::status_rank.eq(5),
            ))
            .execute(conn)?;
        diesel::update(trials::table.find(id))
            .set((trials::outcome.eq(TrialOutcome::Expired), trials::ends_at.eq(now), trials::ended_at.eq(now)))
            .execute(conn)?;
        let reseller = subscriptions::table.find(id).select(subscriptions::reseller_id).first(conn)?;
        Ok(dialect::count_subscriptions_anew(conn, reseller, now)?)
    })
    .await;
}

/// A subscription that has come to where it should be in its life.
pub async fn subscription_in(app: &TestApp, reseller: &Reseller, lifecycle: &str) -> Subscription {
    let owner = reseller.owner();
    match lifecycle {
        "trial" => reseller.subscription().create().await,
        "trial_expired" => {
            let subscription = reseller.subscription().create().await;
            let_trial_run_out(app, &subscription).await;
            subscription
        }
        "active" => reseller.subscription().paid("standard", "monthly").create().await,
        "cancel_pending" => {
            let subscription = reseller.subscription().paid("standard", "monthly").create().await;
            owner.post(&subscription.path("/cancel"), &json!({"reason": "Moves on"})).await.expect(200);
            subscription
        }
        "ended" => {
            let subscription = reseller.subscription().create().await;
            owner.post(&subscription.path("/trial/end"), &json!({"reason": "No need"})).await.expect(200);
            subscription
        }
        other => panic!("{other} is no lifecycle"),
    }
}
