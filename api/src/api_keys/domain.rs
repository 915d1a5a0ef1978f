//! Keys: how long they work, and how one is told from another.

use chrono::{DateTime, TimeDelta, Utc};
use shared::api_keys::ApiKeyState;

/// How every secret begins, so that people and scanners of source code know one when they see it.
pub const PREFIX: &str = "ck_";
/// How many characters of a secret are kept to be shown: the prefix, and 48 of the 256 bits.
const SHOWN: usize = 11;
/// A use is noted when the one that was noted last is this old.
pub(super) const USE_NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The part of a secret that may be shown.
pub(super) fn shown(secret: &str) -> String {
    secret.chars().take(SHOWN).collect()
}

/// How a key stands: it works until, but not at, the instant at which it expires. `store::live_across_tenants` says the same in
/// SQL.
pub(super) fn state_at(revoked_at: Option<DateTime<Utc>>, expires_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> ApiKeyState {
    match (revoked_at, expires_at) {
        (Some(_), _) => ApiKeyState::Revoked,
        (None, Some(end)) if end <= now => ApiKeyState::Expired,
        (None, _) => ApiKeyState::Active,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_works_until_but_not_at_its_end() {
        let noon: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        let second = TimeDelta::seconds(1);
        assert_eq!(state_at(None, None, noon), ApiKeyState::Active);
        assert_eq!(state_at(None, Some(noon + second), noon), ApiKeyState::Active);
        assert_eq!(state_at(None, Some(noon), noon), ApiKeyState::Expired);
        assert_eq!(state_at(Some(noon), Some(noon), noon), ApiKeyState::Revoked);
        assert_eq!(state_at(Some(noon), Some(noon + second), noon), ApiKeyState::Revoked);
    }

    #[test]
    fn little_of_a_secret_is_shown() {
        assert_eq!(shown("ck_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"), "ck_Zm9vYmFy");
    }
}
