//! Access to Google Workspace, against the stand-in of Google's interfaces.

mod attempts;
mod gmail;
mod keys;
mod rights;
mod secrets;
mod sync;

use serde_json::{Value, json};

use super::{enable, step, told};
use crate::support::{Account, Caller, Google, Request, Reseller, Setup, Subscription, TestApp};

pub const CUSTOMER: &str = "C03az79cb";
pub const DOMAIN: &str = "mercier.example";
pub const ADMINISTRATOR: &str = "ada@mercier.example";
pub const SCOPES: [&str; 3] = [
    "https://www.googleapis.com/auth/admin.directory.user.readonly",
    "https://www.googleapis.com/auth/admin.directory.group.readonly",
    "https://www.googleapis.com/auth/admin.directory.domain.readonly",
];
pub const GMAIL: [&str; 2] =
    ["https://www.googleapis.com/auth/gmail.settings.basic", "https://www.googleapis.com/auth/gmail.settings.sharing"];

/// A server that knows the stand-in, and a customer whose administrator has delegated what it takes.
pub struct Scene {
    pub app: TestApp,
    pub google: Google,
    pub reseller: Reseller,
    pub subscription: Subscription,
}

impl Scene {
    /// With a service account of the installation.
    pub async fn set(setup: &Setup) -> Self {
        let google = Google::start(setup.clock.clone());
        let app = setup.start_with(|settings| google.configure_account(settings, setup.folder())).await;
        google.customer(CUSTOMER, ADMINISTRATOR);
        google.change(DOMAIN, |customer| customer.delegate(Account::Installation, &SCOPES));
        Self::at(app, google).await
    }

    /// Without one.
    pub async fn bare(setup: &Setup) -> Self {
        let google = Google::start(setup.clock.clone());
        let app = setup.start_with(|settings| google.configure(settings)).await;
        google.customer(CUSTOMER, ADMINISTRATOR);
        Self::at(app, google).await
    }

    async fn at(app: TestApp, google: Google) -> Self {
        let reseller = app.reseller("Northwind IT").await;
        let subscription = wanting(&reseller).await;
        Self { app, google, reseller, subscription }
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

/// A subscription with a mode that needs access.
pub async fn wanting(reseller: &Reseller) -> Subscription {
    let subscription = reseller.subscription().with("product", "google_workspace").contact("camille@mercier.example").create().await;
    enable(reseller.owner(), &subscription, "server_side").await;
    subscription
}

/// Names an administrator.
pub fn name(by: &Caller, subscription: &Subscription, administrator: &str) -> Request {
    put(by, subscription, &json!({"administrator": administrator}))
}

pub fn put(by: &Caller, subscription: &Subscription, body: &Value) -> Request {
    by.put(&subscription.path("/connection/service-account"), body)
}

/// The error of the step.
pub fn error(connection: &Value) -> &Value {
    &step(connection, "server_side", "service_account")["error"]["code"]
}

on_both_databases! {
    async fn what_the_admin_console_asks_for_is_shown_before_anything_is_tried(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let account = scene.connection().await["service_account"].clone();
        let client_id = Account::Installation.client_id();
        assert_eq!(account, json!({"client_id": client_id, "scopes": SCOPES, "administrator": null, "own_key": false}));
        let connection = enable(scene.owner(), &scene.subscription, "client_side").await;
        assert_eq!(connection["service_account"]["scopes"], json!([SCOPES.as_slice(), &GMAIL].concat()));
        let microsoft = scene.reseller.subscription().create().await;
        assert_eq!(scene.owner().get(&microsoft.path("/connection")).await.json()["service_account"], Value::Null);
        assert!(scene.google.asked().is_empty());
    }

    async fn access_that_was_delegated_is_proven_and_told_with_whose_it_is(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.app.clock.advance(chrono::TimeDelta::minutes(3));
        let answer = name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        let connection = answer.json();
        assert_eq!(answer.etag(), "\"2\"");
        assert_eq!(connection["organisation"], json!({"id": CUSTOMER, "name": DOMAIN}));
        assert_eq!(connection["service_account"]["administrator"], ADMINISTRATOR);
        let done = step(&connection, "server_side", "service_account");
        let now = json!("2026-11-22T12:03:00Z");
        assert_eq!((&done["state"], &done["done_at"], &done["last_success_at"], &done["error"]), (&json!("done"), &now, &now, &Value::Null));
        assert_eq!((&done["done_by"]["name"], &done["confirmable"]), (&json!("Olga Ostrova"), &json!(false)));
        assert_eq!(scene.connection().await, connection);
        assert_eq!((&connection["modes"][0]["state"], scene.kept(CUSTOMER).await), (&json!("syncing"), 1));
        let modes = json!({"server_side": {"from": "consent_required", "to": "syncing"}});
        let (kind, data) = told(scene.owner(), &scene.subscription).await.remove(0);
        assert_eq!((kind.as_str(), data), ("connection.step_done", json!({"step": "service_account", "organisation": CUSTOMER, "modes": modes})));
        assert_eq!(scene.google.asked(), ["POST /token", "GET /admin/directory/v1/users/ada@mercier.example"]);
        assert_eq!(scene.google.scopes(), [SCOPES.map(str::to_owned).into()]);
    }

    async fn a_mode_that_needs_more_is_tried_with_all_that_it_needs(setup: Setup) {
        let scene = Scene::set(&setup).await;
        enable(scene.owner(), &scene.subscription, "client_side").await;
        let connection = name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200).json();
        assert_eq!((error(&connection), &connection["organisation"]), (&json!("delegation_missing"), &Value::Null));
        let all = [SCOPES.as_slice(), &GMAIL].concat();
        scene.google.change(DOMAIN, |customer| customer.delegate(Account::Installation, &all));
        let connection = name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200).json();
        assert_eq!((error(&connection), &connection["organisation"]["id"]), (&Value::Null, &json!(CUSTOMER)));
        assert_eq!(scene.google.scopes(), [all.into_iter().map(str::to_owned).collect()]);
    }

