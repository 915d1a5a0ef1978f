//! The table of sender domains.

use diesel::prelude::*;
use shared::domains::SpfResult;
use shared::ids::{DomainId, ResellerId, SubscriptionId};
use shared::page::TOTAL_MAX;
use shared::sql::Instant;

use crate::http::cursor::Side;
use crate::platform::db::{CappedCount, Connection};
use crate::schema::domains;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = domains)]
pub(super) struct DomainRow {
    pub id: DomainId,
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    pub name: String,
    pub result: Option<SpfResult>,
    /// The last result that DNS answered.
    pub known_result: Option<SpfResult>,
    pub report: Option<String>,
    pub checked_at: Option<Instant>,
    pub next_check_at: Option<Instant>,
    pub created_at: Instant,
    pub version: i64,
    /// Whether the customer's platform ever named it.
    pub at_platform: bool,
    /// Since when it does not any more.
    pub gone_since: Option<Instant>,
    /// Whether people removed it while the platform named it; then it is as good as not there.
    pub dismissed: bool,
}

/// What the platform says of a domain.
#[derive(AsChangeset)]
#[diesel(table_name = domains, treat_none_as_null = true)]
pub(super) struct Told {
    pub at_platform: bool,
    pub gone_since: Option<Instant>,
    pub version: i64,
}

/// What a check leaves behind.
#[derive(AsChangeset)]
#[diesel(table_name = domains)]
pub(super) struct Checked {
    pub result: SpfResult,
    /// Nothing leaves what is known as it is.
    pub known_result: Option<SpfResult>,
    pub report: String,
    pub checked_at: Instant,
    pub version: i64,
}

type Boxed<'a> = domains::BoxedQuery<'a, crate::platform::db::MultiBackend>;

fn all<'a>(reseller: ResellerId, subscription: SubscriptionId) -> Boxed<'a> {
    domains::table.filter(domains::reseller_id.eq(reseller)).filter(domains::subscription_id.eq(subscription)).into_boxed()
}

fn of<'a>(reseller: ResellerId, subscription: SubscriptionId) -> Boxed<'a> {
    all(reseller, subscription).filter(domains::dismissed.eq(false))
}

pub(super) fn insert(conn: &mut Connection, row: &DomainRow) -> QueryResult<usize> {
    diesel::insert_into(domains::table).values(row).execute(conn)
}

pub(super) fn find(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: DomainId) -> QueryResult<DomainRow> {
    of(reseller, subscription).filter(domains::id.eq(id)).select(DomainRow::as_select()).first(conn)
}

/// Whether the domain is there.
pub(super) fn is_known(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: DomainId) -> QueryResult<bool> {
    let found = of(reseller, subscription).filter(domains::id.eq(id)).select(domains::id);
    Ok(found.first::<DomainId>(conn).optional()?.is_some())
}

/// Sets when a domain is checked next.
pub(super) fn set_next_check(conn: &mut Connection, reseller: ResellerId, id: DomainId, at: Instant) -> QueryResult<usize> {
    let domain = domains::table.find(id).filter(domains::reseller_id.eq(reseller));
    diesel::update(domain).set(domains::next_check_at.eq(at)).execute(conn)
}

/// Whether the subscription has a domain of this name.
pub(super) fn is_there(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, name: &str) -> QueryResult<bool> {
    let found = of(reseller, subscription).filter(domains::name.eq(name.to_owned())).select(domains::id);
    Ok(found.first::<DomainId>(conn).optional()?.is_some())
}

/// The domains, oldest first.
pub(super) fn list(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    at: Option<(Side, DomainId)>,
    limit: u32,
) -> QueryResult<Vec<DomainRow>> {
    let query = of(reseller, subscription).limit(i64::from(limit) + 1);
    let query = match at {
        None => query.order(domains::id.asc()),
        Some((Side::After, id)) => query.filter(domains::id.gt(id)).order(domains::id.asc()),
        Some((Side::Before, id)) => query.filter(domains::id.lt(id)).order(domains::id.desc()),
    };
    query.select(DomainRow::as_select()).load(conn)
}

/// All domains, with those that people removed while the platform named them.
pub(super) fn list_with_dismissed(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
) -> QueryResult<Vec<DomainRow>> {
    all(reseller, subscription).order(domains::id.asc()).select(DomainRow::as_select()).load(conn)
}

pub(super) fn count(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<Option<u32>> {
    let inner = of(reseller, subscription).select(domains::id).limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}

/// Notes a check of a domain that still has the version that was read. Gives whether it had.
pub(super) fn note(conn: &mut Connection, was: &DomainRow, checked: &Checked) -> QueryResult<bool> {
    let changed = diesel::update(domains::table.find(was.id))
        .filter(domains::reseller_id.eq(was.reseller_id))
        .filter(domains::version.eq(was.version))
        .set(checked)
        .execute(conn)?;
    Ok(changed == 1)
}

/// Notes what the platform says of a domain that still has the version that was read. Gives whether it had.
pub(super) fn note_told(conn: &mut Connection, was: &DomainRow, told: &Told) -> QueryResult<bool> {
    let changed = diesel::update(domains::table.find(was.id))
        .filter(domains::reseller_id.eq(was.reseller_id))
        .filter(domains::version.eq(was.version))
        .set(told)
        .execute(conn)?;
    Ok(changed == 1)
}

/// Removes a domain that still has the version that was read. Gives whether it had.
pub(super) fn remove(conn: &mut Connection, was: &DomainRow) -> QueryResult<bool> {
    let removed = diesel::delete(domains::table.find(was.id))
        .filter(domains::reseller_id.eq(was.reseller_id))
        .filter(domains::version.eq(was.version))
        .execute(conn)?;
    Ok(removed == 1)
}

/// Removes a domain that still has the version that was read, and remembers that people did. Gives whether it had.
pub(super) fn dismiss(conn: &mut Connection, was: &DomainRow) -> QueryResult<bool> {
    let changed = diesel::update(domains::table.find(was.id))
        .filter(domains::reseller_id.eq(was.reseller_id))
        .filter(domains::version.eq(was.version))
        .set((domains::dismissed.eq(true), domains::version.eq(was.version + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Forgets that people removed a domain of this name.
pub(super) fn forget_dismissed(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    name: &str,
) -> QueryResult<usize> {
    let of = domains::table.filter(domains::reseller_id.eq(reseller)).filter(domains::subscription_id.eq(subscription));
    diesel::delete(of.filter(domains::name.eq(name.to_owned())).filter(domains::dismissed.eq(true))).execute(conn)
}

/// Removes the domains of a subscription.
pub(super) fn remove_all(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<usize> {
    let of = domains::table.filter(domains::reseller_id.eq(reseller)).filter(domains::subscription_id.eq(subscription));
    diesel::delete(of).execute(conn)
}
