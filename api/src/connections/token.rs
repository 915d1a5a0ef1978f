//! Access tokens of platforms (RFC 6749, section 5.1).

use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use tokio::time::Instant;

/// A token is not used any more when it ends within this time.
const RESERVE: Duration = Duration::from_secs(60);
/// Longer ones are asked for anew all the same.
const LIFETIME_MAX: u64 = 86_400;

/// An access token.
#[derive(Clone)]
pub(super) struct Token {
    pub secret: SecretString,
    until: Instant,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// Reads an answer in which one was given.
    pub fn read(answer: &Value) -> Option<Self> {
        let secret = answer.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty())?;
        let seconds = answer.get("expires_in").and_then(Value::as_u64).unwrap_or_default();
        Some(Self { secret: secret.to_owned().into(), until: Instant::now() + Duration::from_secs(seconds.min(LIFETIME_MAX)) })
    }

    /// Whether it can be used for a while.
    pub fn is_fresh(&self) -> bool {
        Instant::now() + RESERVE < self.until
    }
}
