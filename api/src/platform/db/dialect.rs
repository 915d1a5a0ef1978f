//! Where the two databases differ in SQL: every such place, and no other. (What a connection is set to when it is made
//! stands in `manager`; the migrations, which are SQL of each, in their folders.)

use chrono::TimeDelta;
use diesel::connection::{AnsiTransactionManager, SimpleConnection as _};
use diesel::prelude::*;
use diesel::result::QueryResult;
use shared::ids::{AccountId, JobId, ResellerId, SubscriptionId};
use shared::sql::{Instant, XUuid};

use super::Connection;
use crate::schema::{attempts, installation, jobs, kept_answers, search_words};

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

/// Adds the words by which a subscription is found.
///
/// # Errors
/// The database failed.
pub fn insert_search_words(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, words: &[String]) -> QueryResult<()> {
    let rows: Vec<_> = words
        .iter()
        .map(|word| (search_words::reseller_id.eq(reseller), search_words::word.eq(word), search_words::subscription_id.eq(subscription)))
        .collect();
    match conn {
        Connection::Postgres(pg) => diesel::insert_into(search_words::table).values(&rows).execute(pg)?,
        Connection::Sqlite(lite) => diesel::insert_into(search_words::table).values(&rows).execute(lite)?,
    };
    Ok(())
}

/// Adds people of directories.
///
/// # Errors
/// The database failed.
pub(crate) fn insert_directory_people(conn: &mut Connection, rows: &[crate::directory::PersonRow]) -> QueryResult<()> {
    use crate::schema::directory_people;
    match conn {
        Connection::Postgres(pg) => diesel::insert_into(directory_people::table).values(rows).execute(pg)?,
        Connection::Sqlite(lite) => diesel::insert_into(directory_people::table).values(rows).execute(lite)?,
    };
    Ok(())
}

/// Adds links between the groups of directories and who belongs to them.
///
/// # Errors
/// The database failed.
pub(crate) fn insert_directory_links(conn: &mut Connection, rows: &[crate::directory::LinkRow]) -> QueryResult<()> {
    use crate::schema::directory_links;
    match conn {
        Connection::Postgres(pg) => diesel::insert_into(directory_links::table).values(rows).execute(pg)?,
        Connection::Sqlite(lite) => diesel::insert_into(directory_links::table).values(rows).execute(lite)?,
    };
    Ok(())
}

/// Adds people to groups of directories.
///
/// # Errors
/// The database failed.
pub(crate) fn insert_directory_memberships(conn: &mut Connection, rows: &[crate::directory::MembershipRow]) -> QueryResult<()> {
    use crate::schema::directory_memberships;
    match conn {
        Connection::Postgres(pg) => diesel::insert_into(directory_memberships::table).values(rows).execute(pg)?,
        Connection::Sqlite(lite) => diesel::insert_into(directory_memberships::table).values(rows).execute(lite)?,
    };
    Ok(())
}

/// Which jobs of a lane a worker takes: those that are due and not leased, earliest first. On PostgreSQL rows that another worker
/// is taking are passed over; SQLite has one writer.
///
/// # Errors
/// The database failed.
pub fn claimable_jobs_across_tenants(conn: &mut Connection, lane: &str, now: Instant, limit: i64) -> QueryResult<Vec<JobId>> {
    let due = jobs::table
        .select(jobs::id)
        .filter(jobs::lane.eq(lane))
        .filter(jobs::state.eq("pending"))
        .filter(jobs::due_at.le(now))
        .order((jobs::due_at, jobs::id))
        .limit(limit);
    match conn {
        Connection::Postgres(pg) => due.for_update().skip_locked().load(pg),
        Connection::Sqlite(lite) => due.load(lite),
    }
}

