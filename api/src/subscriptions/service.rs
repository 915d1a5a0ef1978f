//! The use cases of subscriptions, apart from their transitions.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::ids::{ResellerId, SubscriptionId};
use shared::invites::InviteRole;
use shared::locale::Locale;
use shared::page::{LIMIT_DEFAULT, Page};
use shared::problem::ProblemCode;
use shared::subscriptions::{
    Contact, CreateSubscription, Lifecycle, Product, ScheduledChangeKind, Subscription, SubscriptionQuery, Summary,
};
use shared::trials::{Trial, TrialOutcome};
use shared::validation::TRIAL_DAYS;

use super::filter::{self, Filter, Order};
use super::list_store::{self, Place};
use super::store::{self, SubscriptionRow, TrialRow, Whole};
use super::transitions::{self, To, Trigger};
use super::{effects, summary, view, whole_store};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::caller::Capacity;
use crate::http::cursor::{self, Cursor};
use crate::invites::service::{Guest, Party};
use crate::page;
use crate::platform::db::Connection;
use crate::platform::ids;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::tenancy::Scope;
use crate::{invites, timers};

/// Makes a subscription. Its trial starts by itself, unless it is skipped; where the customer edits signatures its
/// contact is invited.
///
/// # Errors
/// The database failed.
pub fn create(
    conn: &mut Connection,
    vault: &Vault,
    (reseller, capacity): (ResellerId, Capacity),
    wanted: CreateSubscription,
    deed: &Deed,
) -> Result<Subscription, Refusal> {
    let now = deed.now;
    let trigger = if wanted.skip_trial == Some(true) { Trigger::CreatePaid } else { Trigger::Create };
    let begun = transitions::beginning(trigger).ok_or_else(|| Refusal::Internal("nothing begins so".to_owned()))?;
    let To::Lifecycle(lifecycle) = begun.to else { return Err(Refusal::Internal("a beginning leads to a lifecycle".to_owned())) };
    let id: SubscriptionId = ids::next();
    let row = SubscriptionRow {
        id,
        reseller_id: reseller,
        product: wanted.product,
        company_name: wanted.company_name,
        company_key: String::new(),
        seats: i64::from(wanted.seats),
        lifecycle,
        status: shared::subscriptions::Status::Trial,
        status_rank: 0,
        archived: false,
        customer_edits_signatures: wanted.customer_edits_signatures,
        locale: wanted.locale,
        plan: wanted.plan,
        term: wanted.term,
        purchased_at: None,
        period_anchor: None,
        period_start: None,
        period_end: None,
        overdue_since: None,
        next_payment_date: None,
        payment_rank_asc: 0,
        payment_rank_desc: 0,
        external_ref: wanted.external_ref,
        metadata: serde_json::to_string(&wanted.metadata.unwrap_or_default())?,
        terms_accepted_at: now.into(),
        end_reason: None,
        ended_at: None,
        created_at: now.into(),
        updated_at: now.into(),
        version: 1,
        erasure_announced_at: None,
        erased_at: None,
    };
    let trial = (lifecycle == Lifecycle::Trial).then(|| begun_trial(&row, wanted.trial_days.unwrap_or(TRIAL_DAYS), now));
    let mut whole = Whole { row, trial, link: None, holds: Vec::new(), scheduled: Vec::new() };
    whole.derive();
    store::insert(conn, &whole)?;
    if lifecycle == Lifecycle::Active {
        let was = whole.clone();
        effects::purchase(conn, &mut whole, now, now)?;
        whole.derive();
        store::write(conn, &whole, &was)?;
    }
    set_timer(conn, &whole)?;
    let data = json!({"product": whole.row.product, "seats": whole.row.seats, "plan": whole.row.plan, "term": whole.row.term});
    record(conn, reseller, deed, Happening::to_subscription(begun.event, id, data))?;
    if let Some(contact) = wanted.contact {
        invite(conn, vault, &whole, contact, deed)?;
    }
    view::subscription(&whole, capacity, now)
}

/// A trial that begins now. Reminders whose time is past by then are none.
fn begun_trial(row: &SubscriptionRow, days: u32, now: DateTime<Utc>) -> TrialRow {
    let mut trial = TrialRow {
        subscription_id: row.id,
        reseller_id: row.reseller_id,
        started_at: now.into(),
        ends_at: (now + TimeDelta::days(i64::from(days))).into(),
        outcome: TrialOutcome::Running,
        ended_at: None,
        extensions: 0,
        extended_days: 0,
        reminded: None,
    };
    trial.reminded = trial.state().reminders_past(now);
    trial
}

/// Invites the customer's contact as its administrator.
pub(super) fn invite(conn: &mut Connection, vault: &Vault, whole: &Whole, contact: Contact, deed: &Deed) -> Result<(), Refusal> {
    let guest = Guest { email: contact.email, full_name: contact.full_name, role: InviteRole::Admin, locale: whole.row.locale };
    invites::service::create(conn, vault, whole.row.reseller_id, Party::Subscription(whole.row.id), guest, deed)?;
    Ok(())
}

/// One subscription.
///
/// # Errors
/// `not_found`.
pub fn get(
    conn: &mut Connection,
    (reseller, capacity): (ResellerId, Capacity),
    id: SubscriptionId,
    now: DateTime<Utc>,
) -> Result<Subscription, Refusal> {
    view::subscription(&whole_store::find(conn, reseller, id)?, capacity, now)
}

