use proptest::prelude::*;

use super::samples::{at, held, state, with_trial};
use super::*;

#[test]
fn status_follows_from_lifecycle_and_holds() {
    for (lifecycle, plain, on_hold) in [
        (Lifecycle::Trial, Status::Trial, Status::OnHold),
        (Lifecycle::TrialExpired, Status::TrialExpired, Status::TrialExpired),
        (Lifecycle::Active, Status::Active, Status::OnHold),
        (Lifecycle::CancelPending, Status::CancelPending, Status::OnHold),
        (Lifecycle::Ended, Status::Ended, Status::Ended),
    ] {
        assert_eq!(state(lifecycle).status(), plain);
        for hold in HoldKind::ALL {
            assert_eq!(held(*hold, lifecycle).status(), on_hold);
        }
    }
}

#[test]
fn the_next_payment_is_due_as_the_rules_say() {
    let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
    let chosen = |state: State| State { plan_chosen: true, ..state };
    let overdue = |lifecycle| State { overdue_since: day("2026-11-12"), ..held(HoldKind::Payment, lifecycle) };
    for (state, due) in [
        (state(Lifecycle::Trial), None),
        (chosen(state(Lifecycle::Trial)), day("2026-12-06")),
        (chosen(held(HoldKind::Reseller, Lifecycle::Trial)), None),
        (chosen(held(HoldKind::Operator, Lifecycle::Trial)), day("2026-12-06")),
        (chosen(state(Lifecycle::TrialExpired)), None),
        (state(Lifecycle::Active), day("2026-12-30")),
        (held(HoldKind::Reseller, Lifecycle::Active), day("2026-12-30")),
        (overdue(Lifecycle::Trial), day("2026-11-12")),
        (overdue(Lifecycle::Active), day("2026-11-12")),
        (overdue(Lifecycle::CancelPending), day("2026-11-12")),
        (state(Lifecycle::CancelPending), None),
        (overdue(Lifecycle::TrialExpired), None),
        (overdue(Lifecycle::Ended), None),
    ] {
        assert_eq!(state.next_payment_date(), due, "{state:?}");
    }
}

#[test]
fn begun_days_are_counted() {
    for (left, days) in [
        (TimeDelta::days(14), 14),
        (TimeDelta::days(13) + TimeDelta::microseconds(1), 14),
        (TimeDelta::days(13), 13),
        (TimeDelta::microseconds(1), 1),
        (TimeDelta::zero(), 0),
        (TimeDelta::days(-3), 0),
    ] {
        assert_eq!(begun_days(left), days, "{left}");
    }
}

#[test]
fn a_paused_trials_clock_stands_still_and_an_ended_one_keeps_what_it_had() {
    let noon = |text: &str| at(&format!("{text}T12:00:00Z"));
    let days = TimeDelta::days;
    let running = state(Lifecycle::Trial);
    assert_eq!(running.trial_left(noon("2026-12-04")), days(2));
    assert_eq!(running.trial_left(noon("2026-12-09")), days(0));
    let paused = held(HoldKind::Reseller, Lifecycle::Trial);
    assert_eq!(paused.trial_left(noon("2026-12-04")), days(5));
    assert_eq!(paused.trial_left(noon("2027-12-04")), days(5));
    // A clock that was put back does not give days away.
    assert_eq!(paused.trial_left(noon("2026-11-30")), days(6));
    let ended = with_trial(state(Lifecycle::Ended), |trial| {
        trial.outcome = TrialOutcome::Ended;
        trial.ended_at = Some(noon("2026-11-28"));
    });
    assert_eq!(ended.trial_left(noon("2027-01-04")), days(8));
    assert_eq!(state(Lifecycle::TrialExpired).trial_left(noon("2026-12-07")), days(0));
    assert_eq!(State { trial: None, ..running }.trial_left(noon("2026-12-04")), days(0));
}

#[test]
fn limits_in_time_end_at_their_instant() {
    let instant = TimeDelta::microseconds(1);
    let active = state(Lifecycle::Active);
    let late = active.purchased_at.unwrap() + IMMEDIATE_CANCEL;
    assert!(active.can_cancel_now(late - instant) && !active.can_cancel_now(late));
    let ended = state(Lifecycle::Ended);
    let gone = ended.ended_at.unwrap() + KEPT_AFTER_END;
    assert!(ended.can_come_back(gone - instant) && !ended.can_come_back(gone));
    assert!(!State { erasure: Erasure::Done, ..ended }.can_come_back(gone - instant));
}

#[test]
fn extensions_are_at_most_two_and_fourteen_days_in_all() {
    for (extensions, days, left) in [(0, 0, 14), (1, 4, 10), (1, 14, 0), (2, 2, 0), (3, 30, 0), (1, 20, 0)] {
        let state = with_trial(state(Lifecycle::Trial), |trial| (trial.extensions, trial.extended_days) = (extensions, days));
        assert_eq!(state.trial.unwrap().extension_days_left(), left, "{extensions} {days}");
    }
}

proptest! {
    #[test]
    fn begun_days_never_grow(seconds in -100_000_i64..2_000_000, later in 0_i64..100_000) {
        let left = TimeDelta::seconds(seconds);
        prop_assert!(begun_days(left - TimeDelta::seconds(later)) <= begun_days(left));
    }
}
