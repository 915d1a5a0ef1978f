//! What is asked of a test's database: each statement, as the connections tell it.

use std::future::Future;
use std::sync::Mutex;

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use diesel::sql_types::Text;
use diesel::{PgConnection, QueryableByName, RunQueryDsl as _};

use super::TestApp;
use countersign::platform::db::{Connection, DatabaseUrl};

/// The statements of all tests of this process, each with the URL of its connection.
static ASKED: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

#[derive(Default)]
struct Listener {
    url: String,
}

impl Instrumentation for Listener {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => url.clone_into(&mut self.url),
            InstrumentationEvent::StartQuery { query, .. } => {
                let told = query.to_string();
                let sql = told.split(" -- binds:").next().unwrap_or_default().trim().to_owned();
                ASKED.lock().unwrap().push((self.url.clone(), sql));
            }
            _ => {}
        }
    }
}

/// Tells of the statements of all connections that are made from now on: call it before the server starts.
pub fn listen() {
    set_default_instrumentation(|| Some(Box::new(Listener::default()))).unwrap();
}

/// The statements that something asks of the app's database.
pub async fn asked_by(app: &TestApp, what: impl Future<Output = ()>) -> Vec<String> {
    let ours = match app.state.db.url() {
        DatabaseUrl::Sqlite(path) => path.display().to_string(),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    // Word to other servers goes out beside requests, at some time.
    let ours = move |(url, sql): &(String, String)| url.contains(&ours) && !sql.contains("pg_notify");
    let count = |asked: &[(String, String)]| asked.iter().filter(|one| ours(one)).count();
    let before = count(&ASKED.lock().unwrap());
    what.await;
    let asked = ASKED.lock().unwrap();
    asked.iter().filter(|one| ours(one)).skip(before).map(|(_, sql)| sql.clone()).collect()
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// How the database would carry out a statement, whatever is bound, with rows enough for an index to pay.
pub async fn plan(app: &TestApp, sql: &str) -> Vec<String> {
    let sql = sql.to_owned();
    let steps = app.tx(move |conn| {
        let steps: Vec<Step> = match conn {
            Connection::Sqlite(lite) => diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(lite)?,
            Connection::Postgres(pg) => postgres_plan(pg, &sql)?,
        };
        Ok(steps)
    });
    steps.await.into_iter().map(|step| step.detail).collect()
}

fn postgres_plan(pg: &mut PgConnection, sql: &str) -> diesel::QueryResult<Vec<Step>> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
        line: String,
    }
    #[derive(QueryableByName)]
    struct Parameters {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    // Of a table with a few rows PostgreSQL reads all; told not to, it shows which index it has for it.
    for setting in ["SET LOCAL enable_seqscan = off", "SET LOCAL plan_cache_mode = force_generic_plan"] {
        diesel::sql_query(setting).execute(pg)?;
    }
    diesel::sql_query(format!("PREPARE planned AS {sql}")).execute(pg)?;
    let count = "SELECT COALESCE(cardinality(parameter_types), 0)::bigint AS count FROM pg_prepared_statements WHERE name = 'planned'";
    let count = diesel::sql_query(count).get_result::<Parameters>(pg)?.count;
    let nulls = vec!["NULL"; usize::try_from(count).unwrap()].join(", ");
    let explain = if count == 0 { "EXPLAIN EXECUTE planned".to_owned() } else { format!("EXPLAIN EXECUTE planned({nulls})") };
    let lines: Vec<Line> = diesel::sql_query(explain).load(pg)?;
    diesel::sql_query("DEALLOCATE planned").execute(pg)?;
    Ok(lines.into_iter().map(|line| Step { detail: line.line }).collect())
}
