//! A database that is full, locked or gone while the server runs: 503 with `Retry-After`, and no other answer.

use std::time::Duration;

use countersign::platform::db::{Connection, DatabaseUrl, Db, DbError};
use diesel::connection::SimpleConnection as _;

use crate::support::{Answer, Schema, Setup, TestApp};

#[track_caller]
fn told(answer: Answer) {
    let answer = answer.refused(503, "service_unavailable");
    assert!(answer.header("retry-after").is_some());
}

/// Runs a statement on the connection that writes.
async fn run(app: &TestApp, sql: &'static str) {
    app.tx(move |conn| Ok(conn.batch_execute(sql)?)).await;
}

on_both_databases! {
    async fn while_another_program_holds_the_database_requests_give_up_in_time(setup: Setup) {
        let url: DatabaseUrl = setup.url(Schema::Migrated).await.parse().unwrap();
        let (app, hold) = (setup.start().await, if url.is_sqlite() { "BEGIN IMMEDIATE" } else { "BEGIN; LOCK TABLE subscriptions IN ACCESS EXCLUSIVE MODE" });
        let reseller = app.reseller("Northwind IT").await;
        let other = Db::new(url, 1);
        let holding = actix_web::rt::spawn(async move {
            let work = move |conn: &mut Connection| {
                conn.batch_execute(hold).map_err(DbError::from)?;
                std::thread::sleep(Duration::from_secs(8));
                conn.batch_execute("ROLLBACK").map_err(DbError::from)
            };
            other.read(work).await.unwrap();
        });
        actix_web::rt::time::sleep(Duration::from_millis(500)).await;
        told(reseller.subscription().send().await);
        holding.await.unwrap();
        reseller.subscription().create().await;
    }
}

/// Starts the test's server on SQLite alone.
fn on_sqlite<F: Future<Output = ()>>(rule: impl FnOnce(Setup) -> F) {
    crate::support::run(crate::support::Database::Sqlite, rule);
}

#[test]
fn on_a_full_disk_reading_goes_on_and_writing_resumes_when_there_is_room() {
    on_sqlite(|setup: Setup| async move {
        let app = setup.start().await;
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        // What is there is all that there is room for.
        run(&app, "PRAGMA max_page_count = 1").await;
        let mut answers = Vec::new();
        for _ in 0..40 {
            answers.push(reseller.subscription().send().await);
        }
        let refused = answers.into_iter().find(|answer| answer.status() != 201).unwrap();
        told(refused);
        reseller.owner().get(&made.path("")).await.expect(200);
        run(&app, "PRAGMA max_page_count = 1073741823").await;
        reseller.subscription().create().await;
    });
}

#[test]
fn a_database_that_can_only_be_read_is_no_fault_of_the_server() {
    on_sqlite(|setup: Setup| async move {
        let app = setup.start().await;
        let reseller = app.reseller("Northwind IT").await;
        run(&app, "PRAGMA query_only = ON").await;
        told(reseller.subscription().send().await);
    });
}

#[test]
fn a_file_that_is_gone_is_not_made_anew_empty() {
    on_sqlite(|setup: Setup| async move {
        let DatabaseUrl::Sqlite(path) = setup.url(Schema::Migrated).await.parse().unwrap() else { panic!("SQLite") };
        // Nothing was read yet, so that the first request opens a connection.
        let app = setup.start().await;
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        told(app.anonymous().get("/setup").await);
        assert!(!path.exists());
    });
}

on_both_databases! {
    async fn a_snapshot_sees_the_same_rows_whatever_is_written_meanwhile(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        reseller.subscription().create().await;
        let (go_on, may_go_on) = std::sync::mpsc::channel::<()>();
        let (begun, has_begun) = tokio::sync::oneshot::channel::<()>();
        let db = app.state.db.clone();
        let reading = actix_web::rt::spawn(async move {
            let count = |conn: &mut Connection| {
                use countersign::schema::subscriptions;
                use diesel::prelude::*;
                subscriptions::table.count().get_result::<i64>(conn).map_err(DbError::from)
            };
            let work = move |conn: &mut Connection| {
                let first = count(conn)?;
                begun.send(()).unwrap();
                may_go_on.recv().unwrap();
                Ok::<_, DbError>((first, count(conn)?))
            };
            db.snapshot(work).await.unwrap()
        });
        has_begun.await.unwrap();
        reseller.subscription().create().await;
        go_on.send(()).unwrap();
        assert_eq!(reading.await.unwrap(), (1, 1));
        assert_eq!(app.count("subscriptions").await, 2);
    }
}