/// Which timers a worker takes: those that are due, earliest first. On PostgreSQL their subscriptions' rows are locked,
/// and those that another transaction holds are passed over; SQLite has one writer.
///
/// # Errors
/// The database failed.
pub fn claimable_timers_across_tenants(conn: &mut Connection, now: Instant, limit: i64) -> QueryResult<Vec<(ResellerId, SubscriptionId)>> {
    use crate::schema::{subscriptions, timers};
    match conn {
        Connection::Postgres(pg) => {
            let due = timers::table
                .filter(timers::due_at.le(now))
                .order((timers::due_at, timers::subscription_id))
                .select((timers::reseller_id, timers::subscription_id))
                // Some of them may be another worker's just now.
                .limit(limit * 4)
                .load::<(ResellerId, SubscriptionId)>(pg)?;
            let free: Vec<SubscriptionId> = subscriptions::table
                .filter(subscriptions::id.eq_any(due.iter().map(|(_, id)| *id)))
                .order(subscriptions::id)
                .limit(limit)
                .select(subscriptions::id)
                .for_no_key_update()
                .skip_locked()
                .load(pg)?;
            Ok(due.into_iter().filter(|(_, id)| free.contains(id)).collect())
        }
        Connection::Sqlite(lite) => timers::table
            .filter(timers::due_at.le(now))
            .order((timers::due_at, timers::subscription_id))
            .limit(limit)
            .select((timers::reseller_id, timers::subscription_id))
            .load(lite),
    }
}

/// Brings all timers of a reseller forward.
///
/// # Errors
/// The database failed.
pub fn bring_timers_forward(conn: &mut Connection, reseller: ResellerId, step: TimeDelta) -> QueryResult<usize> {
    let earlier = earlier(conn);
    bring_forward(conn, format!("UPDATE timers SET {earlier} WHERE reseller_id = $2"), reseller, step)
}

/// Brings the timers of a reseller's invites forward that no worker has claimed. The words are those of the index.
///
/// # Errors
/// The database failed.
pub fn bring_own_jobs_forward(conn: &mut Connection, reseller: ResellerId, step: TimeDelta) -> QueryResult<usize> {
    let earlier = earlier(conn);
    // The kinds as the index says them.
    let [one, other] = BY_OWN_CLOCK;
    let unclaimed = format!("reseller_id = $2 AND state = 'pending' AND kind IN ('{one}', '{other}') AND attempts = 0");
    bring_forward(conn, format!("UPDATE jobs SET {earlier} WHERE {unclaimed}"), reseller, step)
}

/// The kinds of jobs that go by their reseller's clock.
pub const BY_OWN_CLOCK: [&str; 2] = ["expire_invite", "check_domain"];

const fn earlier(conn: &Connection) -> &'static str {
    match conn {
        Connection::Postgres(_) => "due_at = due_at - $1 * interval '1 microsecond'",
        Connection::Sqlite(_) => "due_at = due_at - $1",
    }
}

fn bring_forward(conn: &mut Connection, query: String, reseller: ResellerId, step: TimeDelta) -> QueryResult<usize> {
    let micros = step.num_microseconds().unwrap_or_default();
    // SQLite numbers placeholders by where they stand, whatever their names.
    diesel::sql_query(query).bind::<diesel::sql_types::BigInt, _>(micros).bind::<XUuid, _>(reseller).execute(conn)
}

/// Where the servers on one PostgreSQL tell each other whose events they have recorded.
pub const CHANNEL: &str = "countersign_events";

/// Tells the other servers, once the transaction is kept, that it recorded an event. SQLite has one server.
///
/// # Errors
/// The database failed.
pub fn tell_other_servers(conn: &mut Connection, reseller: ResellerId) -> QueryResult<()> {
    if let Connection::Postgres(pg) = conn {
        let told = diesel::sql_query("SELECT pg_notify($1, $2)");
        told.bind::<diesel::sql_types::Text, _>(CHANNEL).bind::<diesel::sql_types::Text, _>(reseller.to_string()).execute(pg)?;
    }
    Ok(())
}

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
