//! The keys of service accounts, looked for where they must not be.

use std::path::Path;

use countersign::platform::clock::Clock;
use serde_json::{Value, json};

use super::super::files;
use super::{ADMINISTRATOR, CUSTOMER, DOMAIN, SCOPES, Scene, put};
use crate::support::google::TOKEN;
use crate::support::{Account, Database, Google, Program, SETUP_CODE, Setup};

/// Some of what must be found nowhere: lines of both keys, and how tokens begin.
fn secrets() -> Vec<String> {
    let lines = Account::ALL.map(|account| account.pem().lines().nth(5).unwrap().to_owned());
    lines.into_iter().chain([TOKEN.to_owned()]).collect()
}

/// Looks through all files of a folder but key files; gives how many there were.
fn search(folder: &Path) -> usize {
    let searched = files(folder).into_iter().filter(|path| !path.ends_with("service-account.json"));
    let looked = searched.map(|path| {
        let bytes = std::fs::read(&path).unwrap();
        for secret in secrets() {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds {secret}", path.display());
        }
    });
    looked.count()
}

on_both_databases! {
    async fn no_key_is_found_in_what_is_answered_recorded_or_kept(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.google.change(DOMAIN, |customer| customer.delegate(Account::Own, &SCOPES));
        let mut seen = String::new();
        for key in [json!(Account::Own.key_file()), Value::Null] {
            let body = json!({"administrator": ADMINISTRATOR, "key": key});
            seen += &put(scene.owner(), &scene.subscription, &body).await.expect(200).text();
            for path in ["/events", "/reseller", "/subscriptions", &scene.subscription.path("/connection")] {
                seen += &scene.owner().get(path).await.expect(200).text();
            }
            seen += &format!("{:?}", scene.app.state);
            // On SQLite the database is among the files.
            search(setup.folder());
        }
        for secret in secrets() {
            assert!(!seen.contains(&secret), "{seen}");
        }
        assert!(seen.contains(CUSTOMER));
    }
}

/// The whole program, with a log of all that can be logged.
#[actix_web::test]
async fn no_key_is_found_in_the_log_or_the_database_file() {
    let setup = Setup::new(Database::Sqlite);
    let google = Google::start(Clock::system());
    google.customer(CUSTOMER, ADMINISTRATOR);
    google.change(DOMAIN, |customer| {
        customer.delegate(Account::Installation, &SCOPES);
        customer.delegate(Account::Own, &SCOPES);
    });
    let mut settings = setup.settings().await;
    google.configure_account(&mut settings, setup.folder());
    let log = setup.folder().join("log");
    let program = Program::logging(&setup, &settings, &log).await;
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let send = async |method: reqwest::Method, path: &str, token: &str, body: Value| -> Value {
        let answer = http.request(method, program.url(path)).bearer_auth(token).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    };
    let (post, change) = (reqwest::Method::POST, reqwest::Method::PUT);
    let owner = json!({"setup_code": SETUP_CODE, "reseller_name": "Northwind IT", "full_name": "Olga Ostrova", "email": "olga@northwind.example", "password": "violet-harbour-tango-93"});
    let signed_in = send(post.clone(), "/setup", "", owner).await;
    let token = signed_in["access_token"].as_str().unwrap();
    let wanted = json!({"product": "google_workspace", "company_name": "Mercier", "seats": 3, "customer_edits_signatures": false, "locale": "fr", "terms_accepted": true});
    let made = send(post, "/subscriptions", token, wanted).await;
    let path = format!("/subscriptions/{}/connection", made["id"].as_str().unwrap());
    send(change.clone(), &format!("{path}/modes/server_side"), token, json!({"enabled": true})).await;
    for (key, administrator) in [
        (json!(Account::Own.key_file()), ADMINISTRATOR),
        (json!(Account::Own.key_file()), "nobody@mercier.example"),
        (Value::Null, ADMINISTRATOR),
    ] {
        send(change.clone(), &format!("{path}/service-account"), token, json!({"administrator": administrator, "key": key})).await;
        assert!(search(setup.folder()) >= 2, "the database and the log are looked through");
    }
    program.kill();
    search(setup.folder());
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("access to a directory could not be verified") && log.contains("service-account"), "{log}");
}
