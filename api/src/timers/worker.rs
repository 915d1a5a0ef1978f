//! The worker of timers: looks twice a second, and at once where it found some.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::{ResellerId, SubscriptionId};

use super::store;
use crate::jobs::{self, backoff};
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::resellers;
use crate::subscriptions::elapse;
use crate::{App, Worker};

/// Timers that share a transaction: a commit for each would cost more than what it keeps.
const TOGETHER: i64 = 32;
/// How often the table is looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// Works until `app.stopping` is set.
pub async fn run(app: Arc<App>) {
    while !app.stopping.is_asked_for() {
        app.beat(Worker::Timers);
        match work(&app, TOGETHER).await {
            Ok(0) => app.stopping.pause(PAUSE).await,
            Ok(_) => app.wake.notify_one(),
            Err(error) => {
                tracing::warn!(%error, "timers did not work together; one after the other");
                if let Err(error) = one_by_one(&app).await {
                    tracing::warn!(%error, "the worker could not see to the timers");
                    app.stopping.pause(PAUSE).await;
                }
            }
        }
    }
}

/// Carries out all timers that are due, and those that this makes due; gives how many that were.
///
/// # Errors
/// The database failed, or a timer did.
pub async fn catch_up(app: &App) -> Result<usize, Refusal> {
    let mut count = 0;
    loop {
        let done = work(app, TOGETHER).await?;
        if done == 0 {
            return Ok(count);
        }
        count += done;
    }
}

/// Moves a clock that is moved by hand to an instant, and carries out on the way what is due, each at its time, with the
/// mails that come of it.
///
/// # Errors
/// The database failed, or a timer did.
pub async fn advance(app: &Arc<App>, to: DateTime<Utc>) -> Result<(), Refusal> {
    loop {
        let next = app.db.read(|conn| store::next_due_across_tenants(conn).map_err(Refusal::from)).await?.map(DateTime::from);
        let Some(at) = next.filter(|at| *at <= to) else { break };
        app.clock.advance((at - app.clock.now()).max(TimeDelta::zero()));
        catch_up(app).await?;
        jobs::worker::catch_up(app).await?;
    }
    app.clock.advance((to - app.clock.now()).max(TimeDelta::zero()));
    Ok(())
}

/// Carries out up to `limit` timers in one transaction; gives how many were due.
async fn work(app: &App, limit: i64) -> Result<usize, Refusal> {
    let (now, vault) = (app.clock.now(), app.vault.clone());
    if !app.db.read(move |conn| store::is_any_due_across_tenants(conn, now.into()).map_err(Refusal::from)).await? {
        return Ok(0);
    }
    app.db
        .tx(move |conn| {
            let due = store::claim_due_across_tenants(conn, now.into(), limit)?;
            for (reseller, id) in &due {
                elapse_if_due(conn, &vault, *reseller, *id, now)?;
            }
            Ok(due.len())
        })
        .await
}

/// Carries timers out in a transaction each, so that one that fails does not stop the others; it is put off.
///
/// # Errors
/// The database failed.
pub async fn one_by_one(app: &App) -> Result<(), Refusal> {
    for _ in 0..TOGETHER {
        let (now, vault) = (app.clock.now(), app.vault.clone());
        let claimed: Option<(ResellerId, SubscriptionId)> =
            app.db.tx(move |conn| Ok::<_, Refusal>(store::claim_due_across_tenants(conn, now.into(), 1)?.pop())).await?;
        let Some((reseller, id)) = claimed else { return Ok(()) };
        let elapsed = app
            .db
            .tx(move |conn| {
                dialect::lock_subscription(conn, reseller, id)?;
                elapse_if_due(conn, &vault, reseller, id, now)
            })
            .await;
        if let Err(error) = elapsed {
            tracing::error!(subscription = %id, %error, "a timer failed and is put off");
            let why = error.to_string();
            app.db
                .tx(move |conn| Ok::<_, Refusal>(store::put_off(conn, reseller, id, &why, |failures| now + backoff::wait(failures))?))
                .await?;
        }
    }
    Ok(())
}

/// Carries a timer out whose subscription is locked, by its reseller's clock, unless another worker was faster.
fn elapse_if_due(
    conn: &mut Connection,
    vault: &Vault,
    reseller: ResellerId,
    id: SubscriptionId,
    real_now: DateTime<Utc>,
) -> Result<(), Refusal> {
    if !store::is_due(conn, reseller, id, real_now.into())? {
        return Ok(());
    }
    let now = resellers::clock::ahead(conn, reseller)?.here(real_now);
    elapse::elapse(conn, vault, reseller, id, now)
}
