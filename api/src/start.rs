//! From configuration to a running server: the one door for the program and the tests.

mod serve;
pub mod stop;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use secrecy::ExposeSecret as _;
use tokio::task::JoinHandle;

use self::serve::{Part, serve};
use crate::api_keys::ring::KeyRing;
use crate::auth::access_tokens::AccessTokens;
use crate::auth::cookie::Transport;
use crate::backup::BackupError;
use crate::config::{Config, Exposure};
use crate::connections::Installation;
use crate::events::stream_routes::OpenStreams;
use crate::http::idempotency::InHand;
use crate::http::metrics;
use crate::http::rate_limit::Limits;
use crate::jobs::worker;
use crate::platform::clock::Clock;
use crate::platform::data_folder::{self, FolderError};
use crate::platform::db::{DatabaseUrl, Db, DbError};
use crate::platform::dns::Dns;
use crate::platform::mail::Mailer;
use crate::platform::outgoing::{Outgoing, Patience};
use crate::platform::passwords::Passwords;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::setup::service::{self as setup, CodeAtStart, Company};
use crate::timers;
use crate::{App, Stopping, Worker};

/// Why the server can't start: one line that says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StartError(pub String);

impl From<BackupError> for StartError {
    fn from(error: BackupError) -> Self {
        Self(error.to_string())
    }
}

impl From<FolderError> for StartError {
    fn from(error: FolderError) -> Self {
        Self(error.to_string())
    }
}

/// A server that listens.
#[derive(Debug)]
pub struct Running {
    /// What requests see.
    pub app: Arc<App>,
    /// Where it listens.
    pub address: SocketAddr,
    /// What to print about the setup code.
    pub code: CodeAtStart,
    handle: ServerHandle,
    door: std::net::TcpListener,
    servers: Vec<JoinHandle<std::io::Result<()>>>,
    workers: Vec<JoinHandle<()>>,
}

/// Whether the worker runs beside the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workers {
    /// As in production.
    Running,
    /// Tests carry jobs out when they want to.
    ByHand,
}

/// Builds what requests see; connects to nothing yet.
///
/// # Errors
/// The data folder can't be used, or the mail server's URL is wrong.
pub fn build(config: &Config, clock: Clock, address: SocketAddr) -> Result<App, StartError> {
    data_folder::make(&config.data_dir)?;
    if let DatabaseUrl::Sqlite(path) = &config.database_url {
        data_folder::make_database(path)?;
    }
    let public_url = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let folder = &config.data_dir;
    let secret = match &config.secret_key {
        Some(key) => key.clone(),
        None => data_folder::kept_key(folder, "secret.key")?,
    };
    let jwt_keys = match &config.jwt_keys {
        Some(keys) => Config::exposed(keys),
        None => vec![("1".to_owned(), data_folder::kept_key(folder, "jwt.key")?.expose_secret().to_owned())],
    };
    let vault = Vault::new(secret.expose_secret().as_bytes()).map_err(|error| StartError(error.to_string()))?;
    let outgoing = Outgoing::new(clock.clone(), Patience::default());
    let connections = Installation::new(config, &outgoing, &clock).map_err(StartError)?;
    Ok(App {
        db: Db::new(config.database_url.clone(), config.database_connections),
        clock,
        mailer: mailer(config, &public_url)?,
        dns: Dns::new(config.dns),
        spf_include: config.spf_include.as_str().into(),
        connections,
        vault: Arc::new(vault),
        access_tokens: AccessTokens::new(public_url.clone(), &jwt_keys),
        passwords: Passwords::default(),
        keys_in_hand: InHand::default(),
        metrics: metrics::Metrics::default(),
        key_ring: KeyRing::default(),
        limits: config.rate_limit.map(Limits::new),
        transport: if public_url.starts_with("https://") { Transport::Https } else { Transport::Http },
        public_url,
        trusted_proxies: config.trusted_proxies.clone(),
        streams: OpenStreams::default(),
        wake: tokio::sync::Notify::new(),
        stopping: Stopping::default(),
        beats: [AtomicU64::new(0), AtomicU64::new(0)],
        started: Instant::now(),
    })
}