    async fn another_organisation_takes_the_place_of_the_first_one(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.google.customer("C0other", "bo@holding.example");
        scene.google.change("holding.example", |customer| customer.delegate(Account::Installation, &SCOPES));
        for (administrator, id, name_of) in [(ADMINISTRATOR, CUSTOMER, DOMAIN), ("bo@holding.example", "C0other", "holding.example")] {
            let connection = name(scene.owner(), &scene.subscription, administrator).await.expect(200).json();
            assert_eq!(connection["organisation"], json!({"id": id, "name": name_of}));
        }
        assert_eq!((scene.kept(CUSTOMER).await, scene.kept("C0other").await, scene.app.count("service_accounts").await), (0, 1, 1));
        let kinds: Vec<String> = told(scene.owner(), &scene.subscription).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["connection.step_done", "connection.step_done", "connection.mode_enabled"]);
    }

    async fn without_a_service_account_the_variable_is_named_to_administrators(setup: Setup) {
        let scene = Scene::bare(&setup).await;
        let admin = scene.reseller.customer(&scene.subscription, shared::rights::SubscriptionRole::Admin).await;
        let missing = async |by: &Caller| by.get(&scene.subscription.path("/connection")).await.expect(200).json().get("missing_settings").cloned();
        let expected = json!(["COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT", "COUNTERSIGN_MAIL_HOST"]);
        assert_eq!((missing(scene.owner()).await, missing(&admin).await), (Some(expected), None));
        for by in [scene.owner(), &admin] {
            name(by, &scene.subscription, ADMINISTRATOR).await.refused(409, "setting_missing");
            put(by, &scene.subscription, &json!({"administrator": ADMINISTRATOR, "key": null})).await.refused(409, "setting_missing");
        }
        assert_eq!((scene.app.count("service_accounts").await, scene.google.asked().len()), (0, 0));
        assert_eq!(scene.connection().await["service_account"]["client_id"], Value::Null);
        // A key of the subscription's own makes up for it.
        scene.google.change(DOMAIN, |customer| customer.delegate(Account::Own, &SCOPES));
        put(scene.owner(), &scene.subscription, &json!({"administrator": ADMINISTRATOR, "key": Account::Own.key_file()})).await.expect(200);
        assert_eq!(missing(scene.owner()).await, Some(json!(["COUNTERSIGN_MAIL_HOST"])));
    }

    async fn what_is_erased_takes_its_service_account_along(setup: Setup) {
        let scene = Scene::set(&setup).await;
        put(scene.owner(), &scene.subscription, &json!({"administrator": ADMINISTRATOR, "key": Account::Own.key_file()})).await.expect(200);
        assert_eq!(scene.app.count("service_accounts").await, 1);
        scene.owner().post(&scene.subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        scene.app.pass(chrono::TimeDelta::days(91)).await;
        assert_eq!(scene.app.count("service_accounts").await, 0);
    }
}
