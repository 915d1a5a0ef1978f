//! What a change would come to: the same rules as the change itself, and no effect.

use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::{ResellerId, SubscriptionId};
use shared::subscriptions::{Lifecycle, NextPeriod, Plan, Preview, PreviewChange, PreviewCharge, PreviewScheduled, ScheduledChangeKind};

use super::amendment::{self, Amendment, Terms};
use super::due::midnight;
use super::store::Whole;
use super::{change, effects, whole_store};
use crate::deed::Deed;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::statements::service::NewCharge;
use crate::{plans, resellers};

/// What a change of seats, plan or term would come to; without any, what the next period costs as things stand. For what
/// is not paid yet, plan and term are those that it would begin with.
///
/// # Errors
/// `not_found`, `seats_not_changeable`, `plan_not_changeable`, `transition_not_allowed` for seats of what is over;
/// `invalid_fields` at `/plan`, `/term`.
pub fn preview(
    conn: &mut Connection,
    reseller: ResellerId,
    id: SubscriptionId,
    wanted: PreviewChange,
    now: DateTime<Utc>,
) -> Result<Preview, Refusal> {
    let whole = whole_store::find(conn, reseller, id)?;
    if wanted.seats.is_some() {
        change::refuse_if_over(&whole, now)?;
    }
    let mut terms = Terms::of(&whole.row);
    if matches!(terms.lifecycle, Lifecycle::TrialExpired | Lifecycle::Ended) && wanted.seats.is_none() {
        // Activating and bringing back choose a plan as a trial does.
        terms.lifecycle = Lifecycle::Trial;
    }
    let wanted = amendment::Wanted { seats: wanted.seats.map(i64::from), plan: wanted.plan.map(Some), term: wanted.term };
    let amendment = Amendment::of(terms, wanted).map_err(amendment::Refused::refusal)?;
    let charges: Vec<PreviewCharge> = if matches!(whole.row.lifecycle, Lifecycle::Active | Lifecycle::CancelPending) {
        change::charges(conn, &whole, &amendment, &Deed::of_system(now))?.iter().map(charge).collect()
    } else {
        Vec::new()
    };
    Ok(Preview {
        currency: resellers::service::currency(conn, reseller)?,
        due_now: charges.iter().map(|charge| charge.amount).sum(),
        charges,
        scheduled: scheduled(&whole, &amendment),
        next_period: next_period(conn, &whole, &amendment, now)?,
    })
}

fn charge(charge: &NewCharge) -> PreviewCharge {
    PreviewCharge {
        kind: charge.kind,
        period_start: charge.days.0,
        period_end: charge.days.1,
        seats: u32::try_from(charge.seats).unwrap_or(u32::MAX),
        unit_price: charge.unit_price,
        amount: charge.amount,
    }
}

fn scheduled(whole: &Whole, amendment: &Amendment) -> Vec<PreviewScheduled> {
    let Some(at) = whole.row.period_end.map(midnight) else { return Vec::new() };
    let seats = amendment.seats_later.map(|seats| (ScheduledChangeKind::Seats, seats.to_string()));
    let plan = amendment.plan_later.map(|plan| (ScheduledChangeKind::Plan, plan.to_string()));
    seats.into_iter().chain(plan).map(|(kind, to)| PreviewScheduled { kind, at, to }).collect()
}

/// The period that is to come, with what would be scheduled for it and what is scheduled already.
fn next_period(conn: &mut Connection, whole: &Whole, amendment: &Amendment, now: DateTime<Utc>) -> Result<Option<NextPeriod>, Refusal> {
    let waiting = |kind| whole.scheduled(kind).filter(|_| !amendment.overtaken.contains(&Some(kind)))?.new_value.clone();
    let seats = amendment.seats_later.or_else(|| waiting(ScheduledChangeKind::Seats)?.parse().ok()).unwrap_or(amendment.now.seats);
    let plan = amendment.plan_later.or_else(|| waiting(ScheduledChangeKind::Plan)?.parse::<Plan>().ok()).or(amendment.now.plan);
    let Some((plan, term)) = effects::chosen(plan, amendment.now.term) else { return Ok(None) };
    let starts_on: Option<NaiveDate> = match whole.row.lifecycle {
        Lifecycle::Active => whole.row.period_end,
        Lifecycle::Trial => {
            let state = whole.state();
            state.trial.filter(|_| state.paused_since.is_none()).map(|trial| trial.ends_at.date_naive())
        }
        Lifecycle::TrialExpired | Lifecycle::Ended => Some(now.date_naive()),
        Lifecycle::CancelPending => return Ok(None),
    };
    let unit_price = plans::service::price(conn, whole.row.reseller_id, plan, term)?;
    Ok(Some(NextPeriod { starts_on, seats: u32::try_from(seats).unwrap_or(u32::MAX), plan, term, unit_price, amount: unit_price * seats }))
}
