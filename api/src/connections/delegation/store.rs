//! The table of service accounts.

use diesel::prelude::*;
use shared::ids::{ResellerId, SubscriptionId};

use crate::platform::db::Connection;
use crate::schema::service_accounts;

#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = service_accounts, primary_key(subscription_id), treat_none_as_null = true)]
pub(in crate::connections) struct ServiceAccountRow {
    pub subscription_id: SubscriptionId,
    pub reseller_id: ResellerId,
    /// The address of the administrator as whom it acts.
    pub administrator: String,
    /// The number by which it is delegated to, where it is the subscription's own.
    pub client_id: Option<String>,
    /// The text of its key file, encrypted.
    pub sealed_key: Option<Vec<u8>>,
}

impl std::fmt::Debug for ServiceAccountRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ServiceAccountRow({:?}, …)", self.client_id)
    }
}

pub(in crate::connections) fn find(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
) -> QueryResult<Option<ServiceAccountRow>> {
    let row = service_accounts::table.find(subscription).filter(service_accounts::reseller_id.eq(reseller));
    row.select(ServiceAccountRow::as_select()).first(conn).optional()
}

/// Writes what is known of a subscription's, whose row is locked.
pub(super) fn put(conn: &mut Connection, row: &ServiceAccountRow) -> QueryResult<()> {
    let there = service_accounts::table.find(row.subscription_id).filter(service_accounts::reseller_id.eq(row.reseller_id));
    if diesel::update(there).set(row).execute(conn)? == 0 {
        diesel::insert_into(service_accounts::table).values(row).execute(conn)?;
    }
    Ok(())
}

pub(super) fn remove(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<usize> {
    diesel::delete(service_accounts::table.find(subscription).filter(service_accounts::reseller_id.eq(reseller))).execute(conn)
}
