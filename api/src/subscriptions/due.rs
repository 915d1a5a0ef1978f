//! What time brings about by itself, and when: the one thing that a subscription's timer waits for.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use shared::subscriptions::Lifecycle;

use super::domain::{ERASURE_NOTICE, Erasure, KEPT_AFTER_END, KEPT_AFTER_EXPIRY, State, TrialState};

/// Days before a trial's end at which its reseller is reminded.
pub const REMINDERS: [i64; 3] = [7, 3, 1];

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The reminder so many days before the trial's end.
    Remind(i64),
    /// The trial's end: it becomes paid where a plan is chosen, and expires otherwise.
    TrialEnd,
    /// An expired trial is closed.
    Close,
    /// A paid period ends, and the next one begins.
    Renew,
    /// A cancellation takes effect.
    Cancellation,
    /// The reseller is told that the data will be erased.
    AnnounceErasure,
    /// Personal data is erased.
    Erase,
}

/// The beginning of a day.
#[must_use]
pub const fn midnight(date: NaiveDate) -> DateTime<Utc> {
    date.and_time(NaiveTime::MIN).and_utc()
}

impl State {
    /// When something is due next, and what that is; nothing where nothing is to come.
    #[must_use]
    pub fn next_due(&self) -> Option<(DateTime<Utc>, Due)> {
        match self.lifecycle {
            Lifecycle::Trial if self.paused_since.is_some() => None,
            Lifecycle::Trial => self.trial.map(|trial| trial.next_due()),
            Lifecycle::TrialExpired => Some((self.trial?.ends_at + KEPT_AFTER_EXPIRY, Due::Close)),
            Lifecycle::Active => Some((midnight(self.period_end?), Due::Renew)),
            Lifecycle::CancelPending => Some((self.cancel_at?, Due::Cancellation)),
            Lifecycle::Ended => match self.erasure {
                Erasure::NotAnnounced => Some((self.ended_at? + KEPT_AFTER_END - ERASURE_NOTICE, Due::AnnounceErasure)),
                Erasure::Announced(_) => Some((self.erases_at()?, Due::Erase)),
                Erasure::Done => None,
            },
        }
    }

    /// When the personal data of what ended goes: later than it should where the announcement was late, since the time
    /// that it gives is kept.
    #[must_use]
    pub fn erases_at(&self) -> Option<DateTime<Utc>> {
        let gone = self.ended_at? + KEPT_AFTER_END;
        match self.erasure {
            Erasure::NotAnnounced | Erasure::Done => Some(gone),
            Erasure::Announced(at) => Some(gone.max(at + ERASURE_NOTICE)),
        }
    }

    /// What is due now, with the instant for which it was due; of several the last, since those before it are true no
    /// more.
    #[must_use]
    pub fn due(&self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Due)> {
        let (at, due) = self.next_due().filter(|(at, _)| *at <= now)?;
        match (due, self.trial) {
            (Due::Remind(_), Some(trial)) => Some(trial.due(now)),
            // The reseller is always told, and always in time: the erasure waits for that.
            _ => Some((at, due)),
        }
    }
}

impl TrialState {
    fn next_due(&self) -> (DateTime<Utc>, Due) {
        let open = REMINDERS.into_iter().find(|days| self.reminded.is_none_or(|last| *days < last));
        open.map_or((self.ends_at, Due::TrialEnd), |days| (self.reminder_at(days), Due::Remind(days)))
    }

    /// The end where it has come, else the last reminder whose time has come.
    fn due(&self, now: DateTime<Utc>) -> (DateTime<Utc>, Due) {
        if self.ends_at <= now {
            return (self.ends_at, Due::TrialEnd);
        }
        let last = self.reminders_past(now).unwrap_or(1);
        (self.reminder_at(last), Due::Remind(last))
    }

    fn reminder_at(&self, days: i64) -> DateTime<Utc> {
        self.ends_at - TimeDelta::days(days)
    }

    /// The last reminder whose time has come by then. What begins, or is made longer, then has no use for those.
    #[must_use]
    pub fn reminders_past(&self, now: DateTime<Utc>) -> Option<i64> {
        REMINDERS.into_iter().rev().find(|days| self.reminder_at(*days) <= now)
    }
}

#[cfg(test)]
mod tests {
    use shared::subscriptions::HoldKind;
    use shared::trials::TrialOutcome;

    use super::super::domain::samples::{at, held, state, with_trial};
    use super::*;

