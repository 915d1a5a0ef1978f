//! Counters that slow guessing down: places for attempts are taken before the password is looked at, so that a hundred
//! tries at once don't get through together, and given back after a right one.

use chrono::{DateTime, TimeDelta, Utc};
use shared::problem::ProblemCode;

use super::device::Device;
use super::store;
use crate::http::address::network;
use crate::platform::db::{Connection, dialect};
use crate::platform::tokens;
use crate::refusal::Refusal;

/// Something that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    /// What is counted; kept as a hash, since it may name a person.
    key: Vec<u8>,
    /// Attempts that are free in a window.
    limit: i64,
    /// How long a window is.
    window: TimeDelta,
}

impl Counter {
    fn new(kind: &str, of: &str, limit: i64, window: TimeDelta) -> Self {
        Self { key: tokens::hash(format!("{kind}:{of}")), limit, window }
    }

    /// Sign-ins of an account: 10 in 15 minutes. An unknown address counts alike.
    #[must_use]
    pub fn sign_in_of(email_key: &str) -> Self {
        Self::new("sign-in account", email_key, 10, TimeDelta::minutes(15))
    }

    /// Sign-ins to an account from a browser that signed in to it before: 10 in 15 minutes.
    #[must_use]
    pub fn sign_in_by(device: &Device) -> Self {
        Self::new("sign-in device", &device.name, 10, TimeDelta::minutes(15))
    }

    /// Codes of an account's second factor, whichever browser they come from: 10 in 15 minutes. Only who has the password
    /// or a session gets to try one.
    #[must_use]
    pub fn codes_of(email_key: &str) -> Self {
        Self::new("code account", email_key, 10, TimeDelta::minutes(15))
    }

    /// Sign-ins from an address, or its network: 100 in 15 minutes.
    #[must_use]
    pub fn sign_in_from(address: &str) -> Self {
        Self::new("sign-in address", &network(address), 100, TimeDelta::minutes(15))
    }

    /// Mails "forgotten password" to an address, which anybody can cause: 5 in an hour.
    #[must_use]
    pub fn resets_to(email_key: &str) -> Self {
        Self::new("mail reset", email_key, 5, TimeDelta::hours(1))
    }

    /// Invites sent again to an address: 5 in an hour.
    #[must_use]
    pub fn invites_to(email_key: &str) -> Self {
        Self::new("mail invite", email_key, 5, TimeDelta::hours(1))
    }

    /// Mails that ask an address to confirm that it is an account's new one: 5 in an hour.
    #[must_use]
    pub fn confirmations_to(email_key: &str) -> Self {
        Self::new("mail confirm", email_key, 5, TimeDelta::hours(1))
    }

    /// Wrong codes and tokens from an address, and new passwords asked for: 50 in 15 minutes.
    #[must_use]
    pub fn token_from(address: &str) -> Self {
        Self::new("token address", &network(address), 50, TimeDelta::minutes(15))
    }

    fn window_start(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let length = self.window.num_seconds().max(1);
        let start = now.timestamp().div_euclid(length) * length;
        DateTime::from_timestamp(start, 0).unwrap_or(now)
    }

    /// Takes a place.
    ///
    /// # Errors
    /// `too_many_attempts` with the seconds until the window ends.
    pub fn take(&self, conn: &mut Connection, now: DateTime<Utc>) -> Result<(), Refusal> {
        let start = self.window_start(now);
        dialect::insert_attempts_once(conn, &self.key, start.into())?;
        if store::count_attempt(conn, &self.key, start.into(), self.limit)? {
            return Ok(());
        }
        let wait = (start + self.window - now).num_seconds().max(1);
        Err(Refusal::Later(ProblemCode::TooManyAttempts, u64::try_from(wait).unwrap_or(1)))
    }

    /// Gives one place back.
    ///
    /// # Errors
    /// The database failed.
    pub fn give_back(&self, conn: &mut Connection, now: DateTime<Utc>) -> Result<(), Refusal> {
        store::uncount_attempt(conn, &self.key, self.window_start(now).into())?;
        Ok(())
    }

    /// Gives back all places of the window.
    ///
    /// # Errors
    /// The database failed.
    pub fn clear(&self, conn: &mut Connection, now: DateTime<Utc>) -> Result<(), Refusal> {
        store::clear_attempts(conn, &self.key, self.window_start(now).into())?;
        Ok(())
    }
}
