//! The clock of a reseller: how far it is ahead of the real one, and holding it.

use chrono::{DateTime, Utc};
use shared::ids::ResellerId;

use super::store;
use crate::deed::Deed;
use crate::platform::clock::Ahead;
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// How far the reseller's clock is ahead of the real one.
///
/// # Errors
/// The database failed.
pub fn ahead(conn: &mut Connection, reseller: ResellerId) -> Result<Ahead, Refusal> {
    Ok(Ahead::of(store::sandbox_offset(conn, reseller)?))
}

/// What Countersign does by itself for a reseller, at an instant of the real time: by the reseller's clock.
///
/// # Errors
/// The database failed.
pub fn deed_of_system(conn: &mut Connection, reseller: ResellerId, real_now: DateTime<Utc>) -> Result<Deed, Refusal> {
    Ok(Deed::of_system(ahead(conn, reseller)?.here(real_now)))
}

/// How far the clock of a sandbox is ahead, which stays so until the transaction ends; nothing where the reseller is none.
/// Whoever writes down at which real time something is due must hold the clock, or it could be moved in between, and what
/// is written then would be left behind.
///
/// # Errors
/// The database failed.
pub fn hold(conn: &mut Connection, reseller: ResellerId) -> Result<Option<Ahead>, Refusal> {
    // Who is no sandbox never becomes one, and waits for nobody.
    if store::sandbox_offset(conn, reseller)?.is_none() {
        return Ok(None);
    }
    store::lock(conn, reseller)?;
    Ok(store::sandbox_offset(conn, reseller)?.map(|offset| Ahead::of(Some(offset))))
}

/// Sets how far the clock of a sandbox is ahead; whoever does holds it.
///
/// # Errors
/// The database failed.
pub fn set(conn: &mut Connection, reseller: ResellerId, ahead: Ahead) -> Result<(), Refusal> {
    store::set_sandbox_offset(conn, reseller, ahead.micros())?;
    Ok(())
}
