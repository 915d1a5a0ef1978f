//! What of the connections stands in subscriptions.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::ids::{ResellerId, SubscriptionId};
use shared::subscriptions::ConnectionStatus;

use crate::platform::db::Connection;
use crate::schema::connections;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = connections)]
pub struct LinkRow {
    pub subscription_id: SubscriptionId,
    pub status: ConnectionStatus,
    /// The modes that are switched on, with commas between.
    pub modes: String,
}

/// The connections of subscriptions of which the caller sees each, of the same tenants.
pub(super) fn by_subscription(
    conn: &mut Connection,
    tenants: Vec<ResellerId>,
    ids: Vec<SubscriptionId>,
) -> QueryResult<HashMap<SubscriptionId, LinkRow>> {
    let found: Vec<LinkRow> = connections::table
        .filter(connections::reseller_id.eq_any(tenants))
        .filter(connections::subscription_id.eq_any(ids))
        .select(LinkRow::as_select())
        .load(conn)?;
    Ok(found.into_iter().map(|row| (row.subscription_id, row)).collect())
}
