//! The table of connections.

use diesel::prelude::*;
use shared::ids::{ResellerId, SubscriptionId};
use shared::sql::Instant;
use shared::subscriptions::{ConnectionStatus, Lifecycle};

use crate::platform::db::Connection;
use crate::schema::{connections, subscriptions};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = connections, primary_key(subscription_id), treat_none_as_null = true)]
pub(super) struct ConnectionRow {
    pub subscription_id: SubscriptionId,
    pub reseller_id: ResellerId,
    /// What is kept, as one document.
    pub setup: String,
    /// How all modes stand together: what the subscription shows.
    pub status: ConnectionStatus,
    /// The modes that are switched on, with commas between.
    pub modes: String,
    pub updated_at: Instant,
    pub version: i64,
    /// The customer's organisation at the platform.
    pub tenant: Option<String>,
}

/// What is kept of a subscription's connection; nothing where nothing was ever set up.
pub(super) fn find(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<Option<ConnectionRow>> {
    let row = connections::table.find(subscription).filter(connections::reseller_id.eq(reseller));
    row.select(ConnectionRow::as_select()).first(conn).optional()
}

pub(super) fn insert(conn: &mut Connection, row: &ConnectionRow) -> QueryResult<usize> {
    diesel::insert_into(connections::table).values(row).execute(conn)
}

/// Writes a connection that still has the version before this one. Gives whether it had.
pub(super) fn update(conn: &mut Connection, row: &ConnectionRow) -> QueryResult<bool> {
    let changed = diesel::update(connections::table.find(row.subscription_id))
        .filter(connections::reseller_id.eq(row.reseller_id))
        .filter(connections::version.eq(row.version - 1))
        .set(row)
        .execute(conn)?;
    Ok(changed == 1)
}

/// Writes a connection of which nothing changes that others see.
pub(super) fn touch(conn: &mut Connection, row: &ConnectionRow) -> QueryResult<usize> {
    let kept = connections::table.find(row.subscription_id).filter(connections::reseller_id.eq(row.reseller_id));
    diesel::update(kept.filter(connections::version.eq(row.version))).set(connections::setup.eq(&row.setup)).execute(conn)
}

pub(super) fn remove(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<usize> {
    diesel::delete(connections::table.find(subscription).filter(connections::reseller_id.eq(reseller))).execute(conn)
}

/// Subscriptions in these states keep their organisation from others.
const LIVE: [Lifecycle; 3] = [Lifecycle::Trial, Lifecycle::Active, Lifecycle::CancelPending];

/// The live subscriptions, of whichever reseller, that are connected to an organisation.
pub(super) fn holders_across_tenants(conn: &mut Connection, organisation: &str) -> QueryResult<Vec<(ResellerId, SubscriptionId)>> {
    connections::table
        .inner_join(subscriptions::table.on(subscriptions::id.eq(connections::subscription_id)))
        .filter(connections::tenant.eq(organisation))
        .filter(subscriptions::lifecycle.eq_any(LIVE))
        .select((connections::reseller_id, connections::subscription_id))
        .load(conn)
}

/// Takes an organisation from the subscriptions of other resellers that are over, so that they don't read it when they come
/// back. Whoever is changing such a connection finds another version.
pub(super) fn release_across_tenants(conn: &mut Connection, organisation: &str, reseller: ResellerId) -> QueryResult<usize> {
    let live = subscriptions::table.filter(subscriptions::lifecycle.eq_any(LIVE)).select(subscriptions::id);
    let held = connections::table.filter(connections::tenant.eq(organisation)).filter(connections::reseller_id.ne(reseller));
    diesel::update(held.filter(connections::subscription_id.ne_all(live)))
        .set((connections::tenant.eq(None::<String>), connections::version.eq(connections::version + 1)))
        .execute(conn)
}
