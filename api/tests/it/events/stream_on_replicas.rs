//! Streams of several servers on one database.

use std::time::Duration;

use serde_json::json;

use crate::support::{Database, Sent, Setup, at_once};

on_both_databases! {
    async fn what_one_server_changes_arrives_on_the_others_stream(setup: Setup) {
        let (one, two) = (setup.start().await, setup.start().await);
        let reseller = one.reseller("Northwind IT").await;
        let there = reseller.owner().at(&two);
        let (mut here_stream, mut there_stream) =
            (reseller.owner().get("/events/stream").open().await, there.get("/events/stream").open().await);
        let before: i64 = there_stream.last_id.parse().unwrap();
        let (here, body) = (reseller.owner().clone(), reseller.subscription().body().clone());
        let at_both = [here, there.clone()];
        let statuses = at_once(40, move |n| {
            let (by, body) = (at_both[n % 2].clone(), body.clone());
            async move { by.post("/subscriptions", &body).await.status() }
        })
        .await;
        let made = statuses.iter().filter(|status| **status == 201).count();
        let expected: Vec<i64> = (before + 1..).take(made).collect();
        for stream in [&mut here_stream, &mut there_stream] {
            assert_eq!(stream.take(made).await.iter().map(Sent::seq).collect::<Vec<_>>(), expected);
        }
        // One goes away, and its reader goes on at the other.
        let id = here_stream.last_id.clone();
        let made = reseller.subscription().create().await;
        there.patch(&made.path(""), &json!({"seats": 99})).await.expect(200);
        drop(here_stream);
        let mut resumed = there.get("/events/stream").header("last-event-id", &id).open().await;
        let kinds: Vec<String> = resumed.take(2).await.into_iter().map(|sent| sent.kind).collect();
        assert_eq!(kinds, ["subscription.created", "subscription.changed"]);
    }
}

/// A stream would find the event by looking as well: here only word from the other server counts.
#[test]
fn servers_on_one_postgresql_tell_each_other() {
    crate::support::run(Database::Postgres, async |setup: Setup| {
        let (one, two) = (setup.start().await, setup.start().await);
        let reseller = one.reseller("Northwind IT").await;
        let other = one.reseller("Contoso").await;
        let mut listening = two.state.db.news().listen();
        let heard = async {
            // The listener may still be connecting.
            loop {
                other.subscription().create().await;
                reseller.subscription().create().await;
                let mut woken = false;
                let woken_at = tokio::time::timeout(Duration::from_secs(2), async {
                    listening.wait(&[reseller.id], Duration::from_secs(3600)).await;
                    woken = true;
                });
                let _ = woken_at.await;
                if woken {
                    break;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(60), heard).await.expect("no word came");
    });
}