/// Subscriptions by their ids, in that order.
///
/// # Errors
/// The database failed.
pub fn by_ids(
    conn: &mut Connection,
    (reseller, capacity): (ResellerId, Capacity),
    ids: &[SubscriptionId],
    now: DateTime<Utc>,
) -> Result<Vec<Subscription>, Refusal> {
    let rows = whole_store::by_ids(conn, reseller, ids)?;
    let found = ids.iter().filter_map(|id| rows.iter().find(|whole| whole.row.id == *id));
    found.map(|whole| view::subscription(whole, capacity, now)).collect()
}

/// Whose a subscription is.
///
/// # Errors
/// `not_found`.
pub fn reseller_of_across_tenants(conn: &mut Connection, id: SubscriptionId) -> Result<ResellerId, Refusal> {
    Ok(store::reseller_of_across_tenants(conn, id)?)
}

/// The trial of a subscription.
///
/// # Errors
/// `not_found` where there was none.
pub fn trial(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, now: DateTime<Utc>) -> Result<(Trial, i64), Refusal> {
    let whole = whole_store::find(conn, reseller, id)?;
    let state = whole.state();
    let trial = whole.trial.ok_or(ProblemCode::NotFound)?;
    Ok((view::trial(&trial, &state, now), whole.row.version))
}

/// What a customer is called, and what it has.
///
/// # Errors
/// `not_found`.
pub fn customer(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> Result<(String, Product), Refusal> {
    let whole = whole_store::find(conn, reseller, id)?;
    Ok((whole.row.company_name, whole.row.product))
}

/// How many users a subscription is for.
///
/// # Errors
/// `not_found`.
pub fn seats(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> Result<u32, Refusal> {
    let whole = whole_store::find(conn, reseller, id)?;
    Ok(u32::try_from(whole.row.seats).unwrap_or(u32::MAX))
}

/// When a subscription ends, or ended; nothing while it has no end.
///
/// # Errors
/// `not_found`.
pub fn end(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> Result<Option<DateTime<Utc>>, Refusal> {
    let whole = whole_store::find(conn, reseller, id)?;
    let ahead = whole.scheduled(ScheduledChangeKind::Cancellation).map(|change| change.at);
    Ok(whole.row.ended_at.or(ahead).map(Into::into))
}

/// The product of a subscription that can be set up: one that is not over.
///
/// # Errors
/// `not_found`; `transition_not_allowed` where the subscription is over.
pub fn open_for_setup(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, now: DateTime<Utc>) -> Result<Product, Refusal> {
    let whole = whole_store::find(conn, reseller, id)?;
    if whole.row.archived {
        let state = whole.state();
        return Err(Refusal::Transition(state.status(), transitions::allowed_actions(&state, now)));
    }
    Ok(whole.row.product)
}

/// Whether people of the customer can be invited.
///
/// # Errors
/// `customer_access_off`; `transition_not_allowed` where the subscription is over.
pub fn open_for_people(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, now: DateTime<Utc>) -> Result<Locale, Refusal> {
    let whole = whole_store::find(conn, reseller, id)?;
    if whole.row.archived {
        let state = whole.state();
        return Err(Refusal::Transition(state.status(), transitions::allowed_actions(&state, now)));
    }
    if !whole.row.customer_edits_signatures {
        return Err(ProblemCode::CustomerAccessOff.into());
    }
    Ok(whole.row.locale)
}

/// A page of subscriptions. `capacity` says how the caller stands to each, and what time it is for its reseller; windows
/// of the filter begin at `now`.
///
/// # Errors
/// `invalid_cursor`; for a customer's people, filters and orders by payment are `not_allowed`.
pub fn list(
    conn: &mut Connection,
    scope: Scope,
    query: &SubscriptionQuery,
    now: DateTime<Utc>,
    capacity: impl Fn(SubscriptionId) -> (Capacity, DateTime<Utc>),
) -> Result<Page<Subscription>, Refusal> {
    let order = Order::from(query.sort.unwrap_or(shared::subscriptions::SubscriptionSort::CompanyName));
    let fingerprint = filter::fingerprint(query);
    let cursor = query.cursor.as_deref().map(|text| Cursor::<Place>::decode(text, &fingerprint)).transpose()?;
    let side = cursor.as_ref().map(|cursor| cursor.side);
    let (filter, limit) = (Filter::of(query, now), query.limit.unwrap_or(LIMIT_DEFAULT));
    let rows = list_store::list(conn, scope, &filter, order, cursor.map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || list_store::count(conn, scope, &filter))?;
    let page = cursor::page(rows, limit, side, &fingerprint, total, |whole| list_store::place(&whole.row, order))?;
    let shown = page.items.iter().map(|whole| {
        let (capacity, now) = capacity(whole.row.id);
        view::subscription(whole, capacity, now)
    });
    let items = shown.collect::<Result<Vec<_>, Refusal>>()?;
    Ok(Page { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, total: page.total })
}

/// The counts of a reseller.
///
/// # Errors
/// The database failed.
pub fn summary(conn: &mut Connection, reseller: ResellerId, now: DateTime<Utc>) -> Result<Summary, Refusal> {
    summary::of(conn, reseller, now)
}

/// Writes a changed subscription that nobody else changed in the meantime, and sets its timer.
pub(super) fn save(conn: &mut Connection, whole: &mut Whole, was: &Whole, deed: &Deed) -> Result<(), Refusal> {
    whole.row.updated_at = deed.now.into();
    whole.derive();
    if !store::update(conn, whole, was)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    set_timer(conn, whole)
}

/// Sets the timer to what the subscription waits for now.
fn set_timer(conn: &mut Connection, whole: &Whole) -> Result<(), Refusal> {
    timers::service::set(conn, whole.row.reseller_id, whole.row.id, whole.state().next_due().map(|(at, _)| at))
}
