//! The use cases of sender domains.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::domains::{AddDomain, DOMAINS_MAX, Domain, SpfReport, SpfResult};
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
use super::worker::Place;
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::cursor::{self, Cursor};
use crate::http::etag::Precondition;
use crate::jobs::{self, Job};
use crate::page;
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::platform::{domain_name, ids};
use crate::refusal::Refusal;
use crate::{resellers, subscriptions};

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

/// A domain, what the last check of its record found, and when that was.
pub type Checks = (String, Option<(SpfResult, DateTime<Utc>)>);

/// The names of all domains, each with what the last check found, and when.
///
/// # Errors
/// The database failed.
pub fn senders(conn: &mut Connection, (reseller, subscription): (ResellerId, SubscriptionId)) -> Result<Vec<Checks>, Refusal> {
    let rows = store::list(conn, reseller, subscription, None, DOMAINS_MAX)?;
    Ok(rows.into_iter().map(|row| (domain_name::unicode(&row.name), row.result.zip(row.checked_at.map(Into::into)))).collect())
}

/// One domain.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: DomainId) -> Result<Domain, Refusal> {
    view::domain(store::find(conn, reseller, subscription, id)?)
}

/// Adds a domain; its first check follows at once.
///
/// # Errors
/// `invalid_fields`, `domain_exists`, `too_many_domains`; `transition_not_allowed` where the subscription is over.
pub fn add(
    conn: &mut Connection,
    vault: &Vault,
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
    store::forget_dismissed(conn, reseller, subscription, &name)?;
    view::domain(put(conn, vault, (reseller, subscription), (name, Origin::People), deed)?)
}

/// Who named a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    People,
    Platform,
}

/// Writes a domain that is not there yet, with its first check.
pub(super) fn put(
    conn: &mut Connection,
    vault: &Vault,
    (reseller, subscription): (ResellerId, SubscriptionId),
    (name, origin): (String, Origin),
    deed: &Deed,
) -> Result<DomainRow, Refusal> {
    let row = DomainRow {
        id: ids::next(),
        reseller_id: reseller,
        subscription_id: subscription,
        name,
        result: None,
        known_result: None,
        report: None,
        checked_at: None,
        next_check_at: Some(deed.now.into()),
        created_at: deed.now.into(),
        version: 1,
        at_platform: origin == Origin::Platform,
        gone_since: None,
        dismissed: false,
    };
    store::insert(conn, &row)?;
    schedule(conn, vault, (reseller, subscription, row.id), deed.now, deed.now)?;
    record(conn, reseller, deed, about(EventKind::DomainAdded, &row, json!({"domain": row.name})))?;
    Ok(row)
}

pub(super) fn about(kind: EventKind, row: &DomainRow, data: Value) -> Happening {
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
    // One that the platform names would come back with the next synchronisation.
    let is_named = row.at_platform && row.gone_since.is_none();
    let removed = if is_named { store::dismiss(conn, &row)? } else { store::remove(conn, &row)? };
    if !removed {
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

/// What a job is to check, and what time it is there; nothing where the domain was removed, or is due at another time:
/// then another job has its next check.
///
/// # Errors
/// The database failed.
pub fn due(
    conn: &mut Connection,
    (reseller, subscription, id): Place,
    include: &str,
    real_now: DateTime<Utc>,
) -> Result<Option<(Sender, DateTime<Utc>)>, Refusal> {
    if !store::is_known(conn, reseller, subscription, id)? {
        return Ok(None);
    }
    let now = resellers::clock::ahead(conn, reseller)?.here(real_now);
    let row = store::find(conn, reseller, subscription, id)?;
    if row.next_check_at.is_none_or(|at| DateTime::from(at) > now) {
        return Ok(None);
    }
    Ok(Some((sender(conn, reseller, subscription, id, include)?, now)))
}

/// Sets when a domain is checked next, by its reseller's clock.
///
/// # Errors
/// The database failed.
pub fn schedule(conn: &mut Connection, vault: &Vault, place: Place, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let (reseller, subscription, domain) = place;
    store::set_next_check(conn, reseller, domain, at.into())?;
    jobs::service::enqueue(conn, vault, &Job::CheckDomain { reseller, subscription, domain }, at, now)
}

/// Keeps what a check found, records where that is another state than the last one that was known, mails where it is a
/// worse one, and sees to it that the next check comes in time.
///
/// # Errors
/// `not_found`: the domain was removed meanwhile.
pub fn keep(conn: &mut Connection, vault: &Vault, place: Place, report: &SpfReport, deed: &Deed) -> Result<(), Refusal> {
    let (reseller, subscription, id) = place;
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
    let next = domain::next_check(report.result, deed.now);
    // A check that is to come before stands; one that was due is this one.
    if row.next_check_at.map(DateTime::from).is_none_or(|at| at <= deed.now || at > next) {
        schedule(conn, vault, place, next, deed.now)?;
    }
    let Some((before, change)) = row.known_result.zip(domain::change(row.known_result, report.result)) else { return Ok(()) };
    let kind = match change {
        Change::Worse => EventKind::DomainSpfWorsened,
        Change::Better => EventKind::DomainSpfImproved,
    };
    record(conn, reseller, deed, about(kind, &row, json!({"domain": row.name, "from": before, "to": report.result})))?;
    // Of what is over or gone, others take us out of their records, as they should.
    if change == Change::Worse
        && row.gone_since.is_none()
        && subscriptions::service::open_for_setup(conn, reseller, subscription, deed.now).is_ok()
    {
        for account in resellers::service::managers(conn, reseller)? {
            let job = Job::MailSpf { reseller, subscription, domain: id, account, before };
            jobs::service::enqueue(conn, vault, &job, deed.now, deed.now)?;
        }
    }
    Ok(())
}

/// Forgets the domains of a subscription whose personal data is erased.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<(), Refusal> {
    store::remove_all(conn, reseller, subscription)?;
    Ok(())
}
