//! Changing what a subscription says and what it comes to: its details at once, its seats and plan by their own rules.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use shared::body::Fault;
use shared::events::EventKind;
use shared::ids::{ResellerId, ScheduledChangeId, SubscriptionId};
use shared::problem::ProblemCode;
use shared::subscriptions::{ChangeSubscription, Plan, ScheduledChangeKind, Subscription, Term};
use shared::validation::{FaultCode, Metadata};

use super::amendment::{self, Amendment, Refused, Terms};
use super::due::midnight;
use super::store::{SubscriptionRow, Whole};
use super::{effects, schedules, service, transitions, view, whole_store};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::caller::Capacity;
use crate::http::etag::Precondition;
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::statements::service::{self as statements, NewCharge};
use crate::{invites, members, plans};

impl Terms {
    /// What a subscription comes to now.
    pub(super) const fn of(row: &SubscriptionRow) -> Self {
        Self { lifecycle: row.lifecycle, seats: row.seats, plan: row.plan, term: row.term }
    }
}

impl Refused {
    /// What a request that meets this is answered with.
    pub(super) fn refusal(self) -> Refusal {
        match self {
            Self::Seats => ProblemCode::SeatsNotChangeable.into(),
            Self::Plan => ProblemCode::PlanNotChangeable.into(),
            Self::PlanMissing => Refusal::required(&["/plan"]),
            Self::TermMissing => Refusal::required(&["/term"]),
        }
    }

    const fn pointer(self) -> Option<&'static str> {
        match self {
            Self::PlanMissing => Some("/plan"),
            Self::TermMissing => Some("/term"),
            Self::Seats | Self::Plan => None,
        }
    }
}

