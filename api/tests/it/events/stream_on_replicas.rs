//! Streams of several servers on one database.

use std::time::Duration;

use serde_json::json;
use shared::rights::SubscriptionRole;

use crate::support::{Database, Sent, Setup, at_once, invite};

/// How often each writer changes and invites.
const CHANGES: usize = 20;

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

    async fn who_reconnects_at_either_server_misses_nothing_and_gets_nothing_twice(setup: Setup) {
        let servers = [setup.start().await, setup.start().await];
        let (northwind, contoso) = (servers[0].reseller("Northwind IT").await, servers[0].reseller("Contoso").await);
        let made = [
            northwind.subscription().contact("camille@mercier.example").create().await,
            contoso.subscription().contact("camille@mercier.example").create().await,
        ];
        // Somebody of customers of two resellers has an id of two numbers.
        let person = northwind.customer(&made[0], SubscriptionRole::Editor).await;
        contoso.make_customer(&person, &made[1], SubscriptionRole::Editor).await;
        let start = [
            northwind.owner().get("/events/stream").open().await.last_id,
            person.get("/events/stream").open().await.last_id,
        ];
        let ids = made.clone().map(|made| made.id);
        let writers = [(northwind.owner().clone(), made[0].clone()), (contoso.owner().clone(), made[1].clone())];
        let at = servers.clone();
        let writing = actix_web::rt::spawn(at_once(4, move |n| {
            let ((by, made), server) = (writers[n / 2].clone(), at[n % 2].clone());
            async move {
                for change in 0..CHANGES {
                    // Half of it is what a customer's people are told.
                    let invited = invite(&format!("person-{n}-{change}@mercier.example"), "editor");
                    let by = by.at(&server);
                    by.patch(&made.path(""), &json!({"seats": 100 * (n + 1) + change})).await.expect(200);
                    by.post(&made.path("/invites"), &invited).await.expect(201);
                }
            }
        }));
        for (who, mut id, expected) in [(northwind.owner(), start[0].clone(), 4 * CHANGES), (&person, start[1].clone(), 4 * CHANGES)] {
            let mut events: Vec<Sent> = Vec::new();
            for round in 0.. {
                let wanted = (1 + round % 7).min(expected - events.len());
                if wanted == 0 {
                    break;
                }
                let mut stream = who.at(&servers[round % 2]).get("/events/stream").header("last-event-id", &id).open().await;
                events.extend(stream.take(wanted).await);
                // What came after it was sent, and never read.
                id.clone_from(&events.last().unwrap().id);
            }
            for (reseller, id) in [(&northwind, &ids[0]), (&contoso, &ids[1])] {
                let path = if who.email == person.email { "/events?limit=200&kind=invite.created" } else { "/events?limit=200" };
                let known: Vec<i64> = reseller.owner().get(path).await.items().iter().rev().map(|event| event["seq"].as_i64().unwrap()).collect();
                let got: Vec<i64> = events.iter().filter(|sent| sent.event["subscription_id"] == json!(id)).map(Sent::seq).collect();
                assert!(got.windows(2).all(|pair| pair[0] < pair[1]), "{got:?}");
                assert!(known.ends_with(&got), "{got:?} {known:?}");
            }
        }
        writing.await.unwrap();
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
