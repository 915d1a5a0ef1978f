//! Configuration: by flag, environment or TOML file, in this order. All faults are told at once; secrets are never shown.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

use ipnet::IpNet;
use secrecy::{ExposeSecret as _, SecretString};

use crate::platform::db::DatabaseUrl;
use crate::platform::domain_name;
use crate::platform::mail::Sender;

mod google;
mod guarded;
mod microsoft;
mod settings;

pub use google::Google;
pub use microsoft::Microsoft;
pub use settings::Settings;

/// Where an extra page is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    /// With all else.
    On,
    /// Nowhere.
    Off,
    /// At an address of its own.
    At(SocketAddr),
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The configuration, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address that people and mails use, without a slash at its end; unset: follows from `listen`.
    pub public_url: Option<String>,
    /// Reverse proxies.
    pub trusted_proxies: Vec<IpNet>,
    /// The folder for database, keys and mails.
    pub data_dir: PathBuf,
    /// The database.
    pub database_url: DatabaseUrl,
    /// Database connections.
    pub database_connections: u32,
    /// The mail server.
    pub smtp_url: Option<SecretString>,
    /// A file of certificates to trust besides the system's, when the mail server shows its own.
    pub smtp_ca: Option<PathBuf>,
    /// Who mails are from.
    pub mail_from: Option<Sender>,
    /// Other sites.
    pub cors_origins: Vec<String>,
    /// Where `/metrics` is.
    pub metrics: Exposure,
    /// Where `/docs` and `/openapi.yaml` are.
    pub docs: Exposure,
    /// The setup code.
    pub setup_code: Option<SecretString>,
    /// Requests a second for one credential.
    pub rate_limit: Option<NonZeroU32>,
    /// Threads that answer requests; what the database and the passwords take has threads of its own.
    pub threads: usize,
    /// The name server to ask; unset: the system's.
    pub dns: Option<SocketAddr>,
    /// The domain whose SPF record lets this installation send, in its ASCII form.
    pub spf_include: String,
    /// The mail servers that customers' mail is handed to, by their name in its ASCII form.
    pub mail_host: Option<String>,
    /// Microsoft's interfaces.
    pub microsoft: Microsoft,
    /// Google's interfaces.
    pub google: Google,
    /// Encrypts kept secrets.
    pub secret_key: Option<SecretString>,
    /// Signs access tokens, by key id.
    pub jwt_keys: Option<Vec<(String, SecretString)>>,
    /// What is logged.
    pub log: String,
    /// How it is written.
    pub log_format: LogFormat,
}

/// A setting that can't be used, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The variable.
    pub variable: &'static str,
    /// What to do.
    pub remedy: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.variable, self.remedy)
    }
}

/// Collects faults while values are read.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn note(&mut self, variable: &'static str, remedy: impl Into<String>) {
        self.0.push(Fault { variable, remedy: remedy.into() });
    }

    fn read<T>(&mut self, variable: &'static str, text: Option<&String>, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        match read(text?.trim()) {
            Ok(value) => Some(value),
            Err(remedy) => {
                self.note(variable, remedy);
                None
            }
        }
    }
}

fn exposure(text: &str) -> Result<Exposure, String> {
    match text {
        "on" => Ok(Exposure::On),
        "off" => Ok(Exposure::Off),
        address => {
            let address = address.parse().map_err(|_| "write on, off, or an address such as 127.0.0.1:9090".to_owned())?;
            Ok(Exposure::At(address))
        }
    }
}

fn key(text: &str) -> Result<SecretString, String> {
    if text.len() < 32 {
        Err("write 32 random characters or more, such as from `openssl rand -hex 32`".to_owned())
    } else {
        Ok(text.to_owned().into())
    }
}

fn jwt_keys(text: &str) -> Result<Vec<(String, SecretString)>, String> {
    let mut ids: Vec<&str> = text.split(',').filter_map(|pair| pair.trim().split_once(':')).map(|(id, _)| id).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
        return Err("give each key an id of its own".to_owned());
    }
    text.split(',')
        .map(|pair| match pair.trim().split_once(':') {
            Some((id, secret)) if !id.is_empty() => Ok((id.to_owned(), key(secret)?)),
            _ => Err("write kid:key, several with commas between, each key of 32 random characters or more".to_owned()),
        })
        .collect()
}

/// The domain whose SPF record lets this installation send, unless another is configured.
const SPF_INCLUDE: &str = "spf.countersign.example";
/// The port of name servers (RFC 1035, section 4.2).
const DNS_PORT: u16 = 53;

/// A network address, with a port or without.
fn name_server(text: &str) -> Result<SocketAddr, String> {
    let with_port = text.parse::<SocketAddr>().ok();
    let bare = text.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    let address = with_port.or_else(|| bare.ok().map(|address| SocketAddr::new(address, DNS_PORT)));
    address.ok_or_else(|| "write an address such as 127.0.0.1:53".to_owned())
}

fn web_address(text: &str) -> Result<String, String> {
    let parsed = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    match parsed {
        Some(url) if url.path() == "/" && url.query().is_none() => Ok(text.trim_end_matches('/').to_owned()),
        _ => Err("write an address such as https://portal.example, without a path".to_owned()),
    }
}

