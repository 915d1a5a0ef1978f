//! Where the two databases differ in SQL: every such place, and no other. (What a connection is set to when it is made
//! stands in `manager`; the migrations, which are SQL of each, in their folders.)

mod batches;
mod counts;
mod due;
mod locks;

use diesel::connection::{AnsiTransactionManager, SimpleConnection as _};
use diesel::prelude::*;
use diesel::result::QueryResult;
use shared::sql::Instant;

use super::Connection;
use crate::schema::{attempts, installation, kept_answers};

pub use self::batches::insert_search_words;
pub(crate) use self::batches::{insert_directory_links, insert_directory_memberships, insert_directory_people};
pub use self::counts::count_subscriptions_anew;
pub use self::due::{
    BY_OWN_CLOCK, bring_own_jobs_forward, bring_timers_forward, claimable_jobs_across_tenants, claimable_timers_across_tenants,
};
pub use self::locks::{lock_account, lock_organisation, lock_reseller, lock_subscription};

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// To write.
    Write,
    /// To see the same rows in several queries.
    Snapshot,
}

/// Begins a transaction. SQLite must take its write lock at the start (`IMMEDIATE`): a reader that turns writer half-way
/// can't wait for the lock and fails at once.
///
/// # Errors
/// The database failed, or is held by another program.
pub fn begin(conn: &mut Connection, kind: Begin) -> QueryResult<()> {
    match (conn, kind) {
        (Connection::Postgres(pg), Begin::Write) => AnsiTransactionManager::begin_transaction_sql(pg, "BEGIN"),
        (Connection::Postgres(pg), Begin::Snapshot) => {
            AnsiTransactionManager::begin_transaction_sql(pg, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        }
        (Connection::Sqlite(lite), Begin::Write) => AnsiTransactionManager::begin_transaction_sql(lite, "BEGIN IMMEDIATE"),
        (Connection::Sqlite(lite), Begin::Snapshot) => AnsiTransactionManager::begin_transaction_sql(lite, "BEGIN"),
    }
}

/// Any number that no other program on the same database uses for its advisory locks.
const SCHEMA_LOCK: i64 = 0x434f_554e_5445_5253;

/// Waits, as long as it takes, until no other server changes the schema. SQLite's lock is the transaction itself.
///
/// # Errors
/// The database failed.
pub fn lock_schema(conn: &mut Connection) -> QueryResult<()> {
    match conn {
        Connection::Postgres(pg) => pg.batch_execute(&format!("SET lock_timeout = 0; SELECT pg_advisory_lock({SCHEMA_LOCK})")),
        Connection::Sqlite(_) => Ok(()),
    }
}

/// Lets other servers change the schema.
///
/// # Errors
/// The database failed.
pub fn unlock_schema(conn: &mut Connection) -> QueryResult<()> {
    match conn {
        Connection::Postgres(pg) => pg.batch_execute(&format!("SELECT pg_advisory_unlock({SCHEMA_LOCK}); {LOCK_PATIENCE}")),
        Connection::Sqlite(_) => Ok(()),
    }
}

/// How long a statement waits for another transaction's lock on PostgreSQL, as SQLite's `busy_timeout` has it.
pub(super) const LOCK_PATIENCE: &str = "SET lock_timeout = '5s'";

/// Keeps the setup code's hash unless there is one already. Gives whether it was kept.
///
/// # Errors
/// The database failed.
pub fn insert_installation_once(conn: &mut Connection, setup_code_hash: &[u8], now: Instant) -> QueryResult<bool> {
    let row = (installation::id.eq(1), installation::setup_code_hash.eq(setup_code_hash), installation::created_at.eq(now));
    let query = diesel::insert_into(installation::table).values(row).on_conflict_do_nothing();
    let kept = match conn {
        Connection::Postgres(pg) => query.execute(pg)?,
        Connection::Sqlite(lite) => query.execute(lite)?,
    };
    Ok(kept == 1)
}

/// Takes a place for an answer to an idempotency key. Gives false where the key has one; on PostgreSQL after waiting for
/// a transaction that is taking it now.
///
/// # Errors
/// The database failed, or the other transaction took longer than five seconds.
pub fn reserve_kept_answer(conn: &mut Connection, place: &crate::http::idempotency::Place, now: Instant) -> QueryResult<bool> {
    let row = (
        kept_answers::credential.eq(&place.credential),
        kept_answers::method.eq(&place.method),
        kept_answers::path.eq(&place.path),
        kept_answers::idempotency_key.eq(&place.key),
        kept_answers::body_hash.eq(&place.body_hash),
        kept_answers::created_at.eq(now),
    );
    let query = diesel::insert_into(kept_answers::table).values(row).on_conflict_do_nothing();
    let kept = match conn {
        Connection::Postgres(pg) => query.execute(pg)?,
        Connection::Sqlite(lite) => query.execute(lite)?,
    };
    Ok(kept == 1)
}

/// Makes sure that a counter of attempts has a row for its window.
///
/// # Errors
/// The database failed.
pub fn insert_attempts_once(conn: &mut Connection, counter: &[u8], window_start: Instant) -> QueryResult<()> {
    let row = (attempts::counter.eq(counter), attempts::window_start.eq(window_start), attempts::count.eq(0));
    let query = diesel::insert_into(attempts::table).values(row).on_conflict_do_nothing();
    match conn {
        Connection::Postgres(pg) => query.execute(pg)?,
        Connection::Sqlite(lite) => query.execute(lite)?,
    };
    Ok(())
}
