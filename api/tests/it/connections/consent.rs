//! Consent in Microsoft 365, against the stand-in of Microsoft's interfaces.

mod attempts;
mod rights;

use serde_json::{Value, json};

use super::{enable, files, step, told};
use crate::support::microsoft::{CLIENT_ID, CLIENT_SECRET, TOKEN};
use crate::support::{Caller, Microsoft, Request, Reseller, Setup, Subscription, TestApp};

pub const TENANT: &str = "fa00d692-e9c7-4460-a743-29f2956fd429";

/// A server that knows the stand-in, and a customer whose consent is wanted.
pub struct Scene {
    pub app: TestApp,
    pub microsoft: Microsoft,
    pub reseller: Reseller,
    pub subscription: Subscription,
}

impl Scene {
    pub async fn set(setup: &Setup) -> Self {
        let microsoft = Microsoft::start();
        let app = setup.start_with(|settings| microsoft.configure(settings)).await;
        microsoft.tenant(TENANT, "Boulangerie Mercier et Fils");
        let reseller = app.reseller("Northwind IT").await;
        let subscription = wanting(&reseller).await;
        Self { app, microsoft, reseller, subscription }
    }

    pub fn owner(&self) -> &Caller {
        self.reseller.owner()
    }

    /// The connection as it stands.
    pub async fn connection(&self) -> Value {
        self.owner().get(&self.subscription.path("/connection")).await.expect(200).json()
    }

    /// The organisation that the database has beside the document.
    pub async fn kept(&self, tenant: &str) -> i64 {
        self.app.count(&format!("connections WHERE tenant = '{tenant}'")).await
    }
}

/// A subscription with a mode that needs consent.
pub async fn wanting(reseller: &Reseller) -> Subscription {
    let subscription = reseller.subscription().contact("camille@mercier.example").create().await;
    enable(reseller.owner(), &subscription, "server_side").await;
    subscription
}

/// Begins a consent; gives its state.
pub async fn begin(by: &Caller, subscription: &Subscription) -> String {
    let begun = by.post(&subscription.path("/connection/consent"), &json!({})).await.expect(200).json();
    let url = url::Url::parse(begun["url"].as_str().unwrap()).unwrap();
    url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned()
}

/// Hands in what Microsoft sends back when access was given.
pub fn give(by: &Caller, state: &str, tenant: &str) -> Request {
    by.post("/connections/microsoft/consent", &json!({"state": state, "tenant": tenant, "admin_consent": "True"}))
}

/// The error of the step.
pub fn error(connection: &Value) -> &Value {
    &step(connection, "server_side", "consent")["error"]["code"]
}

