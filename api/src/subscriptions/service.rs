//! The use cases of subscriptions, apart from their transitions.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use shared::events::EventKind;
use shared::ids::{ResellerId, SubscriptionId};
use shared::invites::InviteRole;
use shared::page::{LIMIT_DEFAULT, Page};
use shared::problem::ProblemCode;
use shared::subscriptions::{
    ChangeSubscription, Contact, CreateSubscription, Lifecycle, Product, Subscription, SubscriptionQuery, Summary,
};
use shared::trials::{Trial, TrialOutcome};
use shared::validation::{FaultCode, Metadata, TRIAL_DAYS};

use super::filter::{self, Filter, Order};
use super::list_store::{self, Place};
use super::store::{self, SubscriptionRow, TrialRow, Whole};
use super::{periods, summary, transitions, view};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::caller::Capacity;
use crate::http::cursor::{self, Cursor};
use crate::http::etag::Precondition;
use crate::invites::service::{Guest, Party};
use crate::page;
use crate::platform::db::{Connection, dialect};
use crate::platform::ids;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::tenancy::Scope;
use crate::{invites, members};
use shared::locale::Locale;
use shared::subscriptions::Action;

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
    let skips = wanted.skip_trial == Some(true);
    let id: SubscriptionId = ids::next();
    let bought =
        skips.then(|| wanted.term.map(|term| (now.date_naive(), periods::end_after(now.date_naive(), term, now.date_naive())))).flatten();
    let row = SubscriptionRow {
        id,
        reseller_id: reseller,
        product: wanted.product,
        company_name: wanted.company_name,
        company_key: String::new(),
        seats: i64::from(wanted.seats),
        lifecycle: if skips { Lifecycle::Active } else { Lifecycle::Trial },
        status: shared::subscriptions::Status::Trial,
        status_rank: 0,
        archived: false,
        customer_edits_signatures: wanted.customer_edits_signatures,
        locale: wanted.locale,
        plan: wanted.plan,
        term: wanted.term,
        purchased_at: skips.then(|| now.into()),
        period_anchor: bought.map(|(start, _)| start),
        period_start: bought.map(|(start, _)| start),
        period_end: bought.map(|(_, end)| end),
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
    };
    let trial = (!skips).then(|| TrialRow {
        subscription_id: id,
        reseller_id: reseller,
        started_at: now.into(),
        ends_at: (now + TimeDelta::days(i64::from(wanted.trial_days.unwrap_or(TRIAL_DAYS)))).into(),
        outcome: TrialOutcome::Running,
        ended_at: None,
    });
    let mut whole = Whole { row, trial, holds: Vec::new(), scheduled: Vec::new() };
    whole.derive();
    store::insert(conn, &whole)?;
    let data = json!({"product": whole.row.product, "seats": whole.row.seats, "plan": whole.row.plan, "term": whole.row.term});
    record(conn, reseller, deed, Happening::to_subscription(EventKind::SubscriptionCreated, id, data))?;
    if let Some(contact) = wanted.contact {
        invite(conn, vault, &whole, contact, deed)?;
    }
    view::subscription(&whole, capacity, now)
}

/// Invites the customer's contact as its administrator.
fn invite(conn: &mut Connection, vault: &Vault, whole: &Whole, contact: Contact, deed: &Deed) -> Result<(), Refusal> {
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
    view::subscription(&store::find(conn, reseller, id)?, capacity, now)
}

/// The trial of a subscription.
///
/// # Errors
/// `not_found` where there was none.
pub fn trial(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, now: DateTime<Utc>) -> Result<(Trial, i64), Refusal> {
    let whole = store::find(conn, reseller, id)?;
    let trial = whole.trial.ok_or(ProblemCode::NotFound)?;
    Ok((view::trial(&trial, now), whole.row.version))
}

