//! The clock of a sandbox: a reseller on which integrators try things out moves its own time ahead.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::validation::FaultCode;

/// How far one request moves a clock at most, in days.
pub const STEP_DAYS_MAX: i64 = 400;
/// The same in hours.
pub const STEP_HOURS_MAX: i64 = STEP_DAYS_MAX * 24;
/// The same in seconds.
pub const STEP_SECONDS_MAX: i64 = STEP_HOURS_MAX * 3600;
/// How far a clock gets ahead of the real one in all, in days: a hundred years.
pub const AHEAD_DAYS_MAX: i64 = 36_525;

/// The time of a sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SandboxClock {
    /// What time it is in the sandbox.
    pub now: DateTime<Utc>,
    /// How far that is ahead of the real time, in whole seconds.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 1_209_600))]
    pub offset_seconds: i64,
}

/// The time of a sandbox that was just moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockAdvanced {
    /// What time it is in the sandbox now.
    pub now: DateTime<Utc>,
    /// How far that is ahead of the real time, in whole seconds.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 1_209_600))]
    pub offset_seconds: i64,
    /// How many timers of subscriptions and invites came due by this. They are carried out within two seconds, and may
    /// bring others: of a year each month's renewal sets the next one's timer.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub timers_due: u32,
}

/// Moves the clock of a sandbox ahead: by **one** of a number of days, of hours or of seconds, or to an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AdvanceClock {
    /// By so many days of 24 hours, 1 to 400.
    Days(i64),
    /// By so many hours, 1 to 9600.
    Hours(i64),
    /// By so many seconds, 1 to 34560000.
    Seconds(i64),
    /// To this instant, by the sandbox's clock: one that is yet to come there, at most 400 days ahead.
    Until(DateTime<Utc>),
}

impl AdvanceClock {
    /// How far that moves a clock that shows `now`.
    ///
    /// # Errors
    /// `not_in_future`, `too_far_ahead`.
    pub fn step(&self, now: DateTime<Utc>) -> Result<TimeDelta, FaultCode> {
        let too_far = FaultCode::TooFarAhead { days: STEP_DAYS_MAX };
        let step = match self {
            Self::Days(days) => TimeDelta::try_days(*days),
            Self::Hours(hours) => TimeDelta::try_hours(*hours),
            Self::Seconds(seconds) => TimeDelta::try_seconds(*seconds),
            Self::Until(instant) => Some(*instant - now),
        };
        match step {
            Some(step) if step <= TimeDelta::zero() => Err(FaultCode::NotInFuture),
            Some(step) if step <= TimeDelta::days(STEP_DAYS_MAX) => Ok(step),
            _ => Err(too_far),
        }
    }
}

impl FromFields for AdvanceClock {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let range =
            |max: i64| move |count: i64| if (1..=max).contains(&count) { Ok(count) } else { Err(FaultCode::OutOfRange { min: 1, max }) };
        let mut given = ["days", "hours", "seconds", "until"].into_iter().filter(|name| f.has(name)).collect::<Vec<_>>().into_iter();
        let days = f.changed("days", range(STEP_DAYS_MAX));
        let hours = f.changed("hours", range(STEP_HOURS_MAX));
        let seconds = f.changed("seconds", range(STEP_SECONDS_MAX));
        let until = f.changed("until", any::<DateTime<Utc>>);
        if let Some(first) = given.next() {
            given.for_each(|name| f.fault(name, FaultCode::NotWanted { because_of: first }));
        } else if (days, hours, seconds, until) == (Some(None), Some(None), Some(None), Some(None)) {
            f.fault("days", FaultCode::Required);
        }
        let (days, hours, seconds, until) = (days?, hours?, seconds?, until?);
        days.map(Self::Days).or(hours.map(Self::Hours)).or(seconds.map(Self::Seconds)).or(until.map(Self::Until))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults(body: serde_json::Value) -> Vec<(String, &'static str)> {
        let faults = AdvanceClock::from_json(body).unwrap_err();
        faults.into_iter().map(|fault| (fault.pointer, fault.code.as_str())).collect()
    }

    #[test]
    fn one_way_to_say_how_far_is_wanted() {
        assert_eq!(AdvanceClock::from_json(json!({"days": 14})), Ok(AdvanceClock::Days(14)));
        assert_eq!(AdvanceClock::from_json(json!({"hours": 9600})), Ok(AdvanceClock::Hours(9600)));
        assert_eq!(AdvanceClock::from_json(json!({"seconds": 1})), Ok(AdvanceClock::Seconds(1)));
        let until = "2026-12-09T12:00:00Z";
        assert_eq!(AdvanceClock::from_json(json!({"until": until})), Ok(AdvanceClock::Until(until.parse().unwrap())));
        for (body, expected) in [
            (json!({}), vec![("/days", "required")]),
            (json!({"days": 0}), vec![("/days", "out_of_range")]),
            (json!({"days": 401}), vec![("/days", "out_of_range")]),
            (json!({"days": -14}), vec![("/days", "out_of_range")]),
            (json!({"days": null}), vec![("/days", "required")]),
            (json!({"days": 1, "hours": 1}), vec![("/hours", "not_wanted")]),
            (json!({"hours": 1, "until": until}), vec![("/until", "not_wanted")]),
            (json!({"until": "tomorrow"}), vec![("/until", "invalid_instant")]),
            (json!({"days": 0, "hours": 1}), vec![("/days", "out_of_range"), ("/hours", "not_wanted")]),
            (json!({"days": 1, "weeks": 1}), vec![("/weeks", "unknown_field")]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(pointer, code)| (pointer.to_owned(), code)).collect();
            assert_eq!(faults(body.clone()), expected, "{body}");
        }
    }

    #[test]
    fn a_clock_moves_forward_alone_and_not_too_far_at_once() {
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        let instant = TimeDelta::microseconds(1);
        let furthest = now + TimeDelta::days(STEP_DAYS_MAX);
        assert_eq!(AdvanceClock::Days(14).step(now), Ok(TimeDelta::days(14)));
        assert_eq!(AdvanceClock::Until(now + instant).step(now), Ok(instant));
        assert_eq!(AdvanceClock::Until(now).step(now), Err(FaultCode::NotInFuture));
        assert_eq!(AdvanceClock::Until(now - TimeDelta::days(1)).step(now), Err(FaultCode::NotInFuture));
        assert_eq!(AdvanceClock::Until(furthest).step(now), Ok(TimeDelta::days(STEP_DAYS_MAX)));
        assert_eq!(AdvanceClock::Until(furthest + instant).step(now), Err(FaultCode::TooFarAhead { days: STEP_DAYS_MAX }));
        assert_eq!(serde_json::to_value(AdvanceClock::Days(14)).unwrap(), json!({"days": 14}));
    }
}
