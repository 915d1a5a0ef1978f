//! The one clock. Everything that needs the time is handed it.
//!
//! Credentials and effects go by the real time ([`Clock`]). What a reseller does, and what time brings about for it, goes
//! by the reseller's own ([`ResellerClock`]): the same, unless the reseller is a sandbox, whose clock can be moved ahead.
//! [`Ahead`] is the one place that turns the one time into the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// Tells the time: the system's, or one that is moved by hand.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    System,
    /// Microseconds since 1970.
    ByHand(Arc<AtomicI64>),
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self(Kind::System)
    }

    /// A clock that stands still until it is moved; clones move together.
    #[must_use]
    pub fn by_hand(start: DateTime<Utc>) -> Self {
        Self(Kind::ByHand(Arc::new(AtomicI64::new(start.timestamp_micros()))))
    }

    /// The time now, to the microsecond: what both databases keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let micros = match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "this is the one home of the system's clock")]
            Kind::System => Utc::now().timestamp_micros(),
            Kind::ByHand(micros) => micros.load(Ordering::SeqCst),
        };
        DateTime::from_timestamp_micros(micros).unwrap_or_default()
    }

    /// Moves a clock that is moved by hand; the system's goes its own way.
    pub fn advance(&self, by: TimeDelta) {
        if let (Kind::ByHand(micros), Some(by)) = (&self.0, by.num_microseconds()) {
            micros.fetch_add(by, Ordering::SeqCst);
        }
    }

    /// Waits. On a clock that is moved by hand nobody does: time stands still there.
    pub async fn pause(&self, time: Duration) {
        match self.0 {
            Kind::System => tokio::time::sleep(time).await,
            Kind::ByHand(_) => tokio::task::yield_now().await,
        }
    }
}

/// How far a reseller's clock is ahead of the real one: not at all, but for a sandbox whose clock was moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ahead(TimeDelta);

impl Ahead {
    /// What the database keeps: microseconds, and nothing for who is no sandbox.
    #[must_use]
    pub fn of(offset: Option<i64>) -> Self {
        Self(TimeDelta::microseconds(offset.unwrap_or_default()))
    }

    /// The difference in microseconds.
    #[must_use]
    pub fn micros(self) -> i64 {
        self.0.num_microseconds().unwrap_or(i64::MAX)
    }

    /// The difference in whole seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.num_seconds()
    }

    /// The same and one step more.
    #[must_use]
    pub fn and(self, step: TimeDelta) -> Self {
        Self(self.0.checked_add(&step).unwrap_or(self.0))
    }

    /// What time it is for the reseller at an instant of the real time.
    #[must_use]
    pub fn here(self, real: DateTime<Utc>) -> DateTime<Utc> {
        real.checked_add_signed(self.0).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The real time at which it is this time for the reseller.
    #[must_use]
    pub fn real(self, here: DateTime<Utc>) -> DateTime<Utc> {
        here.checked_sub_signed(self.0).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }
}

/// The clock of a reseller.
#[derive(Debug, Clone)]
pub struct ResellerClock {
    real: Clock,
    ahead: Ahead,
}

impl ResellerClock {
    /// A clock that is so far ahead of the real one.
    #[must_use]
    pub const fn new(real: Clock, ahead: Ahead) -> Self {
        Self { real, ahead }
    }

    /// What time it is for the reseller.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.ahead.here(self.real.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_is_ahead_and_others_are_not() {
        let real = Clock::by_hand("2026-11-22T12:00:00Z".parse().unwrap());
        let ahead = Ahead::default().and(TimeDelta::days(14)).and(TimeDelta::microseconds(1));
        assert_eq!((ahead.micros(), ahead.seconds()), (1_209_600_000_001, 1_209_600));
        let (sandbox, other) = (ResellerClock::new(real.clone(), ahead), ResellerClock::new(real.clone(), Ahead::default()));
        assert_eq!(other.now(), real.now());
        assert_eq!(sandbox.now().to_string(), "2026-12-06 12:00:00.000001 UTC");
        assert_eq!(ahead.real(sandbox.now()), real.now());
        real.advance(TimeDelta::hours(1));
        assert_eq!(sandbox.now() - other.now(), TimeDelta::microseconds(ahead.micros()));
    }
}