/// What a customer is called, and what it has.
///
/// # Errors
/// `not_found`.
pub fn customer(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> Result<(String, Product), Refusal> {
    let whole = store::find(conn, reseller, id)?;
    Ok((whole.row.company_name, whole.row.product))
}

/// Whether people of the customer can be invited.
///
/// # Errors
/// `customer_access_off`; `transition_not_allowed` where the subscription is over.
pub fn open_for_people(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> Result<Locale, Refusal> {
    let whole = store::find(conn, reseller, id)?;
    if whole.row.archived {
        return Err(Refusal::Transition(transitions::allowed_actions(&whole.state())));
    }
    if !whole.row.customer_edits_signatures {
        return Err(ProblemCode::CustomerAccessOff.into());
    }
    Ok(whole.row.locale)
}

/// A page of subscriptions.
///
/// # Errors
/// `invalid_cursor`; for a customer's people, filters and orders by payment are `not_allowed`.
pub fn list(
    conn: &mut Connection,
    scope: Scope,
    query: &SubscriptionQuery,
    now: DateTime<Utc>,
    capacity: impl Fn(SubscriptionId) -> Capacity,
) -> Result<Page<Subscription>, Refusal> {
    let order = Order::from(query.sort.unwrap_or(shared::subscriptions::SubscriptionSort::CompanyName));
    let fingerprint = filter::fingerprint(query);
    let cursor = query.cursor.as_deref().map(|text| Cursor::<Place>::decode(text, &fingerprint)).transpose()?;
    let side = cursor.as_ref().map(|cursor| cursor.side);
    let (filter, limit) = (Filter::of(query, now), query.limit.unwrap_or(LIMIT_DEFAULT));
    let rows = list_store::list(conn, scope, &filter, order, cursor.map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || list_store::count(conn, scope, &filter))?;
    let page = cursor::page(rows, limit, side, &fingerprint, total, |whole| list_store::place(&whole.row, order))?;
    let shown = page.items.iter().map(|whole| view::subscription(whole, capacity(whole.row.id), now));
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

/// Changes a subscription's details. A change to what is there already is none: no event, the same version.
///
/// # Errors
/// `not_found`, `stale_version`, `seats_not_changeable`, `invalid_fields` at `/contact`, `transition_not_allowed` where
/// the subscription is over.
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
    let was = store::find(conn, reseller, id)?;
    let allowed = transitions::allowed_actions(&was.state());
    let mut whole = was.clone();
    let mut data = json!({});
    apply(&mut whole.row, &wanted, &mut data)?;
    let opens = whole.row.customer_edits_signatures && !was.row.customer_edits_signatures;
    let needs_contact = opens && wanted.contact.is_none() && !members::service::has_any(conn, reseller, id)?;
    if needs_contact {
        return Err(Refusal::field("/contact", FaultCode::Required));
    }
    precondition.check(was.row.version)?;
    if was.row.archived {
        return Err(Refusal::Transition(allowed));
    }
    if whole.row.seats != was.row.seats && !allowed.contains(&Action::ChangeSeats) {
        return Err(ProblemCode::SeatsNotChangeable.into());
    }
    let is_changed = data.as_object().is_some_and(|changes| !changes.is_empty());
    if is_changed {
        save(conn, &mut whole, &was, deed)?;
        record(conn, reseller, deed, Happening::to_subscription(EventKind::SubscriptionChanged, id, data))?;
    }
    if was.row.customer_edits_signatures && !whole.row.customer_edits_signatures {
        invites::service::revoke_open(conn, reseller, id, deed)?;
    }
    if let Some(contact) = wanted.contact {
        invite(conn, vault, &whole, contact, deed)?;
    }
    view::subscription(&whole, capacity, deed.now)
}

/// Writes the wanted values into the row, and what differs into the event's data. People and the reseller's notes are
/// not told there.
fn apply(row: &mut SubscriptionRow, wanted: &ChangeSubscription, data: &mut Value) -> Result<(), Refusal> {
    if let Some(name) = wanted.company_name.clone().filter(|name| *name != row.company_name) {
        data["company_name"] = json!({"from": row.company_name, "to": name});
        row.company_name = name;
    }
    if let Some(seats) = wanted.seats.map(i64::from).filter(|seats| *seats != row.seats) {
        data["seats"] = json!({"from": row.seats, "to": seats});
        row.seats = seats;
    }
    if let Some(edits) = wanted.customer_edits_signatures.filter(|edits| *edits != row.customer_edits_signatures) {
        data["customer_edits_signatures"] = json!({"from": row.customer_edits_signatures, "to": edits});
        row.customer_edits_signatures = edits;
    }
    if let Some(reference) = wanted.external_ref.clone().filter(|reference| *reference != row.external_ref) {
        data["external_ref"] = json!({"from": row.external_ref, "to": reference});
        row.external_ref = reference;
    }
    if let Some(metadata) = &wanted.metadata {
        let present: Metadata = serde_json::from_str(&row.metadata)?;
        if present != *metadata {
            data["metadata"] = json!({});
            row.metadata = serde_json::to_string(metadata)?;
        }
    }
    Ok(())
}

/// Writes a changed subscription that nobody else changed in the meantime.
pub(super) fn save(conn: &mut Connection, whole: &mut Whole, was: &Whole, deed: &Deed) -> Result<(), Refusal> {
    whole.row.updated_at = deed.now.into();
    whole.derive();
    if store::update(conn, whole, was)? { Ok(()) } else { Err(ProblemCode::StaleVersion.into()) }
}
