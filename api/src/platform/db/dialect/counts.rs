//! Counting anew what is kept as sums.

use diesel::prelude::*;
use diesel::result::QueryResult;
use shared::ids::ResellerId;
use shared::sql::{Instant, XInstant, XUuid};

use super::super::Connection;
use super::locks::lock_reseller;

/// Writes the sums of a reseller's rows (SQLite binds what stands first first, whatever its number); `day` is how the database writes the day on which a trial ends.
macro_rules! counted {
    ($day:literal) => {
        concat!(
            "INSERT INTO subscription_counts (reseller_id, status, product, trial_day, payment_day, subscriptions, seats, counted_at) \
             SELECT s.reseller_id, s.status, s.product, CASE WHEN s.status = 'trial' THEN ",
            $day,
            " END, CASE WHEN s.next_payment_date IS NOT NULL THEN s.payment_rank_asc END, COUNT(*), SUM(s.seats), $1 \
             FROM subscriptions s LEFT JOIN trials t ON t.subscription_id = s.id \
             WHERE s.reseller_id = $2 AND s.erased_at IS NULL GROUP BY 1, 2, 3, 4, 5"
        )
    };
}

/// Counts a reseller's subscriptions anew from their rows. Changes that are not kept yet are seen neither in the rows nor in what
/// they wrote into the counts, and add to the new ones later: so both must be looked at in one moment, which on PostgreSQL is one
/// statement.
///
/// # Errors
/// The database failed.
pub fn count_subscriptions_anew(conn: &mut Connection, reseller: ResellerId, now: Instant) -> QueryResult<()> {
    // Of two that count at once, the second would add what the first has counted already.
    lock_reseller(conn, reseller)?;
    let statement = match conn {
        Connection::Postgres(_) => concat!(
            "WITH gone AS (DELETE FROM subscription_counts WHERE reseller_id = $2) ",
            counted!("(t.ends_at AT TIME ZONE 'UTC')::date - DATE '0001-01-01' + 1")
        ),
        Connection::Sqlite(lite) => {
            diesel::sql_query("DELETE FROM subscription_counts WHERE reseller_id = $1").bind::<XUuid, _>(reseller).execute(lite)?;
            counted!("t.ends_at / 86400000000 + 719163")
        }
    };
    diesel::sql_query(statement).bind::<XInstant, _>(now).bind::<XUuid, _>(reseller).execute(conn).map(drop)
}
