//! The Countersign server: REST API, workers, and the app that it serves.
//!
//! Slices by feature (`subscriptions`, `invites`, …) each hold `domain` (pure rules), `service` (use cases), `store`
//! (SQL), `routes` (HTTP) and `view` (rows as the contract shows them). `platform` holds effects, `http` the envelope.

pub mod accounts;
pub mod api_keys;
pub mod auth;
pub mod authority;
pub mod backup;
pub mod cli;
pub mod config;
pub mod connections;
pub mod deed;
pub mod demo;
pub mod directory;
pub mod doctor;
pub mod domains;
pub mod events;
pub mod http;
pub mod invites;
pub mod jobs;
pub mod mails;
pub mod members;
pub mod operator;
mod page;
pub mod plans;
pub mod platform;
pub mod refusal;
pub mod resellers;
pub mod sandbox;
#[expect(missing_docs, reason = "columns speak for themselves; the migrations say what tables are")]
pub mod schema;
pub mod setup;
pub mod sheet;
pub mod start;
pub mod statements;
pub mod subscriptions;
pub mod tenancy;
pub mod timers;
pub mod trials;
pub mod views;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use actix_web::HttpRequest;
use ipnet::IpNet;
use tokio::sync::{Notify, watch};

use crate::api_keys::ring::KeyRing;
use crate::auth::access_tokens::AccessTokens;
use crate::auth::cookie::Transport;
use crate::events::stream_routes::OpenStreams;
use crate::http::address;
use crate::http::idempotency::InHand;
use crate::http::metrics::Metrics;
use crate::http::rate_limit::Limits;
use crate::platform::clock::Clock;
use crate::platform::db::Db;
use crate::platform::dns::Dns;
use crate::platform::mail::Mailer;
use crate::platform::passwords::Passwords;
use crate::platform::vault::Vault;

/// Everything that a request or a job needs.
#[derive(Debug)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The one clock.
    pub clock: Clock,
    /// Sends mails.
    pub mailer: Mailer,
    /// Asks name servers.
    pub dns: Dns,
    /// The domain whose include lets this installation send for its customers' domains.
    pub spf_include: Arc<str>,
    /// What the operator has configured for connections.
    pub connections: connections::Installation,
    /// Encrypts kept secrets.
    pub vault: Arc<Vault>,
    /// Makes and checks access tokens.
    pub access_tokens: AccessTokens,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// Idempotency keys whose first requests are being carried out.
    pub keys_in_hand: InHand,
    /// Figures.
    pub metrics: Metrics,
    /// The API keys that were let in lately.
    pub key_ring: KeyRing,
    /// The limit of requests.
    pub limits: Option<Limits>,
    /// The address that people and mails use.
    pub public_url: String,
    /// Whether cookies need TLS.
    pub transport: Transport,
    /// Reverse proxies.
    pub trusted_proxies: Vec<IpNet>,
    /// The streams of events that are open.
    pub streams: OpenStreams,
    /// Wakes the worker of jobs.
    pub wake: Notify,
    /// Asks the workers to stop.
    pub stopping: Stopping,
    /// When each worker was last seen, in milliseconds since the start.
    beats: [AtomicU64; 2],
    started: Instant,
}

/// What works beside the requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worker {
    /// Carries jobs out.
    Jobs,
    /// Carries out what time brings about.
    Timers,
}

/// Whether what works beside the requests is asked to stop.
#[derive(Debug, Default)]
pub struct Stopping(watch::Sender<bool>);

impl Stopping {
    /// Asks for it, once for all.
    pub fn ask(&self) {
        self.0.send_replace(true);
    }

    /// Whether it was asked for.
    #[must_use]
    pub fn is_asked_for(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for some time, or until it is asked for.
    pub async fn pause(&self, time: Duration) {
        let mut asked = self.0.subscribe();
        let _ = tokio::time::timeout(time, asked.wait_for(|asked| *asked)).await;
    }
}

/// A worker that was not seen for this long is dead.
const WORKER_SILENCE: Duration = Duration::from_secs(15);

impl App {
    /// Lets workers and streams end: the server stops.
    pub fn stop_working(&self) {
        self.stopping.ask();
        self.db.news().close();
        self.wake.notify_one();
    }

    /// A link into the app.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The network address of a caller: the peer's, or what a trusted proxy says.
    #[must_use]
    pub fn address_of(&self, request: &HttpRequest) -> String {
        let Some(peer) = request.peer_addr().map(|peer| peer.ip()) else { return String::new() };
        let is_trusted = |address: &IpAddr| self.trusted_proxies.iter().any(|network| network.contains(address));
        // What is not even text is a part that can't be read.
        let lines: Vec<&str> = request.headers().get_all("x-forwarded-for").map(|value| value.to_str().unwrap_or("?")).collect();
        address::caller(peer, lines.iter().flat_map(|line| line.split(',')), is_trusted).to_string()
    }

    /// Notes that a worker lives.
    pub fn beat(&self, worker: Worker) {
        self.beat_of(worker).store(self.millis(), Ordering::Relaxed);
    }

    /// Whether both workers were seen lately.
    #[must_use]
    pub fn workers_are_alive(&self) -> bool {
        self.beats.iter().all(|beat| {
            let beat = beat.load(Ordering::Relaxed);
            beat > 0 && Duration::from_millis(self.millis().saturating_sub(beat)) < WORKER_SILENCE
        })
    }

    const fn beat_of(&self, worker: Worker) -> &AtomicU64 {
        let [jobs, timers] = &self.beats;
        match worker {
            Worker::Jobs => jobs,
            Worker::Timers => timers,
        }
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX).max(1)
    }
}
