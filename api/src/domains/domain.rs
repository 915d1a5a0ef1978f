//! The rules of sender domains: when a state is worse than another, and when it is looked at again.

use chrono::{DateTime, TimeDelta, Utc};
use shared::domains::SpfResult;

/// How long after a check a domain that is not right is checked again.
const WHILE_WRONG: TimeDelta = TimeDelta::hours(1);
/// How long after a check a domain that is right is checked again.
const WHILE_RIGHT: TimeDelta = TimeDelta::days(1);

/// In which direction a domain's state went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Mails that were let pass may be refused now.
    Worse,
    /// The other way.
    Better,
}

/// Whether DNS answered, so that the state is known.
#[must_use]
pub const fn is_known(result: SpfResult) -> bool {
    !matches!(result, SpfResult::DnsError)
}

/// How a state differs from the last that was known. The first one is no change, and silence is none: who can't be reached
/// may be as before.
#[must_use]
pub fn change(before: Option<SpfResult>, now: SpfResult) -> Option<Change> {
    let (before, now) = (rank(before?)?, rank(now)?);
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => Some(Change::Worse),
        std::cmp::Ordering::Less => Some(Change::Better),
        std::cmp::Ordering::Equal => None,
    }
}

/// How bad a state is: right with us, right without us, or of no use to receivers.
const fn rank(result: SpfResult) -> Option<u8> {
    match result {
        SpfResult::Ok => Some(0),
        SpfResult::OkWithoutUs => Some(1),
        SpfResult::Missing | SpfResult::Multiple | SpfResult::Malformed | SpfResult::OverLimit | SpfResult::VoidLimit => Some(2),
        SpfResult::DnsError => None,
    }
}

/// How a domain stands with the customer's platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether the platform ever named it; one that people added may be of another system.
    pub at_platform: bool,
    /// Since when the platform does not name it any more.
    pub gone_since: Option<DateTime<Utc>>,
}

/// Whether the platform names a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It does again.
    There,
    /// It does not any more.
    Gone,
}

impl Standing {
    /// How it stands once the platform has told all its domains, and what of that is news; nothing where all is as before.
    #[must_use]
    pub fn told(self, is_named: bool, now: DateTime<Utc>) -> Option<(Self, Option<Presence>)> {
        match (is_named, self.at_platform, self.gone_since) {
            (true, true, None) | (false, false, _) | (false, true, Some(_)) => None,
            (true, _, gone) => Some((Self { at_platform: true, gone_since: None }, gone.map(|_| Presence::There))),
            (false, true, None) => Some((Self { gone_since: Some(now), ..self }, Some(Presence::Gone))),
        }
    }
}

/// When a domain with this result is checked again by itself: hourly until it is right, then daily.
#[must_use]
pub fn next_check(result: SpfResult, now: DateTime<Utc>) -> DateTime<Utc> {
    now + if result == SpfResult::Ok { WHILE_RIGHT } else { WHILE_WRONG }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_go_by_what_receivers_make_of_the_record() {
        use SpfResult::{DnsError, Malformed, Missing, Ok, OkWithoutUs, OverLimit};
        for (before, now, expected) in [
            (None, Missing, None),
            (None, Ok, None),
            (Some(Ok), Ok, None),
            (Some(Ok), OkWithoutUs, Some(Change::Worse)),
            (Some(Ok), Missing, Some(Change::Worse)),
            (Some(OkWithoutUs), OverLimit, Some(Change::Worse)),
            (Some(OkWithoutUs), Ok, Some(Change::Better)),
            (Some(Malformed), OkWithoutUs, Some(Change::Better)),
            (Some(Malformed), OverLimit, None),
            (Some(Ok), DnsError, None),
        ] {
            assert_eq!(change(before, now), expected, "{before:?} {now:?}");
        }
    }

    #[test]
    fn only_what_the_platform_named_can_be_gone_and_it_is_told_once() {
        let (now, before): (DateTime<Utc>, DateTime<Utc>) =
            ("2026-11-28T00:00:00Z".parse().unwrap(), "2026-11-27T00:00:00Z".parse().unwrap());
        let standing = |at_platform, gone_since| Standing { at_platform, gone_since };
        for (was, is_named, expected) in [
            (standing(false, None), false, None),
            (standing(false, None), true, Some((standing(true, None), None))),
            (standing(true, None), true, None),
            (standing(true, None), false, Some((standing(true, Some(now)), Some(Presence::Gone)))),
            (standing(true, Some(before)), false, None),
            (standing(true, Some(before)), true, Some((standing(true, None), Some(Presence::There)))),
        ] {
            assert_eq!(was.told(is_named, now), expected, "{was:?} {is_named}");
        }
    }

    #[test]
    fn what_is_right_is_looked_at_daily_and_all_else_hourly() {
        let now: DateTime<Utc> = "2026-11-28T00:00:00Z".parse().unwrap();
        assert_eq!(next_check(SpfResult::Ok, now), now + TimeDelta::days(1));
        for result in SpfResult::ALL.iter().copied().filter(|result| *result != SpfResult::Ok) {
            assert_eq!(next_check(result, now), now + TimeDelta::hours(1));
        }
    }
}
