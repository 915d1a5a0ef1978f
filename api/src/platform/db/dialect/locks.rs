//! Rows that are held until the transaction's end.

use diesel::prelude::*;
use diesel::result::QueryResult;
use shared::ids::{AccountId, ResellerId, SubscriptionId};

use super::super::Connection;

/// Locks a row of a parent table, so that rules over several of its children hold: its row on PostgreSQL, nothing on
/// SQLite, whose writer is alone anyway. Rows that only refer to it may be written meanwhile: a full lock would wait for
/// transactions that wait for it.
///
/// # Errors
/// The database failed.
pub fn lock_reseller(conn: &mut Connection, reseller: ResellerId) -> QueryResult<()> {
    use crate::schema::resellers;
    if let Connection::Postgres(pg) = conn {
        resellers::table.find(reseller).select(resellers::id).for_no_key_update().first::<ResellerId>(pg)?;
    }
    Ok(())
}

/// Locks a subscription's row, as [`lock_reseller`] does a reseller's.
///
/// # Errors
/// The database failed.
pub fn lock_subscription(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<()> {
    use crate::schema::subscriptions;
    if let Connection::Postgres(pg) = conn {
        subscriptions::table
            .find(subscription)
            .filter(subscriptions::reseller_id.eq(reseller))
            .select(subscriptions::id)
            .for_no_key_update()
            .first::<SubscriptionId>(pg)?;
    }
    Ok(())
}

/// Locks an account's row, as [`lock_reseller`] does a reseller's.
///
/// # Errors
/// The database failed.
pub fn lock_account(conn: &mut Connection, account: AccountId) -> QueryResult<()> {
    use crate::schema::accounts;
    if let Connection::Postgres(pg) = conn {
        accounts::table.find(account).select(accounts::id).for_no_key_update().first::<AccountId>(pg)?;
    }
    Ok(())
}

/// Holds a customer's organisation at a mail platform until the transaction's end, so that others who want to connect it
/// wait. SQLite has one writer.
///
/// # Errors
/// The database failed, or another transaction took longer than five seconds.
pub fn lock_organisation(conn: &mut Connection, id: &str) -> QueryResult<()> {
    if let Connection::Postgres(pg) = conn {
        let lock = diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended('organisation ' || $1, 0))");
        lock.bind::<diesel::sql_types::Text, _>(id).execute(pg)?;
    }
    Ok(())
}
