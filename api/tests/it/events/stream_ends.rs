//! When a stream ends, and how many there may be.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::ResellerRole;
use tempfile::TempDir;

use crate::support::{Caller, EventStream, TestApp};

async fn follow(by: &Caller) -> EventStream {
    by.get("/events/stream").open().await
}

on_both_databases! {
    async fn with_its_session(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let elsewhere = reseller.owner().elsewhere().await;
        let (mut ended, mut open) = (follow(&elsewhere).await, follow(reseller.owner()).await);
        reseller.owner().delete(&format!("/auth/sessions/{}", elsewhere.session())).await.expect(204);
        assert_eq!(ended.next().await, None);
        reseller.subscription().create().await;
        assert!(open.next().await.is_some());
    }

    async fn without_telling_what_happened_after_its_session_ended(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let elsewhere = reseller.owner().elsewhere().await;
        let mut stream = follow(&elsewhere).await;
        reseller.owner().delete(&format!("/auth/sessions/{}", elsewhere.session())).await.expect(204);
        reseller.subscription().create().await;
        assert_eq!(stream.next().await, None);
    }

    async fn with_its_access_token(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let mut stream = follow(reseller.owner()).await;
        let id = stream.last_id.clone();
        app.clock.advance(TimeDelta::minutes(16));
        assert_eq!(stream.next().await, None);
        // A new token goes on where the old one broke off.
        reseller.subscription().create().await;
        let mut resumed = reseller.owner().get("/events/stream").header("last-event-id", &id).open().await;
        assert_eq!(resumed.next().await.unwrap().kind, "subscription.created");
    }

    async fn with_its_readers_role_but_not_with_a_change_of_it(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, colleague) = (reseller.owner(), reseller.colleague(ResellerRole::Support).await);
        let mut stream = follow(&colleague).await;
        let team = owner.get("/reseller/members?limit=200").await.items();
        let id = team.iter().find(|member| member["email"] == colleague.email).unwrap()["id"].as_str().unwrap().to_owned();
        owner.patch(&format!("/reseller/members/{id}"), &json!({"role": "billing"})).await.expect(200);
        assert_eq!(stream.next().await.unwrap().kind, "reseller_member.changed");
        owner.delete(&format!("/reseller/members/{id}")).await.expect(204);
        assert_eq!(stream.next().await, None);
        colleague.get("/events/stream").await.refused(403, "forbidden");
    }

    async fn a_credential_has_twenty(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let mut open = Vec::new();
        for _ in 0..20 {
            open.push(follow(reseller.owner()).await);
        }
        let answer = reseller.owner().get("/events/stream").await.refused(429, "too_many_streams");
        assert!(answer.header("retry-after").is_some());
        // Another credential has its own.
        let mut other = follow(&reseller.owner().elsewhere().await).await;
        drop(open);
        // The end of a connection is noticed at the latest when something is to be sent.
        loop {
            reseller.subscription().create().await;
            if reseller.owner().get("/events/stream").await.status() == 200 { break }
            assert!(other.next().await.is_some());
        }
    }
}

/// The program itself, asked to stop as a service manager does.
#[cfg(unix)]
#[test]
fn a_server_that_is_asked_to_stop_ends_its_streams_and_then_itself() {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.env_clear().env("COUNTERSIGN_LISTEN", "127.0.0.1:0").env("COUNTERSIGN_DATA_DIR", folder.path());
    command.env("COUNTERSIGN_SETUP_CODE", "setup-code-of-the-tests").env("COUNTERSIGN_LOG_FORMAT", "json");
    let mut program = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(program.stderr.take().unwrap()).lines();
    let address = log.by_ref().map_while(Result::ok).find_map(|line| {
        let line: Value = serde_json::from_str(&line).ok()?;
        Some(line["address"].as_str()?.to_owned())
    });
    let url = format!("http://{}/api/v1", address.unwrap());
    std::thread::spawn(move || log.for_each(drop));
    actix_web::rt::System::new().block_on(async {
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        let wanted = json!({
            "setup_code": "setup-code-of-the-tests", "reseller_name": "Northwind IT", "full_name": "Olga Ostrova",
            "email": "olga@northwind.example", "password": "violet-harbour-tango-93",
        });
        let signed_in: Value = http.post(format!("{url}/setup")).json(&wanted).send().await.unwrap().json().await.unwrap();
        let token = signed_in["access_token"].as_str().unwrap();
        let mut stream = http.get(format!("{url}/events/stream")).bearer_auth(token).send().await.unwrap();
        assert!(stream.chunk().await.unwrap().is_some());
        assert!(Command::new("kill").args(["-TERM", &program.id().to_string()]).status().unwrap().success());
        // It ends as it should, rather than being cut off.
        while stream.chunk().await.unwrap().is_some() {}
    });
    assert_eq!(program.wait().unwrap().code(), Some(0));
}
