mod sequences;

use shared::trials::TrialOutcome;

use super::super::domain::samples::{at, held, state, with_trial};
use super::*;

const LIFECYCLES: [Lifecycle; 5] =
    [Lifecycle::Trial, Lifecycle::TrialExpired, Lifecycle::Active, Lifecycle::CancelPending, Lifecycle::Ended];

/// Where each trigger leads from each lifecycle without a hold, on 1 December 2026, as the domain's rules say.
#[rustfmt::skip]
const EXPECTED: &[(Trigger, [Option<To>; 5])] = {
    use Lifecycle::{Active, CancelPending, Ended, Trial, TrialExpired};
    use HoldKind::{Operator, Payment, Reseller};
    const fn to(lifecycle: Lifecycle) -> Option<To> { Some(To::Lifecycle(lifecycle)) }
    const fn plus(kind: HoldKind) -> Option<To> { Some(To::PlusHold(kind)) }
    const SAME: Option<To> = Some(To::Same);
    &[
        //                           trial             trial_expired  active             cancel_pending  ended
        (Trigger::Create,           [None,             None,          None,              None,           None]),
        (Trigger::CreatePaid,       [None,             None,          None,              None,           None]),
        (Trigger::Activate,         [to(Active),       to(Active),    None,              None,           None]),
        (Trigger::Extend,           [SAME,             to(Trial),     None,              None,           None]),
        (Trigger::ExtendByOperator, [SAME,             to(Trial),     None,              None,           None]),
        (Trigger::EndTrial,         [to(Ended),        to(Ended),     None,              None,           None]),
        (Trigger::TrialEnd,         [to(TrialExpired), None,          None,              None,           None]),
        (Trigger::Close,            [None,             to(Ended),     None,              None,           None]),
        (Trigger::Pause,            [plus(Reseller),   None,          plus(Reseller),    plus(Reseller), None]),
        (Trigger::Resume,           [None,             None,          None,              None,           None]),
        (Trigger::PaymentOverdue,   [plus(Payment),    None,          plus(Payment),     plus(Payment),  None]),
        (Trigger::PaymentPaid,      [None,             None,          None,              None,           None]),
        (Trigger::Hold,             [plus(Operator),   None,          plus(Operator),    plus(Operator), None]),
        (Trigger::Release,          [None,             None,          None,              None,           None]),
        (Trigger::Cancel,           [to(Ended),        to(Ended),     to(CancelPending), None,           None]),
        (Trigger::CancelNow,        [to(Ended),        to(Ended),     to(Ended),         None,           None]),
        (Trigger::Keep,             [None,             None,          None,              to(Active),     None]),
        (Trigger::Cancellation,     [None,             None,          None,              to(Ended),      None]),
        (Trigger::Renew,            [None,             None,          SAME,              None,           None]),
        (Trigger::Reactivate,       [None,             None,          None,              None,           to(Active)]),
        (Trigger::AnnounceErasure,  [None,             None,          None,              None,           SAME]),
        (Trigger::Erase,            [None,             None,          None,              None,           SAME]),
    ]
};

fn now() -> DateTime<Utc> {
    at("2026-12-01T12:00:00Z")
}

fn to(state: &State, trigger: Trigger, now: DateTime<Utc>) -> Option<To> {
    find(state, trigger, now).ok().map(|row| row.to)
}

#[test]
fn every_state_answers_every_trigger_as_the_rules_say() {
    assert_eq!((EXPECTED.len(), LIFECYCLES.len()), (Trigger::ALL.len(), Lifecycle::ALL.len()));
    for (trigger, expected) in EXPECTED {
        for (lifecycle, expected) in LIFECYCLES.iter().zip(expected) {
            assert_eq!(to(&state(*lifecycle), *trigger, now()), *expected, "{lifecycle} {trigger:?}");
        }
    }
}

#[test]
fn a_hold_takes_the_place_of_its_absence_and_changes_nothing_else() {
    for (kind, on, off) in [
        (HoldKind::Reseller, Trigger::Pause, Trigger::Resume),
        (HoldKind::Payment, Trigger::PaymentOverdue, Trigger::PaymentPaid),
        (HoldKind::Operator, Trigger::Hold, Trigger::Release),
    ] {
        for (trigger, expected) in EXPECTED {
            for (lifecycle, plain) in LIFECYCLES.iter().zip(expected) {
                let state = held(kind, *lifecycle);
                // Holds of the operator outlast the end; the reseller's own is lifted by it.
                let stays = state.is_live() || kind != HoldKind::Reseller;
                let expected = match trigger {
                    one if *one == on => None,
                    one if *one == off => stays.then_some(To::MinusHold(kind)),
                    _ => *plain,
                };
                assert_eq!(to(&state, *trigger, now()), expected, "{lifecycle} on {kind}: {trigger:?}");
            }
        }
    }
}