/// Changes a subscription. A change to what is there already is none: no event, the same version.
///
/// # Errors
/// `not_found`, `stale_version`, `seats_not_changeable`, `plan_not_changeable`, `transition_not_allowed` where the
/// subscription is over; `invalid_fields` at `/contact`, `/plan`, `/term`.
pub fn change(
    conn: &mut Connection,
    vault: &Vault,
    (reseller, capacity): (ResellerId, Capacity),
    id: SubscriptionId,
    wanted: ChangeSubscription,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<Subscription, Refusal> {
    dialect::lock_subscription(conn, reseller, id)?;
    let was = whole_store::find(conn, reseller, id)?;
    let amended =
        Amendment::of(Terms::of(&was.row), amendment::Wanted { seats: wanted.seats.map(i64::from), plan: wanted.plan, term: wanted.term });
    let opens = wanted.customer_edits_signatures == Some(true) && !was.row.customer_edits_signatures;
    let needs_contact = opens && wanted.contact.is_none() && !members::service::has_any(conn, reseller, id)?;
    let faults: Vec<Fault> = [needs_contact.then_some("/contact"), amended.err().and_then(Refused::pointer)]
        .into_iter()
        .flatten()
        .map(|pointer| Fault { pointer: pointer.to_owned(), code: FaultCode::Required })
        .collect();
    if !faults.is_empty() {
        return Err(Refusal::Fields(faults));
    }
    precondition.check(was.row.version)?;
    refuse_if_over(&was, deed.now)?;
    let amendment = amended.map_err(Refused::refusal)?;
    let mut whole = was.clone();
    let mut data = details(&mut whole.row, &wanted)?;
    data.extend(amend(conn, &mut whole, &amendment, deed)?);
    let scheduled = later(conn, &mut whole, &amendment, deed)?;
    if !data.is_empty() || !scheduled.is_empty() {
        let kind = if data.is_empty() { EventKind::SubscriptionChangeScheduled } else { EventKind::SubscriptionChanged };
        if !scheduled.is_empty() {
            data.insert("scheduled".to_owned(), scheduled.into());
        }
        service::save(conn, &mut whole, &was, deed)?;
        record(conn, reseller, deed, Happening::to_subscription(kind, id, data.into()))?;
    }
    if was.row.customer_edits_signatures && !whole.row.customer_edits_signatures {
        invites::service::revoke_open(conn, reseller, id, deed)?;
    }
    if let Some(contact) = wanted.contact {
        service::invite(conn, vault, &whole, contact, deed)?;
    }
    view::subscription(&whole, capacity, deed.now)
}

/// What is over stays as it is.
pub(super) fn refuse_if_over(whole: &Whole, now: DateTime<Utc>) -> Result<(), Refusal> {
    if !whole.row.archived {
        return Ok(());
    }
    let state = whole.state();
    Err(Refusal::Transition(state.status(), transitions::allowed_actions(&state, now)))
}

/// Writes the wanted details into the row; gives what differs, for the event. People and the reseller's notes are not
/// told there.
fn details(row: &mut SubscriptionRow, wanted: &ChangeSubscription) -> Result<Map<String, Value>, Refusal> {
    let mut data = Map::new();
    let mut note = |key: &str, value: Value| drop(data.insert(key.to_owned(), value));
    if let Some(name) = wanted.company_name.clone().filter(|name| *name != row.company_name) {
        note("company_name", json!({"from": row.company_name, "to": name}));
        row.company_name = name;
    }
    if let Some(edits) = wanted.customer_edits_signatures.filter(|edits| *edits != row.customer_edits_signatures) {
        note("customer_edits_signatures", json!({"from": row.customer_edits_signatures, "to": edits}));
        row.customer_edits_signatures = edits;
    }
    if let Some(reference) = wanted.external_ref.clone().filter(|reference| *reference != row.external_ref) {
        note("external_ref", json!({"from": row.external_ref, "to": reference}));
        row.external_ref = reference;
    }
    if let Some(metadata) = &wanted.metadata {
        let present: Metadata = serde_json::from_str(&row.metadata)?;
        if present != *metadata {
            note("metadata", json!({}));
            row.metadata = serde_json::to_string(metadata)?;
        }
    }
    Ok(data)
}

/// Writes what counts at once, and books what it costs; gives what differs, for the event.
fn amend(conn: &mut Connection, whole: &mut Whole, amendment: &Amendment, deed: &Deed) -> Result<Map<String, Value>, Refusal> {
    let (before, now) = (Terms::of(&whole.row), amendment.now);
    for charge in charges(conn, whole, amendment, deed)? {
        statements::book(conn, whole.row.reseller_id, &charge, deed.now)?;
    }
    for kind in amendment.overtaken.into_iter().flatten() {
        schedules::unschedule(conn, whole, kind)?;
    }
    let mut data = Map::new();
    for (key, from, to) in [
        ("seats", json!(before.seats), json!(now.seats)),
        ("plan", json!(before.plan), json!(now.plan)),
        ("term", json!(before.term), json!(now.term)),
    ] {
        if from != to {
            data.insert(key.to_owned(), json!({"from": from, "to": to}));
        }
    }
    (whole.row.seats, whole.row.plan, whole.row.term) = (now.seats, now.plan, now.term);
    Ok(data)
}

/// What an amendment costs at once.
pub(super) fn charges(conn: &mut Connection, whole: &Whole, amendment: &Amendment, deed: &Deed) -> Result<Vec<NewCharge>, Refusal> {
    let row = &whole.row;
    let (Some(start), Some(end), Some((plan, term))) = (row.period_start, row.period_end, effects::chosen(row.plan, row.term)) else {
        return Ok(Vec::new());
    };
    let new_plan = amendment.now.plan.unwrap_or(plan);
    let prices = (price(conn, whole, plan, term)?, plans::service::price(conn, row.reseller_id, new_plan, term)?);
    // A timer that is late must not make the days of a period more than it has.
    let today = deed.now.date_naive().clamp(start, end);
    let lines = amendment::lines(Terms::of(row), amendment.now, prices, (start, end), today);
    let charge = |line: amendment::Line| NewCharge {
        subscription: row.id,
        kind: line.kind,
        date: today,
        days: (today, end),
        seats: line.seats,
        plan: new_plan,
        term,
        unit_price: line.unit_price,
        amount: line.amount,
    };
    Ok(lines.into_iter().map(charge).collect())
}

/// What one seat costs for the present period.
fn price(conn: &mut Connection, whole: &Whole, plan: Plan, term: Term) -> Result<i64, Refusal> {
    match statements::unit_price(conn, whole.row.reseller_id, whole.row.id)? {
        Some(price) => Ok(price),
        None => plans::service::price(conn, whole.row.reseller_id, plan, term),
    }
}

/// Schedules what counts from the next period on, unless it is scheduled already; gives what is new, for the event.
fn later(conn: &mut Connection, whole: &mut Whole, amendment: &Amendment, deed: &Deed) -> Result<Map<String, Value>, Refusal> {
    let mut data = Map::new();
    let Some(at) = whole.row.period_end.map(midnight) else { return Ok(data) };
    let seats = amendment.seats_later.map(|seats| (ScheduledChangeKind::Seats, seats.to_string(), json!(seats)));
    let plan = amendment.plan_later.map(|plan| (ScheduledChangeKind::Plan, plan.to_string(), json!(plan)));
    for (kind, text, value) in seats.into_iter().chain(plan) {
        let present = whole.scheduled(kind).and_then(|change| change.new_value.clone());
        if present.as_deref() != Some(&*text) {
            schedules::schedule(conn, whole, (kind, Some(text)), at, deed.now)?;
            data.insert(kind.to_string(), value);
            data.insert("at".to_owned(), json!(at));
        }
    }
    Ok(data)
}

/// Takes a change that waits for its date back. A cancellation is taken back by its own action.
///
/// # Errors
/// `not_found`, `stale_version`.
pub fn unschedule(
    conn: &mut Connection,
    reseller: ResellerId,
    (id, change): (SubscriptionId, ScheduledChangeId),
    precondition: &Precondition,
    deed: &Deed,
) -> Result<(), Refusal> {
    dialect::lock_subscription(conn, reseller, id)?;
    let was = whole_store::find(conn, reseller, id)?;
    let kind = scheduled_kind(&was, change)?;
    precondition.check(was.row.version)?;
    let mut whole = was.clone();
    schedules::unschedule(conn, &mut whole, kind)?;
    service::save(conn, &mut whole, &was, deed)?;
    let data = json!({"change": kind});
    record(conn, reseller, deed, Happening::to_subscription(EventKind::SubscriptionChangeUnscheduled, id, data))
}

/// What a scheduled change of seats or plan is.
fn scheduled_kind(whole: &Whole, change: ScheduledChangeId) -> Result<ScheduledChangeKind, Refusal> {
    let found = whole.scheduled.iter().find(|row| row.id == change && row.kind != ScheduledChangeKind::Cancellation);
    found.map(|row| row.kind).ok_or_else(|| ProblemCode::NotFound.into())
}
