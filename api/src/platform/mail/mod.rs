//! Sending mails: over SMTP, or into a folder where no server is configured.
//!
//! A mail's id becomes its Message-ID, so that a mail that was sent twice (the answer to the first try was lost) is
//! recognised by the receiver.

mod compose;
mod folder;
mod smtp;

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::message::Mailbox;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

pub use compose::one_line;

/// How long one mail may take, from connecting to the server's last word.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// A mail that is ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMail {
    /// Becomes the Message-ID: the same for each try.
    pub id: Uuid,
    /// Stands in its Date header.
    pub date: DateTime<Utc>,
    /// Whom it is for.
    pub to: Recipient,
    /// The address that an answer goes to, where it isn't the sender's.
    pub reply_to: Option<String>,
    /// The subject.
    pub subject: String,
    /// The text part, complete by itself.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// Whom a mail is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The person's name, as people write it; may be empty.
    pub name: String,
    /// The e-mail address.
    pub address: String,
}

/// Why a mail did not go out, with the server's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Trying again later can help: the server is away, slow, or said so (4xx).
    #[error("{0}")]
    Transient(String),
    /// Trying again can't help: the server refused the mail for good (5xx), or it can't be addressed.
    #[error("{0}")]
    Permanent(String),
}

/// What is wrong with the mail configuration. It never holds the URL, which can carry a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MailConfigError(String);

/// Whom mails come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl FromStr for Sender {
    type Err = MailConfigError;

    /// `mail@company.example`, or `Company <mail@company.example>`; without a name, Countersign stands there.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || MailConfigError(format!("{text:?} is no sender: write address@domain, or Name <address@domain>"));
        let mut mailbox: Mailbox = text.trim().parse().map_err(|_| wrong())?;
        if !mailbox.email.to_string().is_ascii() || text.contains(char::is_control) {
            return Err(wrong());
        }
        mailbox.name = mailbox.name.or_else(|| Some("Countersign".to_owned()));
        Ok(Self(mailbox))
    }
}

/// Sends mails.
#[derive(Debug)]
pub struct Mailer {
    sender: Sender,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Smtp(Box<smtp::Relay>),
    Folder(PathBuf),
}

impl Mailer {
    /// Sends over SMTP. The URL is `smtp://user:password@host:port`, with `?tls=required`, `opportunistic` or `none`
    /// (the default; STARTTLS for the others), or `smtps://…` for TLS from the first byte.
    ///
    /// # Errors
    /// The URL is not of this form, or the system has no certificates to trust.
    pub fn smtp(url: &SecretString, sender: Sender) -> Result<Self, MailConfigError> {
        Ok(Self::smtp_by(smtp::Relay::from_url(url.expose_secret(), None, TIME_LIMIT)?, sender))
    }

    /// As [`Self::smtp`], to a server whose certificate is signed by an authority of one's own: `ca` is its certificate, in
    /// PEM, which is trusted besides the system's.
    ///
    /// # Errors
    /// As [`Self::smtp`]; what is given is no certificate.
    pub fn smtp_with_ca(url: &SecretString, ca: &[u8], sender: Sender) -> Result<Self, MailConfigError> {
        Ok(Self::smtp_by(smtp::Relay::from_url(url.expose_secret(), Some(ca), TIME_LIMIT)?, sender))
    }

    fn smtp_by(relay: smtp::Relay, sender: Sender) -> Self {
        Self { sender, way: Way::Smtp(Box::new(relay)) }
    }

    /// Writes each mail as `<id>.eml` into a folder, which is made when needed.
    #[must_use]
    pub const fn folder(folder: PathBuf, sender: Sender) -> Self {
        Self { sender, way: Way::Folder(folder) }
    }

    /// How long one mail may take, in place of a minute.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        if let Way::Smtp(relay) = &mut self.way {
            relay.set_time_limit(limit);
        }
        self
    }

    /// Where mails go, for people who read the log: without user name and password.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.way {
            Way::Smtp(relay) => relay.describe(),
            Way::Folder(folder) => format!("files in {}", folder.display()),
        }
    }

    /// Tries to get in at the mail server, and sends nothing. Gives whether there is one: else mails are files.
    ///
    /// # Errors
    /// It does not let us in; why.
    pub async fn probe(&self) -> Result<bool, MailError> {
        match &self.way {
            Way::Smtp(relay) => relay.probe().await.map(|()| true),
            Way::Folder(_) => Ok(false),
        }
    }

    /// Sends one mail. When this returns without error, the mail server (or the disk) has taken it.
    ///
    /// # Errors
    /// [`MailError::Transient`] where trying again can help, [`MailError::Permanent`] where it can't.
    pub async fn send(&self, mail: &OutgoingMail) -> Result<(), MailError> {
        let message = compose::compose(mail, &self.sender.0)?;
        match &self.way {
            Way::Smtp(relay) => relay.send(message.envelope(), &message.formatted()).await,
            Way::Folder(folder) => folder::write(folder.clone(), mail.id, message.formatted()).await,
        }
    }
}

#[cfg(test)]
mod tests;