pub(crate) fn mailer(config: &Config, public_url: &str) -> Result<Mailer, StartError> {
    let sender = match &config.mail_from {
        Some(sender) => sender.clone(),
        None => {
            let host = url::Url::parse(public_url).ok().and_then(|url| url.host_str().map(str::to_owned));
            let host = host.filter(|host| host.contains('.') && host.parse::<std::net::IpAddr>().is_err());
            let address = format!("countersign@{}", host.unwrap_or_else(|| "localhost.localdomain".to_owned()));
            address.parse().map_err(|error| StartError(format!("set COUNTERSIGN_MAIL_FROM: {error}")))?
        }
    };
    let wrong = |error| StartError(format!("COUNTERSIGN_SMTP_URL: {error}"));
    match (&config.smtp_url, &config.smtp_ca) {
        (Some(url), None) => Mailer::smtp(url, sender).map_err(wrong),
        (Some(url), Some(path)) => {
            let unread = |error| StartError(format!("COUNTERSIGN_SMTP_CA: {} can't be read ({error})", path.display()));
            Mailer::smtp_with_ca(url, &std::fs::read(path).map_err(unread)?, sender).map_err(wrong)
        }
        (None, _) => Ok(Mailer::folder(config.data_dir.join("mail"), sender)),
    }
}

/// Reaches the database and brings its schema up to date.
///
/// # Errors
/// One line that says what to do.
pub async fn prepare(db: &Db) -> Result<Vec<String>, StartError> {
    db.migrate().await.map_err(|error| match error {
        DbError::Away(why) => {
            StartError(format!("the database {:?} can't be used: {why}; check COUNTERSIGN_DATABASE_URL and that it runs", db.url()))
        }
        DbError::Full => StartError(format!("the disk of {:?} is full; make room", db.url())),
        DbError::Busy | DbError::Locked => {
            StartError(format!("the database {:?} is locked; stop the other program that uses it", db.url()))
        }
        other @ (DbError::Migration(_) | DbError::Query(_)) => {
            StartError(format!("the database {:?} can't be brought up to date: {other}; it is as it was", db.url()))
        }
    })
}

/// Starts a server: binds, migrates, prepares the setup code, listens, works.
///
/// # Errors
/// One line that says what to do.
pub async fn start(config: &Config, clock: Clock, workers: Workers) -> Result<Running, StartError> {
    let listener = bind(config.listen, "COUNTERSIGN_LISTEN")?;
    let unusable = |error: std::io::Error| StartError(error.to_string());
    let (address, door) = (listener.local_addr().map_err(unusable)?, listener.try_clone().map_err(unusable)?);
    let app = Arc::new(build(config, clock, address)?);
    prepare(&app.db).await?;
    let (configured, now) = (config.setup_code.as_ref().map(|code| code.expose_secret().to_owned()), app.clock.now());
    let company = if config.database_url.is_sqlite() { Company::Alone } else { Company::Replicas };
    let code = app.db.tx(move |conn| setup::prepare_code(conn, configured.as_deref(), company, now)).await;
    let code = code.map_err(|error: Refusal| StartError(format!("the database {:?} can't be written: {error}", app.db.url())))?;

    let main = serve(config, &app, Part::Main, listener)?;
    let handle = main.handle();
    let mut servers = vec![tokio::spawn(main)];
    for (exposure, part, variable) in
        [(config.metrics, Part::Metrics, "COUNTERSIGN_METRICS"), (config.docs, Part::Docs, "COUNTERSIGN_DOCS")]
    {
        if let Exposure::At(address) = exposure {
            servers.push(tokio::spawn(serve(config, &app, part, bind(address, variable)?)?));
        }
    }
    app.db.hear_other_servers().map_err(|error| StartError(error.to_string()))?;
    let workers = match workers {
        Workers::ByHand => Vec::new(),
        Workers::Running => {
            app.beat(Worker::Jobs);
            app.beat(Worker::Timers);
            let jobs = worker::run_on(Arc::clone(&app), worker::run);
            let timers = worker::run_on(Arc::clone(&app), timers::worker::run);
            vec![tokio::spawn(jobs), tokio::spawn(timers)]
        }
    };
    Ok(Running { app, address, code, handle, door, servers, workers })
}

impl Running {
    /// Waits until the server was asked to stop, then for its last answers and jobs.
    ///
    /// # Errors
    /// The server failed.
    pub async fn wait(mut self) -> std::io::Result<()> {
        tokio::spawn(stop::when_asked(Arc::clone(&self.app), self.door, self.handle));
        if !self.servers.is_empty() {
            self.servers.swap_remove(0).await.map_err(std::io::Error::other)??;
        }
        self.app.stop_working();
        for server in self.servers {
            server.abort();
        }
        for worker in self.workers {
            // What a worker leaves behind is taken up by the next one.
            let _ = tokio::time::timeout(Duration::from_secs(3), worker).await;
        }
        Ok(())
    }

    /// Stops the server.
    pub async fn stop(self) {
        self.app.stop_working();
        self.handle.stop(false).await;
    }
}

fn bind(address: SocketAddr, variable: &str) -> Result<std::net::TcpListener, StartError> {
    std::net::TcpListener::bind(address)
        .map_err(|error| StartError(format!("can't listen at {address} ({error}); set {variable} to a free address")))
}
