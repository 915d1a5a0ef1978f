//! What can go wrong with Google, and what Google's words for it mean.

use std::time::Duration;

use serde_json::Value;

use super::page::Place;
use crate::connections::sync::source::Trouble;
use crate::platform::outgoing::{Failure, Reply};

/// Why there is no answer that helps. The words are codes of Google's, never its sentences, which name people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The customer has not delegated to the service account, or not these scopes.
    NotDelegated(String),
    /// Nobody has the administrator's address.
    NobodyThere(String),
    /// The one who was named as administrator may not read this.
    NotAllowed(String),
    /// Google does not take the service account's key.
    Key(String),
    /// The project of the service account has not switched the interface on.
    Disabled(String),
    /// Google's clock and this one differ.
    Clock(String),
    /// What was to be continued is not known any more.
    Gone,
    /// There is no such thing.
    Missing,
    /// It is busy: to be asked again, after so long where it says so.
    Busy(Option<Duration>),
    /// It refuses for another reason.
    Refused(String),
    /// There was no answer.
    Unanswered(Failure),
    /// The answer makes no sense.
    Senseless(&'static str),
}

/// Reasons of the Directory API that say to ask more slowly.
const TOO_FAST: [&str; 5] = ["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "RATE_LIMIT_EXCEEDED"];
/// Reasons that say that the interface is not switched on in the project.
const DISABLED: [&str; 2] = ["accessNotConfigured", "SERVICE_DISABLED"];

impl Fault {
    /// What a refusal of the token endpoint means (RFC 6749, section 5.2, and Google's list of errors of service accounts).
    /// `invalid_grant` stands for three things that only its sentence tells apart.
    pub(super) fn of_token(reply: &Reply) -> Self {
        let error = word(reply.body.get("error").and_then(Value::as_str).unwrap_or_default());
        let sentence = reply.body.get("error_description").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        let words = format!("{} {error}", reply.status);
        match error.as_str() {
            "unauthorized_client" | "access_denied" | "admin_policy_enforced" | "org_internal" | "invalid_scope" => {
                Self::NotDelegated(words)
            }
            "invalid_grant" if says(&["timeframe", "short-lived"]) => Self::Clock(words),
            "invalid_grant" if says(&["invalid jwt", "signature", "account not found"]) => Self::Key(words),
            "invalid_grant" => Self::NobodyThere(words),
            "invalid_client" | "deleted_client" | "disabled_client" => Self::Key(words),
            "temporarily_unavailable" => Self::Busy(None),
            _ => Self::Refused(words),
        }
    }

    /// What a refusal of the Directory API means, to a request for this place of a list.
    pub(super) fn of_directory(reply: &Reply, place: Place) -> Self {
        let reasons = reasons(&reply.body);
        let has = |known: &[&str]| reasons.iter().any(|reason| known.contains(&reason.as_str()));
        let words = format!("{} {}", reply.status, reasons.first().map(String::as_str).unwrap_or_default());
        match reply.status {
            403 if has(&TOO_FAST) => Self::Busy(None),
            403 if has(&DISABLED) => Self::Disabled(words),
            401 | 403 => Self::NotAllowed(words),
            // A token of a list that is old or of another list is an invalid value.
            400 if place == Place::Further && has(&["invalid", "invalidParameter", "badRequest"]) => Self::Gone,
            410 => Self::Gone,
            404 => Self::Missing,
            _ => Self::Refused(words),
        }
    }
}

impl Fault {
    /// What a refusal means to a request for a person's mail settings. Gmail says of who has no mailbox that a condition is
    /// not met.
    pub(super) fn of_mailbox(self) -> Self {
        match self {
            Self::Refused(words) if words.ends_with("failedPrecondition") => Self::NobodyThere(words),
            Self::Missing => Self::NobodyThere("404".to_owned()),
            other => other,
        }
    }
}

/// The reasons that an error names: in `errors`, and in details of a newer form.
fn reasons(body: &Value) -> Vec<String> {
    let list = |pointer| body.pointer(pointer).and_then(Value::as_array).into_iter().flatten();
    let named = list("/error/errors").chain(list("/error/details"));
    named.filter_map(|one| one.get("reason")?.as_str().map(word)).filter(|word| !word.is_empty()).collect()
}

/// A code, and nothing that could be more than one.
fn word(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')).take(60).collect()
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Busy(later) => Self::Busy(later),
            other => Self::Unanswered(other),
        }
    }
}

impl From<url::ParseError> for Fault {
    fn from(_: url::ParseError) -> Self {
        Self::Senseless("an address is none")
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotDelegated(words) | Fault::NobodyThere(words) | Fault::NotAllowed(words) => Self::Withdrawn(words),
            // The customer can do nothing about these.
            Fault::Key(words) | Fault::Disabled(words) | Fault::Clock(words) => Self::Credentials(words),
            Fault::Refused(words) => Self::Refused(words),
            Fault::Missing => Self::Refused("404".to_owned()),
            Fault::Gone => Self::StartOver,
            Fault::Busy(later) => Self::Wait(later),
            Fault::Unanswered(failure) => Self::Unreachable(failure.to_string()),
            Fault::Senseless(words) => Self::Unreachable(words.to_owned()),
        }
    }
}
