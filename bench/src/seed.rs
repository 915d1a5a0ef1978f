//! Many subscriptions in seconds: copies of a demonstration's, each table by one statement.
//!
//! Copies keep the first twelve bytes of their ids, and so the order of birth; the last four number the copy.

use countersign::platform::clock::Clock;
use countersign::platform::db::{Connection, DatabaseUrl, Db, DbError};
use countersign::subscriptions::counts;
use diesel::connection::SimpleConnection as _;
use diesel::{QueryableByName, RunQueryDsl as _};

use crate::Stop;

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// The tables of a subscription, with their columns but for ids: a column is copied as it is unless something stands in its place.
const TABLES: &[(&str, &[(&str, Place)])] = &[
    (
        "subscriptions",
        &[
            ("id", Place::Id),
            ("reseller_id", Place::Reseller),
            ("product", Place::Same),
            ("company_name", Place::Numbered),
            ("company_key", Place::Numbered),
            ("seats", Place::Same),
            ("lifecycle", Place::Same),
            ("status", Place::Same),
            ("status_rank", Place::Same),
            ("archived", Place::Same),
            ("customer_edits_signatures", Place::Same),
            ("locale", Place::Same),
            ("plan", Place::Same),
            ("term", Place::Same),
            ("purchased_at", Place::Same),
            ("period_anchor", Place::Same),
            ("period_start", Place::Same),
            ("period_end", Place::Same),
            ("overdue_since", Place::Same),
            ("next_payment_date", Place::Same),
            ("payment_rank_asc", Place::Same),
            ("payment_rank_desc", Place::Same),
            ("external_ref", Place::Same),
            ("metadata", Place::Same),
            ("terms_accepted_at", Place::Same),
            ("end_reason", Place::Same),
            ("ended_at", Place::Same),
            ("created_at", Place::Same),
            ("updated_at", Place::Same),
            ("version", Place::Same),
            ("erasure_announced_at", Place::Same),
            ("erased_at", Place::Same),
        ],
    ),
    ("search_words", &[("reseller_id", Place::Reseller), ("word", Place::Same), ("subscription_id", Place::Id)]),
    (
        "trials",
        &[
            ("subscription_id", Place::Id),
            ("reseller_id", Place::Reseller),
            ("started_at", Place::Same),
            ("ends_at", Place::Same),
            ("outcome", Place::Same),
            ("ended_at", Place::Same),
            ("extensions", Place::Same),
            ("extended_days", Place::Same),
            ("reminded", Place::Same),
        ],
    ),
    (
        "holds",
        &[
            ("subscription_id", Place::Id),
            ("kind", Place::Same),
            ("reseller_id", Place::Reseller),
            ("reason", Place::Same),
            ("since", Place::Same),
            ("account_id", Place::Same),
        ],
    ),
    (
        "scheduled_changes",
        &[
            ("id", Place::Id),
            ("reseller_id", Place::Reseller),
            ("subscription_id", Place::Id),
            ("kind", Place::Same),
            ("at", Place::Same),
            ("new_value", Place::Same),
            ("created_at", Place::Same),
        ],
    ),
    ("timers", &[("subscription_id", Place::Id), ("reseller_id", Place::Reseller), ("due_at", Place::Same)]),
    (
        "charges",
        &[
            ("id", Place::Id),
            ("reseller_id", Place::Reseller),
            ("subscription_id", Place::Id),
            ("kind", Place::Same),
            ("date", Place::Same),
            ("period_start", Place::Same),
            ("period_end", Place::Same),
            ("seats", Place::Same),
            ("plan", Place::Same),
            ("term", Place::Same),
            ("unit_price", Place::Same),
            ("amount", Place::Same),
            ("currency", Place::Same),
            ("created_at", Place::Same),
        ],
    ),
    (
        "events",
        &[
            ("id", Place::Id),
            ("reseller_id", Place::Reseller),
            ("seq", Place::Sequence),
            ("at", Place::Same),
            ("kind", Place::Same),
            ("actor_kind", Place::Same),
            ("actor_id", Place::Same),
            ("subject_kind", Place::Same),
            ("subject_id", Place::Id),
            ("subscription_id", Place::Id),
            ("data", Place::Same),
            ("request_id", Place::Same),
        ],
    ),
];