#[test]
fn a_chosen_plan_turns_the_end_of_the_trial_into_its_conversion() {
    let chosen = State { plan_chosen: true, ..state(Lifecycle::Trial) };
    assert_eq!(to(&chosen, Trigger::TrialEnd, now()), Some(To::Lifecycle(Lifecycle::Active)));
}

#[test]
fn limits_in_time_are_told_by_their_own_refusal() {
    let bought = at("2026-11-30T12:00:00Z");
    let late = bought + super::super::domain::IMMEDIATE_CANCEL;
    assert_eq!(find(&state(Lifecycle::Active), Trigger::CancelNow, late), Err(Refused::TooLateToCancelNow));
    let used = with_trial(state(Lifecycle::Trial), |trial| trial.extensions = 2);
    assert_eq!(find(&used, Trigger::Extend, now()), Err(Refused::ExtensionsUsed));
    assert_eq!(to(&used, Trigger::ExtendByOperator, now()), Some(To::Same));
    let pending = state(Lifecycle::CancelPending);
    let effective = pending.cancel_at.unwrap();
    let instant = chrono::TimeDelta::microseconds(1);
    assert_eq!(to(&pending, Trigger::Keep, effective - instant), Some(To::Lifecycle(Lifecycle::Active)));
    assert_eq!(find(&pending, Trigger::Keep, effective), Err(Refused::NoSuchTransition));
}

#[test]
fn what_ended_comes_back_as_the_trial_it_was_or_paid() {
    let was_trial = with_trial(state(Lifecycle::Ended), |trial| {
        (trial.outcome, trial.ended_at) = (TrialOutcome::Ended, Some(at("2026-12-01T12:00:00Z")));
    });
    let ended = was_trial.ended_at.unwrap();
    assert_eq!(to(&was_trial, Trigger::Reactivate, ended), Some(To::Lifecycle(Lifecycle::Trial)));
    assert_eq!(to(&state(Lifecycle::Ended), Trigger::Reactivate, ended), Some(To::Lifecycle(Lifecycle::Active)));
    for state in [was_trial, state(Lifecycle::Ended)] {
        assert_eq!(to(&state, Trigger::Reactivate, ended + super::super::domain::KEPT_AFTER_END), None);
    }
}

#[test]
fn allowed_actions_are_those_that_lead_somewhere() {
    use Action::{Activate, Cancel, ChangePlan, ChangeSeats, EndTrial, ExtendTrial, Keep, Pause, Reactivate, Resume};
    for (state, expected) in [
        (state(Lifecycle::Trial), vec![Activate, Pause, Cancel, ExtendTrial, EndTrial, ChangeSeats, ChangePlan]),
        (held(HoldKind::Reseller, Lifecycle::Trial), vec![Activate, Resume, Cancel, ExtendTrial, EndTrial, ChangeSeats, ChangePlan]),
        (held(HoldKind::Operator, Lifecycle::Trial), vec![Activate, Pause, Cancel, ExtendTrial, EndTrial, ChangeSeats, ChangePlan]),
        (state(Lifecycle::TrialExpired), vec![Activate, Cancel, ExtendTrial, EndTrial]),
        (with_trial(state(Lifecycle::TrialExpired), |trial| trial.extensions = 2), vec![Activate, Cancel, EndTrial]),
        (state(Lifecycle::Active), vec![Pause, Cancel, ChangeSeats, ChangePlan]),
        (held(HoldKind::Reseller, Lifecycle::Active), vec![Resume, Cancel, ChangeSeats, ChangePlan]),
        (held(HoldKind::Payment, Lifecycle::Active), vec![Pause, Cancel, ChangeSeats, ChangePlan]),
        (state(Lifecycle::CancelPending), vec![Pause, Keep, ChangeSeats]),
        (state(Lifecycle::Ended), vec![Reactivate]),
    ] {
        let now = state.ended_at.unwrap_or_else(now);
        assert_eq!(allowed_actions(&state, now), expected, "{state:?}");
    }
    assert_eq!(allowed_actions(&state(Lifecycle::Ended), at("2027-03-20T12:00:00Z")), Vec::new());
}
