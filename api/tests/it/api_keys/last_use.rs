//! When a key was last used, to the minute.

use std::sync::mpsc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use countersign::platform::db::{Connection, DbError};
use serde_json::json;

use super::{make, path, secret};
use crate::support::{Answer, Caller, TestApp, at_once};

/// Waits until a use at this time is noted: that happens beside the request.
async fn noted(by: &Caller, key: &Answer, at: DateTime<Utc>) {
    for _ in 0..200 {
        if by.get(&path(key)).await.expect(200).json()["last_used_at"] == json!(at) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{}", by.get(&path(key)).await.text());
}

on_both_databases! {
    async fn a_use_is_noted_once_a_minute_and_changes_no_version(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, first) = (northwind.owner(), app.clock.now());
        let made = make(owner, &["read"]).await;
        let program = app.with_token(&secret(&made));
        at_once(10, |_| {
            let program = program.clone();
            async move { program.get("/reseller").await.expect(200) }
        })
        .await;
        noted(owner, &made, first).await;
        assert_eq!(owner.get(&path(&made)).await.etag(), made.etag());

        app.clock.advance(TimeDelta::seconds(59));
        program.get("/reseller").await.expect(200);
        tokio::time::sleep(Duration::from_millis(100)).await;
        noted(owner, &made, first).await;
        app.clock.advance(TimeDelta::seconds(1));
        program.get("/reseller").await.expect(200);
        noted(owner, &made, app.clock.now()).await;
    }

    async fn a_refused_request_is_a_use_too_but_not_one_without_the_key(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, first) = (northwind.owner(), app.clock.now());
        let (used, unused) = (make(owner, &["read"]).await, make(owner, &["read"]).await);
        app.with_token(&secret(&used)).get("/me").await.refused(403, "forbidden");
        noted(owner, &used, first).await;
        assert_eq!(owner.get(&path(&unused)).await.json()["last_used_at"], json!(null));
    }

    async fn reading_does_not_wait_for_a_writer(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = make(northwind.owner(), &["read"]).await;
        // Another transaction: on SQLite it is the one that may write.
        let ((begun, has_begun), (end, may_end)) = (mpsc::channel::<()>(), mpsc::channel::<()>());
        let db = app.state.db.clone();
        let writing = actix_web::rt::spawn(async move {
            let work = move |_: &mut Connection| {
                let _ = begun.send(());
                let _ = may_end.recv();
                Ok::<_, DbError>(())
            };
            db.tx(work).await
        });
        tokio::task::spawn_blocking(move || has_begun.recv()).await.unwrap().unwrap();
        app.with_token(&secret(&made)).get("/reseller").await.expect(200);
        end.send(()).unwrap();
        writing.await.unwrap().unwrap();
        noted(northwind.owner(), &made, app.clock.now()).await;
    }
}
