//! Jobs that send a mail: the sending, and what becomes of the job.

use chrono::{DateTime, Utc};

use super::claim::Claim;
use super::worker::Outcome;
use crate::App;
use crate::mails::Rendered;
use crate::platform::db::Connection;
use crate::platform::mail::{MailError, OutgoingMail, Recipient};
use crate::refusal::Refusal;

/// A mail that is ready to be sent.
pub struct Letter {
    /// To whom.
    pub to: Recipient,
    /// Where answers go, where not to the sender.
    pub reply_to: Option<String>,
    /// What it says.
    pub mail: Rendered,
}

/// How the sending went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// The mail server took it.
    Delivered,
    /// The mail server can't take it now, and says why; it will be tried again.
    PutOff(String),
    /// It was refused for good, or often enough; the mail server's words.
    Refused(String),
}

/// Sends a mail, and ends its job or puts it off, in one transaction with what `note` writes about it. (`note` comes
/// first: tenants' rows are locked before jobs', everywhere.)
///
/// # Errors
/// The database failed, or another worker took the job over.
pub async fn send(
    app: &App,
    claim: Claim,
    letter: Letter,
    note: impl FnOnce(&mut Connection, &Sent, DateTime<Utc>) -> Result<(), Refusal> + Send + 'static,
) -> Result<Outcome, Refusal> {
    let Letter { to, reply_to, mail } = letter;
    let (subject, text, html) = (mail.subject, mail.text, mail.html);
    let outgoing = OutgoingMail { id: claim.message_id(), date: app.clock.now(), to, reply_to, subject, text, html };
    let sent = match app.mailer.send(&outgoing).await {
        Ok(()) => Sent::Delivered,
        Err(MailError::Transient(words)) if claim.may_be_tried_again() => Sent::PutOff(words),
        Err(MailError::Transient(words) | MailError::Permanent(words)) => Sent::Refused(words),
    };
    let now = app.clock.now();
    let work = move |conn: &mut Connection| {
        note(conn, &sent, now)?;
        Ok(match sent {
            Sent::Delivered => {
                claim.done(conn, now)?;
                Outcome::Done
            }
            Sent::PutOff(words) => {
                claim.again(conn, &words, now)?;
                Outcome::PutOff(words)
            }
            Sent::Refused(words) => {
                claim.failed(conn, &words, now)?;
                Outcome::Failed(words)
            }
        })
    };
    app.db.tx(work).await
}

/// Ends the job of a mail that nobody needs any more.
///
/// # Errors
/// The database failed, or another worker took the job over.
pub async fn not_needed(app: &App, claim: Claim) -> Result<Outcome, Refusal> {
    let now = app.clock.now();
    app.db.tx(move |conn| claim.done(conn, now)).await?;
    Ok(Outcome::Done)
}
