//! Answers of platforms.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use serde_json::Value;

use super::Failure;

/// An answer: a success, or a refusal (4xx) that is not about being busy. Its body may hold secrets, so it is not shown.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The body; null where a refusal brought no JSON.
    pub body: Value,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reply({}, …)", self.status)
    }
}

impl Reply {
    /// Reads an answer.
    pub(super) fn read(status: u16, body: &[u8]) -> Result<Self, Failure> {
        match serde_json::from_slice(body) {
            Ok(body) => Ok(Self { status, body }),
            Err(_) if status >= 400 => Ok(Self { status, body: Value::Null }),
            Err(_) => Err(Failure::NotJson),
        }
    }

    /// Whether it did what was asked.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.status < 300
    }
}

/// How long to wait by `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date, which is held against the date of
/// the same answer, so that a clock that goes wrong makes no difference.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let wanted = text(RETRY_AFTER)?;
    if let Ok(seconds) = wanted.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let (until, now) = (date(wanted)?, date(text(DATE)?)?);
    Some((until - now).to_std().unwrap_or_default())
}

/// A date of HTTP, as `Sun, 22 Nov 2026 12:00:00 GMT`.
fn date(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc2822(text).ok()
}