/// What stands in a copy's column.
#[derive(Clone, Copy)]
enum Place {
    /// What the original has.
    Same,
    /// The original's id with the copy's number.
    Id,
    /// The reseller whose turn it is.
    Reseller,
    /// The original's text with the copy's number.
    Numbered,
    /// The next of the reseller's numbers of events.
    Sequence,
}

/// How a database writes it.
struct Words {
    /// An id with a number in its last four bytes.
    id: fn(column: &str, number: &str) -> String,
}

const SQLITE: Words = Words { id: |column, number| format!("unhex(substr(hex({column}), 1, 24) || printf('%08X', {number}))") };
const POSTGRES: Words =
    Words { id: |column, number| format!("(substr({column}::text, 1, 28) || lpad(to_hex(({number})::int), 8, '0'))::uuid") };

/// Multiplies the demonstration's subscriptions.
pub async fn seed(url: DatabaseUrl, subscriptions: u32, resellers: u32) -> Result<(), Stop> {
    let words = if url.is_sqlite() { SQLITE } else { POSTGRES };
    let db = Db::new(url, 1);
    db.tx(move |conn| multiply(conn, &words, subscriptions, resellers)).await?;
    counts::count_anew_across_tenants(&db, Clock::system().now()).await?;
    Ok(())
}

fn multiply(conn: &mut Connection, words: &Words, subscriptions: u32, resellers: u32) -> Result<(), DbError> {
    let mut count = |sql: &str| diesel::sql_query(sql).get_result::<Counted>(conn).map(|row| row.count);
    let there = count("SELECT count(*) AS count FROM subscriptions")?.max(1);
    let events = count("SELECT max(seq) AS count FROM events")?;
    let copies = i64::from(subscriptions) / there;
    let (number, owner) = ("n.i + 1000", format!("n.i % {resellers}"));
    let reseller =
        |column: &str| format!("CASE WHEN {owner} = 0 THEN {column} ELSE {} END", (words.id)(column, &format!("{owner} + 1000")));
    let numbers = |from: u32, to: i64| format!("WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {to})");
    let mut script = format!(
        "{} INSERT INTO resellers (id, name, email, event_seq, created_at, updated_at, currency) \
         SELECT {}, t.name || ' ' || n.i, t.email, {events} * ({copies} + 1), t.created_at, t.updated_at, t.currency FROM resellers t, n;\n",
        numbers(1, i64::from(resellers)),
        (words.id)("t.id", "n.i + 1000"),
    );
    for (table, columns) in TABLES {
        let values: Vec<String> = columns
            .iter()
            .map(|(column, place)| {
                let column = format!("t.{column}");
                match place {
                    Place::Same => column,
                    Place::Id => (words.id)(&column, number),
                    Place::Reseller => reseller(&column),
                    Place::Numbered => format!("{column} || ' ' || n.i"),
                    Place::Sequence => format!("{column} + {events} * (n.i / {resellers} + 1)"),
                }
            })
            .collect();
        let names: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
        // Of the history only the beginnings: the rest would take longer than what is measured.
        let only = if *table == "events" { "WHERE t.kind = 'subscription.created'" } else { "" };
        script += &format!(
            "{} INSERT INTO {table} ({}) SELECT {} FROM {table} t, n {only};\n",
            numbers(1, copies),
            names.join(", "),
            values.join(", ")
        );
    }
    script += &format!("UPDATE resellers SET event_seq = {events} * ({copies} + 1);\nANALYZE;");
    conn.batch_execute(&script)?;
    Ok(())
}