on_both_databases! {
    async fn the_browser_is_sent_to_microsoft_and_back_to_the_app(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let answer = scene.owner().post(&scene.subscription.path("/connection/consent"), &json!({})).await.expect(200).json();
        let url = url::Url::parse(answer["url"].as_str().unwrap()).unwrap();
        assert_eq!(format!("{}{}", url.origin().ascii_serialization(), url.path()), format!("{}/organizations/v2.0/adminconsent", scene.microsoft.url));
        let query: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(name, _)| name != "state").collect();
        let scope = format!("{}/.default", scene.microsoft.url);
        let expected = [("client_id", CLIENT_ID), ("scope", scope.as_str()), ("redirect_uri", "https://portal.example/connect/microsoft")];
        assert_eq!(query, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(answer["expires_at"], "2026-11-22T12:15:00Z");
        // To begin is to change nothing: only the hash of the state is kept.
        assert_eq!((scene.app.count("connection_consents").await, scene.microsoft.asked()), (1, Vec::<String>::new()));
        assert_eq!(scene.connection().await["version"], 1);
    }

    async fn access_that_was_given_is_proven_and_told_with_whose_it_is(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let state = begin(scene.owner(), &scene.subscription).await;
        scene.app.clock.advance(chrono::TimeDelta::minutes(3));
        let answer = give(scene.owner(), &state, TENANT).await.expect(200);
        let connection = answer.json();
        assert_eq!(answer.etag(), "\"2\"");
        assert_eq!(connection["organisation"], json!({"id": TENANT, "name": "Boulangerie Mercier et Fils"}));
        let done = step(&connection, "server_side", "consent");
        let now = json!("2026-11-22T12:03:00Z");
        assert_eq!((&done["state"], &done["done_at"], &done["last_success_at"], &done["error"]), (&json!("done"), &now, &now, &Value::Null));
        assert_eq!(done["done_by"]["name"], "Olga Ostrova");
        assert_eq!(scene.connection().await, connection);
        assert_eq!(connection["modes"][0]["state"], "syncing");
        assert_eq!(scene.kept(TENANT).await, 1);
        let modes = json!({"server_side": {"from": "consent_required", "to": "syncing"}});
        let (kind, data) = told(scene.owner(), &scene.subscription).await.remove(0);
        assert_eq!((kind.as_str(), data), ("connection.step_done", json!({"step": "consent", "organisation": TENANT, "modes": modes})));
        let token = format!("POST /{TENANT}/oauth2/v2.0/token");
        assert_eq!(scene.microsoft.asked(), [token.as_str(), "GET /v1.0/organization"]);
        assert_eq!(scene.app.count("connection_consents").await, 0);
    }

    async fn no_secret_is_found_in_what_is_answered_recorded_or_kept(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let state = begin(scene.owner(), &scene.subscription).await;
        let mut seen = give(scene.owner(), &state, TENANT).key("once").await.expect(200).text();
        for path in ["/events", "/reseller", "/subscriptions"] {
            seen += &scene.owner().get(path).await.expect(200).text();
        }
        seen += &scene.connection().await.to_string();
        seen += &format!("{:?}", scene.app.state);
        for secret in [CLIENT_SECRET, TOKEN, state.as_str()] {
            assert!(!seen.contains(secret), "{seen}");
        }
        // On SQLite the database is among the files.
        for file in files(setup.folder()) {
            let bytes = std::fs::read(file).unwrap();
            for secret in [CLIENT_SECRET, TOKEN, state.as_str()] {
                assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
            }
        }
    }

    async fn another_organisation_takes_the_place_of_the_first_one(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let other = "11112222-3333-4444-8555-666677778888";
        scene.microsoft.tenant(other, "Mercier Holding");
        for (tenant, name) in [(TENANT, "Boulangerie Mercier et Fils"), (other, "Mercier Holding")] {
            let state = begin(scene.owner(), &scene.subscription).await;
            let connection = give(scene.owner(), &state, tenant).await.expect(200).json();
            assert_eq!(connection["organisation"], json!({"id": tenant, "name": name}));
        }
        assert_eq!((scene.kept(TENANT).await, scene.kept(other).await), (0, 1));
        let kinds: Vec<String> = told(scene.owner(), &scene.subscription).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["connection.step_done", "connection.step_done", "connection.mode_enabled"]);
    }

    async fn without_the_application_the_variables_are_named_to_administrators(setup: Setup) {
        let app = setup.start_with(|settings| settings.microsoft_client_id = Some(CLIENT_ID.to_owned())).await;
        let northwind = app.reseller("Northwind IT").await;
        let subscription = wanting(&northwind).await;
        let admin = northwind.customer(&subscription, shared::rights::SubscriptionRole::Admin).await;
        let missing = async |by: &Caller| by.get(&subscription.path("/connection")).await.expect(200).json().get("missing_settings").cloned();
        let expected = json!(["COUNTERSIGN_MICROSOFT_CLIENT_SECRET", "COUNTERSIGN_MAIL_HOST"]);
        assert_eq!((missing(northwind.owner()).await, missing(&admin).await), (Some(expected), None));
        for by in [northwind.owner(), &admin] {
            by.post(&subscription.path("/connection/consent"), &json!({})).await.refused(409, "setting_missing");
        }
        assert_eq!(app.count("connection_consents").await, 0);
    }

    async fn what_is_begun_and_never_ended_is_forgotten(setup: Setup) {
        let scene = Scene::set(&setup).await;
        begin(scene.owner(), &scene.subscription).await;
        let real_now = scene.app.clock.now() + chrono::TimeDelta::minutes(15);
        let forget = move |at| move |conn: &mut _| countersign::connections::consent::service::forget_old_across_tenants(conn, at);
        scene.app.tx(forget(real_now - chrono::TimeDelta::microseconds(1))).await;
        assert_eq!(scene.app.count("connection_consents").await, 1);
        scene.app.tx(forget(real_now)).await;
        assert_eq!(scene.app.count("connection_consents").await, 0);
    }
}
