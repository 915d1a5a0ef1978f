//! A server that dies between the work and the answer: the real program, killed.

use std::time::Duration;

use countersign::platform::db::Db;
use countersign::refusal::Refusal;
use countersign::schema::subscriptions;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::support::{PASSWORD, Program, SETUP_CODE, Schema, Setup, at_once};

fn subscription(n: usize) -> Value {
    json!({
        "product": "microsoft_365", "company_name": format!("Customer {n}"), "seats": 5, "customer_edits_signatures": false,
        "locale": "en", "terms_accepted": true,
    })
}

/// Asks for a subscription under a key; its id, or nothing where no answer came.
async fn create(http: reqwest::Client, url: String, token: String, n: usize) -> Option<String> {
    let request = http.post(url).bearer_auth(token).header("idempotency-key", format!("key-{n}")).json(&subscription(n));
    let response = request.send().await.ok()?;
    let status = response.status().as_u16();
    let body: Value = response.json().await.ok()?;
    assert_eq!(status, 201, "{body}");
    Some(body["id"].as_str().unwrap().to_owned())
}

async fn token(http: &reqwest::Client, server: &Program, path: &str, body: &Value) -> String {
    let answer: Value = http.post(server.url(path)).json(body).send().await.unwrap().json().await.unwrap();
    answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

/// How many subscriptions there are, whatever the server says.
async fn stored(db: &Db) -> usize {
    let count = db.read(|conn| Ok::<i64, Refusal>(subscriptions::table.count().get_result(conn)?)).await.unwrap();
    usize::try_from(count).unwrap()
}

const KEYS: usize = 60;

on_both_databases! {
    async fn a_server_that_is_killed_neither_loses_nor_doubles_what_has_a_key(setup: Setup) {
        setup.url(Schema::Migrated).await;
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap();
        let server = Program::start(&setup).await;
        let first = json!({
            "setup_code": SETUP_CODE, "reseller_name": "Northwind IT", "full_name": "Olga Ostrova", "email": "olga@northwind.example",
            "password": PASSWORD,
        });
        token(&http, &server, "/setup", &first).await;
        let login = json!({"email": "olga@northwind.example", "password": PASSWORD});
        let mut acknowledged: Vec<Option<String>> = vec![None; KEYS];
        let mut server = server;
        let watched = Db::new(setup.url(Schema::Migrated).await.parse().unwrap(), 1);
        for _ in 0..3 {
            let token = token(&http, &server, "/auth/login", &login).await;
            let (sender, url, before) = (http.clone(), server.url("/subscriptions"), stored(&watched).await);
            let running = actix_web::rt::spawn(at_once(KEYS, move |n| create(sender.clone(), url.clone(), token.clone(), n)));
            // Killed in the middle: when a few more are there.
            while stored(&watched).await < KEYS.min(before + 5) {}
            server.kill();
            for (known, answer) in acknowledged.iter_mut().zip(running.await.unwrap()) {
                if let (Some(known), Some(answer)) = (&known, &answer) {
                    assert_eq!(known, answer);
                }
                *known = known.take().or(answer);
            }
            server = Program::start(&setup).await;
        }
        let token = token(&http, &server, "/auth/login", &login).await;
        let (sender, url) = (http.clone(), server.url("/subscriptions"));
        let last = at_once(KEYS, move |n| create(sender.clone(), url.clone(), token.clone(), n)).await;
        for (known, answer) in acknowledged.iter().zip(&last) {
            let answer = answer.as_ref().expect("a server that runs answers");
            assert!(known.as_ref().is_none_or(|known| known == answer));
        }
        let mut distinct: Vec<_> = last.into_iter().flatten().collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), KEYS);
        assert_eq!(stored(&watched).await, KEYS);
    }
}
