//! The Outlook add-in: what is deployed, what Outlook loads, and what it says.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use super::consent::{Scene, TENANT, begin, give};
use super::{enable, mode, step, told};
use crate::support::{Setup, TestApp};

/// Where the add-in of the scene's subscription is, below the server's address.
async fn home(scene: &Scene) -> String {
    let manifest = scene.owner().get(&scene.subscription.path("/connection/add-in")).await.expect(200).json();
    let url = manifest["manifest_url"].as_str().unwrap();
    url.strip_prefix("https://portal.example").unwrap().strip_suffix("/manifest.xml").unwrap().to_owned()
}

async fn add_in(scene: &Scene) -> Value {
    step(&scene.connection().await, "client_side", "add_in").clone()
}

/// The address of something beside the API.
fn outside(app: &TestApp, path: &str) -> String {
    format!("http://{}{path}", app.address)
}

async fn start(scene: &Scene) {
    let client = reqwest::Client::new();
    let answer = client.post(outside(&scene.app, &format!("{}/started", home(scene).await))).send().await.unwrap();
    assert_eq!(answer.status(), 204);
}

on_both_databases! {
    async fn the_manifest_is_the_same_as_a_file_and_by_its_address(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let manifest = scene.owner().get(&scene.subscription.path("/connection/add-in")).await.expect(200).json();
        assert_eq!(manifest["file_name"], "countersign-outlook.xml");
        let home = home(&scene).await;
        for (file, kind, part) in [
            ("manifest.xml", "text/xml; charset=utf-8", format!("<Id>{}</Id>", scene.subscription.id)),
            ("compose.html", "text/html; charset=utf-8", "src=\"compose.js\"".to_owned()),
            ("compose.js", "text/javascript; charset=utf-8", format!("\"https://portal.example{home}\"")),
        ] {
            let answer = reqwest::get(outside(&scene.app, &format!("{home}/{file}"))).await.unwrap();
            let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
            assert_eq!((answer.status().as_u16(), header("content-type").as_deref()), (200, Some(kind)), "{file}");
            // Outlook shows it in its own pages, and nothing else may run in it.
            assert_eq!((header("x-frame-options"), header("cross-origin-resource-policy").as_deref()), (None, Some("cross-origin")));
            assert!(header("content-security-policy").unwrap().starts_with("default-src 'none'; script-src 'self' https://appsforoffice.microsoft.com;"));
            let text = answer.text().await.unwrap();
            assert!(text.contains(&part), "{file}: {text}");
            assert!(file != "manifest.xml" || text == manifest["content"]);
        }
        let icon = reqwest::get(outside(&scene.app, &format!("{home}/icon-64.png"))).await.unwrap().bytes().await.unwrap();
        assert!(icon.starts_with(b"\x89PNG"));
    }

    async fn only_who_has_the_manifest_reaches_it(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let home = home(&scene).await;
        let (before, key) = home.rsplit_once('/').unwrap();
        let other = scene.reseller.subscription().create().await;
        for path in [
            format!("{before}/{}/manifest.xml", "0".repeat(32)),
            format!("/outlook/{}/{key}/manifest.xml", other.id),
            format!("/outlook/none/{key}/manifest.xml"),
            format!("{home}/..%2fsecret"),
            format!("{home}/compose.css"),
            home.clone(),
        ] {
            let answer = reqwest::get(outside(&scene.app, &path)).await.unwrap();
            assert_eq!((answer.status().as_u16(), answer.json::<Value>().await.unwrap()["code"].clone()), (404, json!("not_found")), "{path}");
        }
        let forged = format!("{before}/{}/started", "0".repeat(32));
        assert_eq!(reqwest::Client::new().post(outside(&scene.app, &forged)).send().await.unwrap().status(), 404);
        let google = scene.reseller.subscription().with("product", "google_workspace").create().await;
        scene.owner().get(&google.path("/connection/add-in")).await.refused(404, "not_found");
        let editor = scene.reseller.customer(&scene.subscription, SubscriptionRole::Editor).await;
        editor.get(&scene.subscription.path("/connection/add-in")).await.refused(403, "forbidden");
        let seen = scene.owner().get(&scene.subscription.path("/connection")).await.text() + &scene.owner().get("/events").await.text();
        assert!(!seen.contains(key), "{seen}");
    }

    async fn an_add_in_that_runs_is_deployed_and_one_that_falls_silent_is_told_of(setup: Setup) {
        let scene = Scene::set(&setup).await;
        // Nobody wants it yet.
        start(&scene).await;
        assert_eq!(add_in(&scene).await["state"], "open");
        enable(scene.owner(), &scene.subscription, "client_side").await;
        let state = begin(scene.owner(), &scene.subscription).await;
        give(scene.owner(), &state, TENANT).await.expect(200);
        scene.app.catch_up().await;
        start(&scene).await;
        let done = add_in(&scene).await;
        assert_eq!((&done["state"], &done["done_by"]["kind"], &done["last_success_at"]), (&json!("done"), &json!("system"), &json!("2026-11-22T12:00:00Z")));
        let connection = scene.connection().await;
        assert_eq!(mode(&connection, "client_side")["state"], "connected");
        let modes = json!({"client_side": {"from": "syncing", "to": "connected"}});
        assert_eq!(told(scene.owner(), &scene.subscription).await[0], ("connection.step_done".to_owned(), json!({"step": "add_in", "modes": modes})));
        // Every mail says so again: it is noted once a day, and is no change.
        scene.app.pass(TimeDelta::hours(2)).await;
        start(&scene).await;
        assert_eq!(add_in(&scene).await["last_success_at"], "2026-11-22T12:00:00Z");
        scene.app.pass(TimeDelta::hours(23)).await;
        start(&scene).await;
        assert_eq!((&add_in(&scene).await["last_success_at"], &scene.connection().await["version"]), (&json!("2026-11-23T13:00:00Z"), &connection["version"]));
        scene.owner().post(&scene.subscription.path("/activate"), &json!({"plan": "standard", "term": "annual"})).await.expect(200);
        for _ in 0..2 {
            scene.app.pass(TimeDelta::days(15) + TimeDelta::hours(1)).await;
            scene.owner().stay_signed_in().await;
        }
        assert_eq!(add_in(&scene).await["error"]["code"], "add_in_silent");
        assert_eq!(mode(&scene.connection().await, "client_side")["state"], "degraded");
        start(&scene).await;
        assert_eq!((&add_in(&scene).await["error"], &mode(&scene.connection().await, "client_side")["state"]), (&Value::Null, &json!("connected")));
    }

    async fn without_an_https_address_there_is_none_and_administrators_are_told_why(setup: Setup) {
        let app = setup.start_with(|settings| settings.public_url = Some("http://portal.example".to_owned())).await;
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let connection = enable(northwind.owner(), &subscription, "client_side").await;
        assert_eq!(connection["add_in_origin"], Value::Null);
        assert!(connection["missing_settings"].as_array().unwrap().contains(&json!("COUNTERSIGN_PUBLIC_URL")), "{connection}");
        northwind.owner().get(&subscription.path("/connection/add-in")).await.refused(409, "setting_missing");
    }
}
