//! The use cases of sender domains.

use serde_json::{Value, json};
use shared::domains::{AddDomain, DOMAINS_MAX, Domain, SpfReport};
use shared::events::{EventKind, SubjectKind};
use shared::ids::{DomainId, ResellerId, SubscriptionId};
use shared::page::{LIMIT_DEFAULT, Page, PageQuery};
use shared::problem::ProblemCode;
use shared::subscriptions::Product;
use shared::validation::FaultCode;

use super::domain::{self, Change};
use super::spf::Sender;
use super::store::{self, Checked, DomainRow};
use super::view;
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::cursor::{self, Cursor};
use crate::http::etag::Precondition;
use crate::page;
use crate::platform::db::{Connection, dialect};
use crate::platform::{domain_name, ids};
use crate::refusal::Refusal;
use crate::subscriptions;

/// The domains of a subscription, oldest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, query: &PageQuery) -> Result<Page<Domain>, Refusal> {
    let filter = format!("domains {subscription}");
    let cursor = query.cursor.as_deref().map(|text| Cursor::<DomainId>::decode(text, &filter)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let rows = store::list(conn, reseller, subscription, cursor.as_ref().map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || store::count(conn, reseller, subscription))?;
    let page = cursor::page(rows, limit, cursor.map(|cursor| cursor.side), &filter, total, |row| row.id)?;
    let items = page.items.into_iter().map(view::domain).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, total })
}

/// One domain.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: DomainId) -> Result<Domain, Refusal> {
    view::domain(store::find(conn, reseller, subscription, id)?)
}

/// Adds a domain.
///
/// # Errors
/// `invalid_fields`, `domain_exists`, `too_many_domains`; `transition_not_allowed` where the subscription is over.
pub fn add(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    wanted: &AddDomain,
    deed: &Deed,
) -> Result<Domain, Refusal> {
    let name = domain_name::ascii(&wanted.name).ok_or_else(|| Refusal::field("/name", FaultCode::InvalidDomain))?;
    dialect::lock_subscription(conn, reseller, subscription)?;
    subscriptions::service::open_for_setup(conn, reseller, subscription, deed.now)?;
    if store::is_there(conn, reseller, subscription, &name)? {
        return Err(ProblemCode::DomainExists.into());
    }
    if store::count(conn, reseller, subscription)?.is_none_or(|count| count >= DOMAINS_MAX) {
        return Err(ProblemCode::TooManyDomains.into());
    }
    let row = DomainRow {
        id: ids::next(),
        reseller_id: reseller,
        subscription_id: subscription,
        name,
        result: None,
        known_result: None,
        report: None,
        checked_at: None,
        next_check_at: None,
        created_at: deed.now.into(),
        version: 1,
    };
    store::insert(conn, &row)?;
    record(conn, reseller, deed, about(EventKind::DomainAdded, &row, json!({"domain": row.name})))?;
    view::domain(row)
}

fn about(kind: EventKind, row: &DomainRow, data: Value) -> Happening {
    Happening { kind, subject: SubjectKind::Domain, subject_id: row.id.0, subscription: Some(row.subscription_id), data }
}

/// Removes a domain, with what is known of it.
///
/// # Errors
/// `not_found`, `stale_version`.
pub fn remove(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    id: DomainId,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<(), Refusal> {
    dialect::lock_subscription(conn, reseller, subscription)?;
    let row = store::find(conn, reseller, subscription, id)?;
    precondition.check(row.version)?;
    if !store::remove(conn, &row)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    record(conn, reseller, deed, about(EventKind::DomainRemoved, &row, json!({"domain": row.name})))
}

/// What to check of a domain; `include` is what lets us send.
///
/// # Errors
/// `not_found`.
pub fn sender(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    id: DomainId,
    include: &str,
) -> Result<Sender, Refusal> {
    let row = store::find(conn, reseller, subscription, id)?;
    let (_, product) = subscriptions::service::customer(conn, reseller, subscription)?;
    let platform = match product {
        Product::Microsoft365 => "spf.protection.outlook.com",
        Product::GoogleWorkspace => "_spf.google.com",
    };
    Ok(Sender { domain: row.name, platform, include: include.to_owned() })
}

/// Keeps what a check found, and records where that is another state than the last one that was known.
///
/// # Errors
/// `not_found`: the domain was removed meanwhile.
pub fn keep(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    id: DomainId,
    report: &SpfReport,
    deed: &Deed,
) -> Result<(), Refusal> {
    dialect::lock_subscription(conn, reseller, subscription)?;
    let row = store::find(conn, reseller, subscription, id)?;
    let checked = Checked {
        result: report.result,
        known_result: domain::is_known(report.result).then_some(report.result),
        report: serde_json::to_string(report)?,
        checked_at: report.checked_at.into(),
        version: row.version + 1,
    };
    if !store::note(conn, &row, &checked)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    let kind = match domain::change(row.known_result, report.result) {
        None => return Ok(()),
        Some(Change::Worse) => EventKind::DomainSpfWorsened,
        Some(Change::Better) => EventKind::DomainSpfImproved,
    };
    record(conn, reseller, deed, about(kind, &row, json!({"domain": row.name, "from": row.known_result, "to": report.result})))
}

/// Forgets the domains of a subscription whose personal data is erased.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<(), Refusal> {
    store::remove_all(conn, reseller, subscription)?;
    Ok(())
}
