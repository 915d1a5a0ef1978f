//! The way to an SMTP server: connections that are kept and used again, and a limit in time for each mail.
//!
//! lettre's own pool is not used: its asynchronous connections wait for an answer without limit, and one whose use was
//! broken off goes back into the pool, where the next mail would take the late answer for its own.

use std::borrow::Cow;
use std::error::Error as _;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use tokio::time::timeout;
use url::{Host, Url};

use super::{MailConfigError, MailError, one_line};

/// Connections that are kept for the next mail.
const IDLE_MAX: usize = 8;
/// How long a kept connection has to show that it still lives.
const PROBE_LIMIT: Duration = Duration::from_secs(5);
/// The longest reason that is passed on, in characters.
const WORDS_MAX: usize = 500;

/// One SMTP server, with what it needs to let us in.
pub(super) struct Relay {
    host: String,
    port: u16,
    security: Security,
    sign_in: Option<Credentials>,
    hello: ClientId,
    limit: Duration,
    /// What must never be passed on, even where the server repeats it.
    secrets: Vec<String>,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
}

enum Security {
    None,
    /// TLS where the server offers it.
    Opportunistic(TlsParameters),
    /// TLS by STARTTLS, or nothing.
    Required(TlsParameters),
    /// TLS from the first byte.
    Wrapper(TlsParameters),
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}

impl Relay {
    /// `ca` is a PEM file's content: certificates that are trusted besides the system's.
    pub(super) fn from_url(text: &str, ca: Option<&[u8]>, limit: Duration) -> Result<Self, MailConfigError> {
        let wrong = |what: &str| {
            MailConfigError(format!(
                "the SMTP URL {what}: write smtp://user:password@host:port?tls=required (or opportunistic, or none), or smtps://…, \
                 with special characters of user and password percent-encoded"
            ))
        };
        let url = Url::parse(text).map_err(|error| wrong(&format!("can't be read ({error})")))?;
        let host = match url.host() {
            Some(Host::Domain(name)) if !name.is_empty() => name.to_owned(),
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            _ => return Err(wrong("names no host")),
        };
        if let Some((key, _)) = url.query_pairs().find(|(key, _)| key != "tls") {
            return Err(wrong(&format!("has an unknown setting {key:?}")));
        }
        let mode = url.query_pairs().find_map(|(_, mode)| (!mode.is_empty()).then_some(mode));
        let tls = || {
            let mut tls = TlsParameters::builder(host.clone());
            if let Some(pem) = ca {
                let trusted = Certificate::from_pem(pem);
                tls =
                    tls.add_root_certificate(trusted.map_err(|_| MailConfigError("the CA's file holds no certificate in PEM".to_owned()))?);
            }
            tls.build().map_err(|error| MailConfigError(format!("TLS to the mail server can't be set up: {error}")))
        };
        if url.scheme() == "smtp" && mode.is_none() && !url.username().is_empty() {
            return Err(wrong("has a password and does not say whether TLS protects it"));
        }
        let (security, port) = match (url.scheme(), mode.as_deref()) {
            ("smtp", None | Some("none")) => (Security::None, 25),
            ("smtp", Some("opportunistic")) => (Security::Opportunistic(tls()?), 587),
            ("smtp", Some("required")) => (Security::Required(tls()?), 587),
            ("smtps", None | Some("required")) => (Security::Wrapper(tls()?), 465),
            ("smtp" | "smtps", Some(_)) => return Err(wrong("has a tls setting that does not fit")),
            _ => return Err(wrong("has another scheme than smtp or smtps")),
        };
        let decoded = |part| percent_decode_str(part).decode_utf8().map(Cow::into_owned).map_err(|_| wrong("is not in UTF-8"));
        let user = decoded(url.username())?;
        let password = url.password().map(decoded).transpose()?;
        if password.is_none() && !user.is_empty() {
            return Err(wrong("has a user and no password"));
        }
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        Ok(Self {
            host,
            port: url.port().unwrap_or(port),
            security,
            secrets: password.as_deref().map(|password| secrets(&user, password)).unwrap_or_default(),
            sign_in: password.map(|password| Credentials::new(user, password)),
            hello,
            limit,
            idle: Mutex::default(),
        })
    }

