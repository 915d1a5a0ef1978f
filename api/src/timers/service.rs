//! Setting timers.

use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::{ResellerId, SubscriptionId};

use super::store;
use crate::platform::db::{Connection, dialect};
use crate::refusal::Refusal;
use crate::resellers;

/// Sets a subscription's timer to when something is due next, by its reseller's clock; takes it away where nothing is to
/// come.
///
/// # Errors
/// The database failed.
pub fn set(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, due_at: Option<DateTime<Utc>>) -> Result<(), Refusal> {
    // The table goes by the real time, so that one clock claims all rows.
    let ahead = resellers::clock::hold(conn, reseller)?.unwrap_or_default();
    match due_at {
        Some(at) => store::set(conn, reseller, id, ahead.real(at).into())?,
        None => {
            store::unset(conn, reseller, id)?;
        }
    }
    Ok(())
}

/// Brings all timers of a reseller forward, since its clock was moved ahead by this; gives how many came due by that. Whoever
/// does holds the clock.
///
/// # Errors
/// The database failed.
pub fn bring_forward(conn: &mut Connection, reseller: ResellerId, step: TimeDelta, real_now: DateTime<Utc>) -> Result<i64, Refusal> {
    let due = store::count_due_between(conn, reseller, real_now.into(), (real_now + step).into())?;
    dialect::bring_timers_forward(conn, reseller, step)?;
    Ok(due)
}
