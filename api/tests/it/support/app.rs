//! A server in process, and what tests do to it from the side.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use countersign::App;
use countersign::config::{Config, Settings};
use countersign::jobs::worker;
use countersign::platform::clock::Clock;
use countersign::platform::db::Connection;
use countersign::refusal::Refusal;
use countersign::start::{self, Running, Workers};
use countersign::timers;
use diesel::{QueryableByName, RunQueryDsl as _};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::database::TestDatabase;
use super::{Caller, Database, Schema};

/// The setup code of every test's server.
pub const SETUP_CODE: &str = "K7QF-2M9D-XWPA-81TR";

/// When every test begins.
pub fn noon() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

/// A database, a data folder and a clock; servers are started on it.
#[derive(Clone)]
pub struct Setup {
    database: Database,
    pub clock: Clock,
    parts: Arc<Parts>,
}

struct Parts {
    running: Mutex<Vec<Running>>,
    migrated: OnceCell<TestDatabase>,
    folder: TempDir,
}

impl Setup {
    pub fn new(database: Database) -> Self {
        let parts = Parts { running: Mutex::default(), migrated: OnceCell::new(), folder: TempDir::new().unwrap() };
        Self { database, clock: Clock::by_hand(noon()), parts: Arc::new(parts) }
    }

    /// The URL of the test's database; made at the first call, with its tables or without.
    pub async fn url(&self, schema: Schema) -> String {
        let make = || TestDatabase::new(self.database, &self.parts.folder, schema);
        self.parts.migrated.get_or_init(make).await.url.clone()
    }

    /// The test's own folder.
    pub fn folder(&self) -> &Path {
        self.parts.folder.path()
    }

    /// What a server of this test is told.
    pub async fn settings(&self) -> Settings {
        Settings {
            listen: Some("127.0.0.1:0".to_owned()),
            public_url: Some("https://portal.example".to_owned()),
            data_dir: Some(self.folder().join("data").display().to_string()),
            database_url: Some(self.url(Schema::Migrated).await),
            setup_code: Some(SETUP_CODE.to_owned()),
            rate_limit: Some("off".to_owned()),
            // Each thread has a table of routes of its own, which takes a while to make.
            threads: Some("1".to_owned()),
            // Nobody answers there, and at once.
            dns: Some("127.0.0.1:1".to_owned()),
            secret_key: Some("a secret key of the tests of 32 characters or more".to_owned()),
            jwt_key: Some("1:a signing key of the tests of 32 characters or more".to_owned()),
            ..Settings::default()
        }
    }

    /// Starts a server.
    pub async fn start(&self) -> TestApp {
        self.start_with(|_| {}).await
    }

    /// Starts a server that is told something else.
    pub async fn start_with(&self, change: impl FnOnce(&mut Settings)) -> TestApp {
        let mut settings = self.settings().await;
        change(&mut settings);
        let config = Config::new(&settings).unwrap();
        let running = start::start(&config, self.clock.clone(), Workers::ByHand).await.unwrap();
        let app = TestApp {
            state: Arc::clone(&running.app),
            clock: self.clock.clone(),
            address: running.address,
            data_dir: config.data_dir,
            http: client(),
        };
        self.parts.running.lock().unwrap().push(running);
        app
    }

    /// Stops all servers.
    pub async fn stop(&self) {
        let running = std::mem::take(&mut *self.parts.running.lock().unwrap());
        for server in running {
            server.stop().await;
        }
    }
}

/// A running server.
#[derive(Clone)]
pub struct TestApp {
    /// What requests see.
    pub state: Arc<App>,
    /// The one clock; it stands still until it is moved.
    pub clock: Clock,
    pub address: SocketAddr,
    pub data_dir: PathBuf,
    pub(super) http: reqwest::Client,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

impl TestApp {
    /// Somebody who is not signed in.
    pub fn anonymous(&self) -> Caller {
        Caller::anonymous(self)
    }

    /// Somebody who sends this as a bearer token.
    pub fn with_token(&self, token: &str) -> Caller {
        Caller::with_token(self, token)
    }

    /// Carries out all timers and jobs that are due, and what they make due; gives how many those were.
    pub async fn catch_up(&self) -> usize {
        let mut count = 0;
        loop {
            let done = timers::worker::catch_up(&self.state).await.unwrap() + worker::catch_up(&self.state).await.unwrap();
            if done == 0 {
                return count;
            }
            count += done;
        }
    }

    /// Lets time pass: each timer is carried out at its own time, then the mails that came of them.
    pub async fn pass(&self, time: chrono::TimeDelta) {
        self.pass_until(self.clock.now() + time).await;
    }

    /// Lets time pass up to an instant.
    pub async fn pass_until(&self, instant: DateTime<Utc>) {
        timers::worker::advance(&self.state, instant).await.unwrap();
        self.catch_up().await;
    }

    /// Does something in one transaction, past HTTP.
    pub async fn tx<T: Send + 'static>(&self, work: impl FnOnce(&mut Connection) -> Result<T, Refusal> + Send + 'static) -> T {
        self.state.db.tx(work).await.unwrap()
    }

    /// How many rows there are: `app.count("invites WHERE state = 'pending'")`.
    pub async fn count(&self, from: &str) -> i64 {
        let query = format!("SELECT count(*) AS count FROM {from}");
        self.tx(move |conn| Ok(diesel::sql_query(query).get_result::<Counted>(conn)?.count)).await
    }
}

/// Follows nothing, goes through nothing, and reads no certificates: there is no TLS here.
fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).tls_certs_only([]).build().unwrap()
}