    pub(super) fn describe(&self) -> String {
        let security = match self.security {
            Security::None => "unencrypted",
            Security::Opportunistic(_) => "TLS where offered",
            Security::Required(_) => "STARTTLS",
            Security::Wrapper(_) => "TLS",
        };
        format!("the SMTP server {}:{} ({security})", self.host, self.port)
    }

    pub(super) const fn set_time_limit(&mut self, limit: Duration) {
        self.limit = limit;
    }

    /// Gets in, and leaves again.
    pub(super) async fn probe(&self) -> Result<(), MailError> {
        let late = || MailError::Transient(format!("{}:{} did not answer within {:?}", self.host, self.port, self.limit));
        let connected = timeout(self.limit, self.new_connection()).await.map_err(|_| late())?;
        let mut connection = connected.map_err(|error| MailError::Transient(self.words(&error)))?;
        let _ = timeout(PROBE_LIMIT, connection.quit()).await;
        Ok(())
    }

    pub(super) async fn send(&self, envelope: &Envelope, message: &[u8]) -> Result<(), MailError> {
        let late = || MailError::Transient(format!("{}:{} did not answer within {:?}", self.host, self.port, self.limit));
        timeout(self.limit, self.hand_over(envelope, message)).await.map_err(|_| late())?
    }

    /// A connection that is dropped on the way, by an error or by the time limit, is closed and never used again.
    async fn hand_over(&self, envelope: &Envelope, message: &[u8]) -> Result<(), MailError> {
        let mut connection = match self.kept_connection().await {
            Some(connection) => connection,
            // Who can't get in has sent nothing: whatever the server says, it is not about this mail.
            None => self.new_connection().await.map_err(|error| MailError::Transient(self.words(&error)))?,
        };
        connection.send(envelope, message).await.map_err(|error| self.refusal(&error))?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push(connection);
        }
        Ok(())
    }

    async fn kept_connection(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let mut connection = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if timeout(PROBE_LIMIT, connection.test_connected()).await == Ok(true) {
                return Some(connection);
            }
        }
    }

    async fn new_connection(&self) -> Result<AsyncSmtpConnection, smtp::Error> {
        let wrapper = if let Security::Wrapper(tls) = &self.security { Some(tls.clone()) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, Some(self.limit), &self.hello, wrapper, None).await?;
        match &self.security {
            Security::Required(tls) => connection.starttls(tls.clone(), &self.hello).await?,
            Security::Opportunistic(tls) if connection.can_starttls() => connection.starttls(tls.clone(), &self.hello).await?,
            _ => {}
        }
        if let Some(sign_in) = &self.sign_in {
            connection.auth(DEFAULT_MECHANISMS, sign_in).await?;
        }
        Ok(connection)
    }

    /// 5xx is for good, except 530: the server wants us to sign in first, which says nothing about the mail.
    fn refusal(&self, error: &smtp::Error) -> MailError {
        let wants_sign_in = error.status().is_some_and(|code| code.to_string() == "530");
        let words = self.words(error);
        if error.is_permanent() && !wants_sign_in { MailError::Permanent(words) } else { MailError::Transient(words) }
    }

    /// The server's words where it said something, else what went wrong and with which server.
    fn words(&self, error: &smtp::Error) -> String {
        let words = match (error.status(), error.source()) {
            (Some(code), Some(said)) => format!("{code} {said}"),
            (Some(code), None) => code.to_string(),
            (None, _) => format!("{}:{}: {error}", self.host, self.port),
        };
        let safe = self.secrets.iter().fold(words, |words, secret| words.replace(secret.as_str(), "…"));
        one_line(&safe).chars().take(WORDS_MAX).collect()
    }
}

/// The password, and the forms in which it goes over the wire (RFC 4616, and LOGIN).
fn secrets(user: &str, password: &str) -> Vec<String> {
    use base64::Engine;
    let wire = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    [wire(&format!("\0{user}\0{password}")), wire(password), password.to_owned()].into_iter().filter(|secret| !secret.is_empty()).collect()
}

#[cfg(test)]
mod tests;
