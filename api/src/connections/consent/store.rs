//! The table of consents that were begun.

use diesel::prelude::*;
use shared::events::ActorKind;
use shared::ids::{AccountId, ResellerId, SubscriptionId};
use shared::sql::Instant;

use crate::platform::db::Connection;
use crate::schema::connection_consents;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = connection_consents)]
pub(super) struct ConsentRow {
    /// SHA-256 of the state.
    pub state_hash: Vec<u8>,
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    /// Who began it, and alone may go on with it.
    pub actor_kind: ActorKind,
    /// An account's or an API key's id; `AccountId` stands for either here.
    pub actor_id: AccountId,
    pub expires_at: Instant,
}

/// Who goes on with a consent.
pub(super) type By = (ActorKind, AccountId);

pub(super) fn insert(conn: &mut Connection, row: &ConsentRow) -> QueryResult<usize> {
    diesel::insert_into(connection_consents::table).values(row).execute(conn)
}

/// The subscription of a consent and when it expires, by the hash of its state and whoever began it.
pub(super) fn find_across_tenants(conn: &mut Connection, hash: &[u8], by: By) -> QueryResult<Option<(SubscriptionId, Instant)>> {
    let found = connection_consents::table.find(hash);
    let found = found.filter(connection_consents::actor_kind.eq(by.0)).filter(connection_consents::actor_id.eq(by.1));
    found.select((connection_consents::subscription_id, connection_consents::expires_at)).first(conn).optional()
}

/// Uses a consent up. Gives whether it was there to be used.
pub(super) fn use_up(conn: &mut Connection, reseller: ResellerId, hash: &[u8], by: By) -> QueryResult<bool> {
    let used = diesel::delete(connection_consents::table.find(hash))
        .filter(connection_consents::reseller_id.eq(reseller))
        .filter(connection_consents::actor_kind.eq(by.0))
        .filter(connection_consents::actor_id.eq(by.1))
        .execute(conn)?;
    Ok(used == 1)
}

pub(super) fn remove_all(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<usize> {
    let own = connection_consents::table.filter(connection_consents::reseller_id.eq(reseller));
    diesel::delete(own.filter(connection_consents::subscription_id.eq(subscription))).execute(conn)
}

/// Deletes those that have expired: what `domain::is_live` says, in SQL.
pub(super) fn delete_old_across_tenants(conn: &mut Connection, until: Instant) -> QueryResult<usize> {
    diesel::delete(connection_consents::table.filter(connection_consents::expires_at.le(until))).execute(conn)
}
