//! The use cases of a sandbox's clock.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::events::{EventKind, SubjectKind};
use shared::ids::ResellerId;
use shared::problem::ProblemCode;
use shared::sandbox::{AHEAD_DAYS_MAX, AdvanceClock, ClockAdvanced, SandboxClock};
use shared::validation::FaultCode;

use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::platform::clock::Ahead;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::{jobs, resellers, timers};

/// The clock of a sandbox, at a time by it.
///
/// # Errors
/// `not_a_sandbox`.
pub fn clock(conn: &mut Connection, reseller: ResellerId, now: DateTime<Utc>) -> Result<SandboxClock, Refusal> {
    Ok(resellers::service::get(conn, reseller, now)?.sandbox.ok_or(ProblemCode::NotASandbox)?)
}

/// Moves the clock of a sandbox ahead, and with it all that waits there. What came due is carried out by the workers, each
/// by the new time, as after a stop of the server.
///
/// # Errors
/// `not_a_sandbox`; `not_in_future` and `too_far_ahead` at the field that says how far.
pub fn advance(
    conn: &mut Connection,
    reseller: ResellerId,
    wanted: AdvanceClock,
    real_now: DateTime<Utc>,
    deed: Deed,
) -> Result<ClockAdvanced, Refusal> {
    let before = resellers::clock::hold(conn, reseller)?.ok_or(ProblemCode::NotASandbox)?;
    let step = step(wanted, before, real_now)?;
    let after = before.and(step);
    resellers::clock::set(conn, reseller, after)?;
    let due = timers::service::bring_forward(conn, reseller, step, real_now)?;
    let due = due + jobs::service::bring_forward(conn, reseller, step, real_now)?;
    let now = after.here(real_now);
    let happening = Happening {
        kind: EventKind::ClockAdvanced,
        subject: SubjectKind::Reseller,
        subject_id: reseller.0,
        subscription: None,
        data: json!({"from": before.here(real_now), "to": now}),
    };
    record(conn, reseller, &Deed { now, ..deed }, happening)?;
    Ok(ClockAdvanced { now, offset_seconds: after.seconds(), timers_due: u32::try_from(due).unwrap_or(u32::MAX) })
}

/// How far it goes: not too far at once, nor in all.
fn step(wanted: AdvanceClock, ahead: Ahead, real_now: DateTime<Utc>) -> Result<TimeDelta, Refusal> {
    let pointer = match wanted {
        AdvanceClock::Days(_) => "/days",
        AdvanceClock::Hours(_) => "/hours",
        AdvanceClock::Seconds(_) => "/seconds",
        AdvanceClock::Until(_) => "/until",
    };
    let step = wanted.step(ahead.here(real_now)).map_err(|code| Refusal::field(pointer, code))?;
    let left = AHEAD_DAYS_MAX - ahead.seconds() / 86_400;
    if step > TimeDelta::days(left) {
        return Err(Refusal::field(pointer, FaultCode::TooFarAhead { days: left }));
    }
    Ok(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_gets_a_hundred_years_ahead_and_no_further() {
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        let ahead = Ahead::default().and(TimeDelta::days(AHEAD_DAYS_MAX - 3));
        assert_eq!(step(AdvanceClock::Days(3), ahead, now).unwrap(), TimeDelta::days(3));
        let refused = step(AdvanceClock::Days(4), ahead, now).unwrap_err();
        assert!(matches!(&refused, Refusal::Fields(faults) if faults[0].code == FaultCode::TooFarAhead { days: 3 }), "{refused:?}");
    }
}
