//! People by role. They are made past HTTP, since it is their requests that tests are about.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::{DateTime, TimeDelta, Utc};
use countersign::accounts::service::NewAccount;
use countersign::auth::service::Browser;
use countersign::deed::Deed;
use countersign::platform::db::Connection;
use countersign::refusal::Refusal;
use countersign::resellers::service::Purpose;
use countersign::{accounts, auth, members, resellers};
use reqwest::Method;
use serde_json::Value;
use shared::ids::{AccountId, ResellerId, SessionId};
use shared::locale::Locale;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{NewSubscription, Request, Subscription, TestApp};

/// The password of everybody.
pub const PASSWORD: &str = "violet-harbour-tango-93";

/// A caller's session is opened anew when it is this old, so that tests can move the clock by months.
const SESSION_AGE: TimeDelta = TimeDelta::days(20);

/// The password's hash, at the least cost that the algorithm has.
fn password_hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    let hash = || {
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(Params::MIN_M_COST, 1, 1, None).unwrap());
        cheap.hash_password(PASSWORD.as_bytes()).unwrap().to_string()
    };
    HASH.get_or_init(hash).clone()
}

fn account(conn: &mut Connection, email: &str, full_name: &str, now: DateTime<Utc>) -> Result<AccountId, Refusal> {
    let (email, full_name) = (email.to_owned(), full_name.to_owned());
    accounts::service::create(conn, NewAccount { email, full_name, phone: None, locale: Locale::En, password_hash: password_hash() }, now)
}

/// Somebody who sends requests.
#[derive(Clone)]
pub struct Caller {
    /// The user name; empty for somebody unknown.
    pub email: String,
    credential: Credential,
    app: TestApp,
}

#[derive(Clone)]
enum Credential {
    None,
    Token(String),
    /// Signed in; each request carries an access token that is fresh by the test's clock.
    Account(AccountId, Arc<Mutex<(SessionId, DateTime<Utc>)>>),
}

impl Caller {
    pub(super) fn anonymous(app: &TestApp) -> Self {
        Self { email: String::new(), credential: Credential::None, app: app.clone() }
    }

    pub(super) fn with_token(app: &TestApp, token: &str) -> Self {
        Self { credential: Credential::Token(token.to_owned()), ..Self::anonymous(app) }
    }

    async fn signed_in(app: &TestApp, account: AccountId, email: String) -> Self {
        let now = app.clock.now();
        let session = open(app, account).await;
        Self { email, credential: Credential::Account(account, Arc::new(Mutex::new((session, now)))), app: app.clone() }
    }

    /// The account of somebody who is signed in.
    pub fn account(&self) -> AccountId {
        let Credential::Account(account, _) = &self.credential else { panic!("nobody is signed in") };
        *account
    }

    /// The session of somebody who is signed in.
    pub fn session(&self) -> SessionId {
        let Credential::Account(_, session) = &self.credential else { panic!("nobody is signed in") };
        session.lock().unwrap().0
    }

    /// An access token as a sign-in now would give it.
    pub fn token(&self) -> String {
        match &self.credential {
            Credential::None => panic!("nobody is signed in"),
            Credential::Token(token) => token.clone(),
            Credential::Account(account, session) => {
                let (session, _) = *session.lock().unwrap();
                self.app.state.access_tokens.issue(*account, session, self.app.clock.now()).unwrap()
            }
        }
    }

    /// The same session at another server on the same database.
    pub fn at(&self, app: &TestApp) -> Self {
        Self { app: app.clone(), ..self.clone() }
    }

    /// The same person in another browser.
    pub async fn elsewhere(&self) -> Self {
        Self::signed_in(&self.app, self.account(), self.email.clone()).await
    }

    /// Opens another session where the present one is about to end by age.
    pub async fn stay_signed_in(&self) {
        let Credential::Account(account, session) = &self.credential else { return };
        let (_, since) = *session.lock().unwrap();
        if self.app.clock.now() - since >= SESSION_AGE {
            let new = open(&self.app, *account).await;
            *session.lock().unwrap() = (new, self.app.clock.now());
        }
    }

    /// A request to a path of the API (`/me`), or to one outside it (`root:/healthz`).
    pub fn request(&self, method: Method, path: &str) -> Request {
        let path = path.strip_prefix("root:").map_or_else(|| format!("/api/v1{path}"), str::to_owned);
        let builder = self.app.http.request(method, format!("http://{}{path}", self.app.address));
        Request::new(match self.credential {
            Credential::None => builder,
            _ => builder.bearer_auth(self.token()),
        })
    }

    pub fn get(&self, path: &str) -> Request {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: &str, body: &Value) -> Request {
        self.request(Method::POST, path).json(body)
    }

