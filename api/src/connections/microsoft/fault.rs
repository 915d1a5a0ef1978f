//! What can go wrong with Microsoft, and what Microsoft's words for it mean.

use std::time::Duration;

use serde_json::Value;

use crate::connections::sync::source::Trouble;
use crate::platform::outgoing::{Failure, Reply};

/// Why there is no answer that helps. The words are codes of Microsoft's, never its sentences, which name people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The customer's administrator has given no access, or has taken it back.
    NoAccess(String),
    /// Microsoft does not take this installation's own credentials.
    Credentials(String),
    /// What was to be continued is not known any more.
    Gone,
    /// It is busy: to be asked again, after so long where it says so.
    Busy(Option<Duration>),
    /// It refuses for another reason.
    Refused(String),
    /// There was no answer.
    Unanswered(Failure),
    /// The answer makes no sense.
    Senseless(&'static str),
}

/// Codes of the login service (`error_codes`) that say that the application has no access to the directory. Microsoft
/// calls the numbers help for people and may change them, so that `error` decides where none of these is there.
const NO_ACCESS: [u64; 10] = [
    65_001,    // nobody has consented
    65_004,    // consent was declined
    90_002,    // there is no such directory
    90_094,    // an administrator has to consent
    500_011,   // what the token is for is not in the directory
    500_014,   // it is disabled there
    650_051,   // the application can't be added to the directory
    700_016,   // the application is not in the directory
    7_000_112, // it is disabled there
    7_000_229, // it has no service principal there
];

/// Codes that say that the application's own secret is not good.
const CREDENTIALS: [u64; 4] = [
    50_012,    // it can't be authenticated
    7_000_215, // the secret is wrong
    7_000_216, // there is none
    7_000_222, // it has expired
];

impl Fault {
    /// What a refusal of the login service means (RFC 6749, section 5.2, and Microsoft's numbers).
    pub(super) fn of_login(reply: &Reply) -> Self {
        let numbers: Vec<u64> =
            reply.body.get("error_codes").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_u64).collect();
        let error = word(reply.body.get("error").and_then(Value::as_str).unwrap_or_default());
        let words = || match numbers.first() {
            Some(number) => format!("AADSTS{number} {error}"),
            None => format!("{} {error}", reply.status),
        };
        let has = |known: &[u64]| numbers.iter().any(|number| known.contains(number));
        if has(&CREDENTIALS) {
            Self::Credentials(words())
        } else if has(&NO_ACCESS) {
            Self::NoAccess(words())
        } else {
            match error.as_str() {
                "invalid_client" => Self::Credentials(words()),
                "unauthorized_client" | "invalid_grant" | "interaction_required" | "consent_required" | "access_denied" => {
                    Self::NoAccess(words())
                }
                "temporarily_unavailable" => Self::Busy(None),
                _ => Self::Refused(words()),
            }
        }
    }

    /// What a refusal of Graph means.
    pub(super) fn of_graph(reply: &Reply) -> Self {
        let code = word(reply.body.pointer("/error/code").and_then(Value::as_str).unwrap_or_default());
        let words = format!("{} {code}", reply.status);
        match (reply.status, code.to_ascii_lowercase().as_str()) {
            (410, _) | (400 | 404, "resyncrequired" | "syncstatenotfound" | "syncstateinvalid" | "directory_expiredpagetoken") => {
                Self::Gone
            }
            (401 | 403, _) => Self::NoAccess(words),
            _ => Self::Refused(words),
        }
    }
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
            Fault::NoAccess(words) => Self::Withdrawn(words),
            Fault::Credentials(words) => Self::Credentials(words),
            Fault::Refused(words) => Self::Refused(words),
            Fault::Gone => Self::StartOver,
            Fault::Busy(later) => Self::Wait(later),
            Fault::Unanswered(failure) => Self::Unreachable(failure.to_string()),
            Fault::Senseless(words) => Self::Unreachable(words.to_owned()),
        }
    }
}