impl Config {
    /// Checks settings.
    ///
    /// # Errors
    /// All faults.
    pub fn new(settings: &Settings) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let address = |text: &str| text.parse::<SocketAddr>().map_err(|_| "write an address such as 127.0.0.1:8080".to_owned());
        let listen = faults.read("COUNTERSIGN_LISTEN", settings.listen.as_ref(), address);
        let public_url = faults.read("COUNTERSIGN_PUBLIC_URL", settings.public_url.as_ref(), web_address);
        let networks = |text: &str| {
            let one = |part: &str| part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(one)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|_| "write networks such as 10.0.0.0/8, with commas between".to_owned())
        };
        let trusted_proxies = faults.read("COUNTERSIGN_TRUSTED_PROXIES", settings.trusted_proxies.as_ref(), networks);
        let data_dir = PathBuf::from(settings.data_dir.as_deref().unwrap_or("data"));
        let database_url = faults.read("COUNTERSIGN_DATABASE_URL", settings.database_url.as_ref(), |text| text.parse());
        let count = |text: &str| {
            text.parse().ok().filter(|count| (1..=200).contains(count)).ok_or_else(|| "write a number from 1 to 200".to_owned())
        };
        let connections = faults.read("COUNTERSIGN_DATABASE_CONNECTIONS", settings.database_connections.as_ref(), count);
        let sender = |text: &str| text.parse::<Sender>().map_err(|error| error.to_string());
        let mail_from = faults.read("COUNTERSIGN_MAIL_FROM", settings.mail_from.as_ref(), sender);
        let origins =
            |text: &str| text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(web_address).collect::<Result<Vec<_>, _>>();
        let cors_origins = faults.read("COUNTERSIGN_CORS_ORIGINS", settings.cors_origins.as_ref(), origins);
        let metrics = faults.read("COUNTERSIGN_METRICS", settings.metrics.as_ref(), exposure);
        let docs = faults.read("COUNTERSIGN_DOCS", settings.docs.as_ref(), exposure);
        let code = |text: &str| if text.len() < 8 { Err("write 8 characters or more".to_owned()) } else { Ok(text.to_owned().into()) };
        let setup_code = faults.read("COUNTERSIGN_SETUP_CODE", settings.setup_code.as_ref(), code);
        let limit = |text: &str| match text {
            "off" => Ok(None),
            text => text.parse().map(Some).map_err(|_| "write a number of requests a second, or off".to_owned()),
        };
        let rate_limit = faults.read("COUNTERSIGN_RATE_LIMIT", settings.rate_limit.as_ref(), limit);
        let count = |text: &str| {
            text.parse().ok().filter(|count| (1..=256).contains(count)).ok_or_else(|| "write a number from 1 to 256".to_owned())
        };
        let threads = faults.read("COUNTERSIGN_THREADS", settings.threads.as_ref(), count);
        let dns = faults.read("COUNTERSIGN_DNS", settings.dns.as_ref(), name_server);
        let include = |text: &str| domain_name::ascii(text).ok_or_else(|| "write a domain such as spf.portal.example".to_owned());
        let spf_include = faults.read("COUNTERSIGN_SPF_INCLUDE", settings.spf_include.as_ref(), include);
        let host = |text: &str| domain_name::ascii(text).ok_or_else(|| "write a name such as mail.portal.example".to_owned());
        let mail_host = faults.read("COUNTERSIGN_MAIL_HOST", settings.mail_host.as_ref(), host);
        let microsoft = microsoft::read(&mut faults, settings);
        let google = google::read(&mut faults, settings);
        let secret_key = faults.read("COUNTERSIGN_SECRET_KEY", settings.secret_key.as_ref(), key);
        let jwt_keys = faults.read("COUNTERSIGN_JWT_KEY", settings.jwt_key.as_ref(), jwt_keys);
        let format = |text: &str| match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("write text or json".to_owned()),
        };
        let log_format = faults.read("COUNTERSIGN_LOG_FORMAT", settings.log_format.as_ref(), format);
        let on_postgres = matches!(database_url, Some(DatabaseUrl::Postgres(_)));
        for (variable, is_set) in
            [("COUNTERSIGN_SECRET_KEY", settings.secret_key.is_some()), ("COUNTERSIGN_JWT_KEY", settings.jwt_key.is_some())]
        {
            if on_postgres && !is_set {
                let example = if variable == "COUNTERSIGN_JWT_KEY" { "1:$(openssl rand -hex 32)" } else { "$(openssl rand -hex 32)" };
                faults.note(variable, format!("replicas on PostgreSQL share it, so it must be set, such as to \"{example}\""));
            }
        }
        if !faults.0.is_empty() {
            return Err(faults.0);
        }
        Ok(Self {
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            public_url,
            trusted_proxies: trusted_proxies.unwrap_or_default(),
            database_url: database_url.unwrap_or_else(|| DatabaseUrl::Sqlite(data_dir.join("countersign.db"))),
            data_dir,
            database_connections: connections.unwrap_or(8),
            smtp_url: settings.smtp_url.clone().filter(|url| !url.trim().is_empty()).map(SecretString::from),
            smtp_ca: settings.smtp_ca.as_deref().map(PathBuf::from),
            mail_from,
            cors_origins: cors_origins.unwrap_or_default(),
            metrics: metrics.unwrap_or(Exposure::On),
            docs: docs.unwrap_or(Exposure::On),
            setup_code,
            rate_limit: rate_limit.unwrap_or_else(|| NonZeroU32::new(50)),
            threads: threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from)),
            dns,
            spf_include: spf_include.unwrap_or_else(|| SPF_INCLUDE.to_owned()),
            mail_host,
            microsoft,
            google,
            secret_key,
            jwt_keys,
            log: settings.log.clone().unwrap_or_else(|| "info".to_owned()),
            log_format: log_format.unwrap_or(LogFormat::Text),
        })
    }

    /// The key ids and keys that sign access tokens, as the token maker wants them.
    #[must_use]
    pub fn exposed(keys: &[(String, SecretString)]) -> Vec<(String, String)> {
        keys.iter().map(|(id, key)| (id.clone(), key.expose_secret().to_owned())).collect()
    }
}

#[cfg(test)]
mod tests;