    #[test]
    fn every_state_waits_for_one_thing() {
        let erasure = |erasure| State { erasure, ..state(Lifecycle::Ended) };
        for (state, expected) in [
            (state(Lifecycle::Trial), Some(("2026-11-29T12:00:00Z", Due::Remind(7)))),
            (held(HoldKind::Reseller, Lifecycle::Trial), None),
            (held(HoldKind::Payment, Lifecycle::Trial), Some(("2026-11-29T12:00:00Z", Due::Remind(7)))),
            (held(HoldKind::Operator, Lifecycle::Trial), Some(("2026-11-29T12:00:00Z", Due::Remind(7)))),
            (state(Lifecycle::TrialExpired), Some(("2027-01-05T12:00:00Z", Due::Close))),
            (state(Lifecycle::Active), Some(("2026-12-30T00:00:00Z", Due::Renew))),
            (held(HoldKind::Reseller, Lifecycle::Active), Some(("2026-12-30T00:00:00Z", Due::Renew))),
            (held(HoldKind::Payment, Lifecycle::Active), Some(("2026-12-30T00:00:00Z", Due::Renew))),
            (state(Lifecycle::CancelPending), Some(("2026-12-30T00:00:00Z", Due::Cancellation))),
            (erasure(Erasure::NotAnnounced), Some(("2027-03-06T12:00:00Z", Due::AnnounceErasure))),
            (erasure(Erasure::Announced(at("2027-03-06T12:00:00Z"))), Some(("2027-03-20T12:00:00Z", Due::Erase))),
            (erasure(Erasure::Announced(at("2027-05-01T00:00:00Z"))), Some(("2027-05-15T00:00:00Z", Due::Erase))),
            (erasure(Erasure::Done), None),
        ] {
            assert_eq!(state.next_due(), expected.map(|(instant, due)| (at(instant), due)), "{state:?}");
        }
    }

    #[test]
    fn reminders_come_once_each_and_of_several_the_last() {
        let reminded = |last| with_trial(state(Lifecycle::Trial), |trial| trial.reminded = last);
        for (last, now, due) in [
            (None, "2026-11-29T11:59:59.999999Z", None),
            (None, "2026-11-29T12:00:00Z", Some(Due::Remind(7))),
            (None, "2026-12-03T11:00:00Z", Some(Due::Remind(7))),
            (None, "2026-12-03T12:00:00Z", Some(Due::Remind(3))),
            (None, "2026-12-06T11:00:00Z", Some(Due::Remind(1))),
            (None, "2026-12-06T12:00:00Z", Some(Due::TrialEnd)),
            (Some(7), "2026-12-03T11:59:59Z", None),
            (Some(7), "2026-12-03T12:00:00Z", Some(Due::Remind(3))),
            (Some(3), "2026-12-05T11:59:59Z", None),
            (Some(3), "2026-12-05T12:00:00Z", Some(Due::Remind(1))),
            (Some(1), "2026-12-06T11:59:59.999999Z", None),
            (Some(1), "2026-12-06T12:00:00Z", Some(Due::TrialEnd)),
            (Some(7), "2027-01-06T12:00:00Z", Some(Due::TrialEnd)),
        ] {
            assert_eq!(reminded(last).due(at(now)).map(|(_, due)| due), due, "{last:?} {now}");
        }
    }

    #[test]
    fn a_trial_that_begins_short_has_no_use_for_the_reminders_before() {
        let trial = state(Lifecycle::Trial).trial.unwrap();
        for (now, past) in [
            ("2026-11-22T12:00:00Z", None),
            ("2026-11-29T12:00:00Z", Some(7)),
            ("2026-12-02T12:00:00Z", Some(7)),
            ("2026-12-03T12:00:00Z", Some(3)),
            ("2026-12-05T18:00:00Z", Some(1)),
        ] {
            assert_eq!(trial.reminders_past(at(now)), past, "{now}");
        }
    }

    #[test]
    fn what_is_due_is_due_from_its_instant_on() {
        for (state, instant) in [
            (with_trial(state(Lifecycle::TrialExpired), |trial| trial.outcome = TrialOutcome::Expired), "2027-01-05T12:00:00Z"),
            (state(Lifecycle::Active), "2026-12-30T00:00:00Z"),
            (state(Lifecycle::CancelPending), "2026-12-30T00:00:00Z"),
            (state(Lifecycle::Ended), "2027-03-06T12:00:00Z"),
        ] {
            let instant = at(instant);
            assert!(state.due(instant - TimeDelta::microseconds(1)).is_none(), "{state:?}");
            assert_eq!(state.due(instant), state.next_due(), "{state:?}");
            assert_eq!(state.due(instant + TimeDelta::days(400)), state.next_due(), "{state:?}");
        }
    }
}
