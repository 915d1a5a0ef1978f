//! Setting timers.

use chrono::{DateTime, Utc};
use shared::ids::{ResellerId, SubscriptionId};

use super::store;
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// Sets a subscription's timer to when something is due next; takes it away where nothing is to come.
///
/// # Errors
/// The database failed.
pub fn set(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, due_at: Option<DateTime<Utc>>) -> Result<(), Refusal> {
    match due_at {
        Some(at) => store::set(conn, reseller, id, at.into())?,
        None => {
            store::unset(conn, reseller, id)?;
        }
    }
    Ok(())
}
