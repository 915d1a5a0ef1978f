//! What it costs to claim what is due, while much else waits.

use std::time::Instant;

use chrono::{DateTime, Utc};
use countersign::platform::db::{Connection, DatabaseUrl, Db, DbError, dialect};
use diesel::{QueryableByName, RunQueryDsl as _};
use shared::sql::Instant as Due;

use crate::Stop;

const ROUNDS: usize = 301;
/// As many as a worker takes at once.
const TOGETHER: i64 = 32;

#[derive(QueryableByName)]
struct Nth {
    #[diesel(sql_type = shared::sql::XInstant)]
    due_at: Due,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// Prints the medians.
pub async fn measure(url: DatabaseUrl) -> Result<(), Stop> {
    let db = Db::new(url, 1);
    let (pending, now) = db
        .read(|conn| {
            let pending = diesel::sql_query("SELECT count(*) AS count FROM timers").get_result::<Counted>(conn)?.count;
            // The instant at which a worker's handful is due, and all others wait.
            let nth = format!("SELECT due_at FROM timers ORDER BY due_at LIMIT 1 OFFSET {}", TOGETHER - 1);
            let due: DateTime<Utc> = diesel::sql_query(nth).get_result::<Nth>(conn)?.due_at.into();
            Ok::<_, DbError>((pending, due))
        })
        .await?;
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let taken = db.tx(move |conn| claim(conn, now)).await?;
        times.push(taken);
    }
    times.sort_unstable();
    let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("{}", serde_json::json!({"pending": pending, "claim_us": median}));
    Ok(())
}

/// Claims, and lets go again at the transaction's end; in microseconds, without the transaction's own.
fn claim(conn: &mut Connection, now: DateTime<Utc>) -> Result<u64, DbError> {
    let begun = Instant::now();
    let claimed = dialect::claimable_timers_across_tenants(conn, now.into(), TOGETHER)?;
    let taken = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    if claimed.is_empty() { Err(DbError::Busy) } else { Ok(taken) }
}