    pub fn put(&self, path: &str, body: &Value) -> Request {
        self.request(Method::PUT, path).json(body)
    }

    pub fn patch(&self, path: &str, body: &Value) -> Request {
        self.request(Method::PATCH, path).json(body)
    }

    pub fn delete(&self, path: &str) -> Request {
        self.request(Method::DELETE, path)
    }
}

async fn open(app: &TestApp, account: AccountId) -> SessionId {
    let now = app.clock.now();
    app.tx(move |conn| Ok(auth::service::open(conn, account, Browser::default(), now)?.session)).await
}

/// A reseller with its owner.
#[derive(Clone)]
pub struct Reseller {
    pub id: ResellerId,
    pub name: String,
    app: TestApp,
    owner: Caller,
    people: Arc<AtomicU32>,
}

impl TestApp {
    /// A new reseller. Its owner is `owner@<name>.example`, the name in lower case with hyphens.
    pub async fn reseller(&self, name: &str) -> Reseller {
        self.reseller_for(Purpose::Business, name).await
    }

    /// A new reseller whose clock can be moved ahead.
    pub async fn sandbox(&self, name: &str) -> Reseller {
        self.reseller_for(Purpose::Sandbox, name).await
    }

    async fn reseller_for(&self, purpose: Purpose, name: &str) -> Reseller {
        let (now, name) = (self.clock.now(), name.to_owned());
        let email = format!("owner@{}.example", domain(&name));
        let (called, address) = (name.clone(), email.clone());
        let (id, owner) = self
            .tx(move |conn| {
                let deed = Deed::of_operator(now);
                let owner = account(conn, &address, "Olga Ostrova", now)?;
                let id = resellers::service::create(conn, (&called, &address), "EUR", purpose, &deed)?;
                resellers::service::add_member(conn, id, owner, ResellerRole::Owner, &deed)?;
                Ok((id, owner))
            })
            .await;
        let owner = Caller::signed_in(self, owner, email).await;
        Reseller { id, name, app: self.clone(), owner, people: Arc::default() }
    }

    /// Somebody with an account and no membership.
    pub async fn person(&self, email: &str) -> Caller {
        let (now, address) = (self.clock.now(), email.to_owned());
        let id = self.tx(move |conn| account(conn, &address, "Petra Pauli", now)).await;
        Caller::signed_in(self, id, email.to_owned()).await
    }
}

fn domain(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

impl Reseller {
    pub const fn owner(&self) -> &Caller {
        &self.owner
    }

    fn next(&self) -> u32 {
        self.people.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// A new colleague in a role: `<role>-<n>@<name>.example`.
    pub async fn colleague(&self, role: ResellerRole) -> Caller {
        let (now, reseller) = (self.app.clock.now(), self.id);
        let email = format!("{role}-{}@{}.example", self.next(), domain(&self.name));
        let address = email.clone();
        let add = move |conn: &mut Connection| {
            let id = account(conn, &address, "Ben Okafor", now)?;
            resellers::service::add_member(conn, reseller, id, role, &Deed::of_operator(now))?;
            Ok(id)
        };
        let id = self.app.tx(add).await;
        Caller::signed_in(&self.app, id, email).await
    }

    /// A new person of the customer of a subscription, in a role: `customer-<role>-<n>@<name>.example`.
    pub async fn customer(&self, subscription: &Subscription, role: SubscriptionRole) -> Caller {
        let email = format!("customer-{role}-{}@{}.example", self.next(), domain(&self.name));
        let person = self.app.person(&email).await;
        self.make_customer(&person, subscription, role).await;
        person
    }

    /// Makes a person a member of a subscription too.
    pub async fn make_customer(&self, person: &Caller, subscription: &Subscription, role: SubscriptionRole) {
        let (now, reseller, account, id) = (self.app.clock.now(), self.id, person.account(), subscription.id.parse().unwrap());
        let add = move |conn: &mut Connection| members::service::add(conn, reseller, id, account, role, &Deed::of_operator(now));
        self.app.tx(add).await;
    }

    /// A program with a key of these scopes, which the owner makes and which works until it is revoked.
    pub async fn program(&self, scopes: &[&str]) -> Caller {
        let body = serde_json::json!({"name": scopes.join(" and "), "scopes": scopes});
        let made = self.owner.post("/reseller/api-keys", &body).await.expect(201).json();
        self.app.with_token(made["key"].as_str().unwrap())
    }

    /// A subscription to be created by the owner; see the builder.
    pub fn subscription(&self) -> NewSubscription {
        NewSubscription::by(self.owner.clone())
    }
}
