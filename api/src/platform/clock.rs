//! The one clock. Everything that needs the time is handed it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

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
}
