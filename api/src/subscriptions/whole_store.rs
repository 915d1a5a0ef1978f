//! Subscriptions read with all that belongs to their state.

use std::collections::BTreeSet;

use diesel::dsl::exists;
use diesel::prelude::*;
use shared::ids::{ResellerId, SubscriptionId};
use shared::subscriptions::ConnectionStatus;

use super::store::{HoldRow, ScheduledRow, SubscriptionRow, TrialRow, Whole};
use crate::platform::db::{Connection, natively};
use crate::schema::{connections, holds, scheduled_changes, subscriptions, trials};

/// What of its connection stands in a subscription. What that follows from is in `connections`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = connections)]
pub struct LinkRow {
    pub status: ConnectionStatus,
    /// The modes that are switched on, with commas between.
    pub modes: String,
}

/// What one statement reads: the rows of which there is at most one each, and whether there are others. Nearly no subscription has
/// holds or scheduled changes, and to look whether there are any costs a fraction of asking for them.
#[derive(Queryable, Selectable)]
#[diesel(table_name = subscriptions)]
pub(super) struct Joined {
    #[diesel(embed)]
    row: SubscriptionRow,
    #[diesel(embed)]
    trial: Option<TrialRow>,
    #[diesel(embed)]
    link: Option<LinkRow>,
    #[diesel(select_expression = exists(holds::table.filter(holds::subscription_id.eq(subscriptions::id))))]
    has_holds: bool,
    #[diesel(select_expression = exists(scheduled_changes::table.filter(scheduled_changes::subscription_id.eq(subscriptions::id))))]
    has_scheduled: bool,
}

/// A query for subscriptions with the tables of [`Joined`] beside them.
macro_rules! joined {
    ($query:expr) => {
        $query
            .left_join(trials::table.on(trials::subscription_id.eq(subscriptions::id)))
            .left_join(connections::table.on(connections::subscription_id.eq(subscriptions::id)))
    };
}
pub(super) use joined;

/// A subscription of the reseller.
pub(super) fn find(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> QueryResult<Whole> {
    let query = joined!(subscriptions::table).filter(subscriptions::id.eq(id)).filter(subscriptions::reseller_id.eq(reseller));
    let found = natively!(conn, |conn| query.select(Joined::as_select()).first(conn))?;
    completed(conn, vec![found])?.pop().ok_or(diesel::NotFound)
}

/// Subscriptions of the reseller by their ids, in any order.
pub(super) fn by_ids(conn: &mut Connection, reseller: ResellerId, ids: &[SubscriptionId]) -> QueryResult<Vec<Whole>> {
    let found = joined!(subscriptions::table)
        .filter(subscriptions::reseller_id.eq(reseller))
        .filter(subscriptions::id.eq_any(ids.to_vec()))
        .select(Joined::as_select())
        .load(conn)?;
    completed(conn, found)
}

/// Rows of which the caller sees each, in their order, with their holds and scheduled changes, of the same tenants.
pub(super) fn completed(conn: &mut Connection, found: Vec<Joined>) -> QueryResult<Vec<Whole>> {
    let of = |having: fn(&Joined) -> bool| {
        let rows = found.iter().filter(|joined| having(joined)).map(|joined| &joined.row);
        let (tenants, ids): (BTreeSet<ResellerId>, Vec<SubscriptionId>) = rows.map(|row| (row.reseller_id, row.id)).unzip();
        (tenants.into_iter().collect::<Vec<_>>(), ids)
    };
    let (tenants, ids) = of(|joined| joined.has_holds);
    let holds: Vec<HoldRow> = if ids.is_empty() {
        Vec::new()
    } else {
        holds::table
            .filter(holds::reseller_id.eq_any(tenants))
            .filter(holds::subscription_id.eq_any(ids))
            .order(holds::kind)
            .select(HoldRow::as_select())
            .load(conn)?
    };
    let (tenants, ids) = of(|joined| joined.has_scheduled);
    let scheduled: Vec<ScheduledRow> = if ids.is_empty() {
        Vec::new()
    } else {
        scheduled_changes::table
            .filter(scheduled_changes::reseller_id.eq_any(tenants))
            .filter(scheduled_changes::subscription_id.eq_any(ids))
            .order((scheduled_changes::at, scheduled_changes::id))
            .select(ScheduledRow::as_select())
            .load(conn)?
    };
    let whole = |Joined { row, trial, link, .. }: Joined| Whole {
        holds: holds.iter().filter(|hold| hold.subscription_id == row.id).cloned().collect(),
        scheduled: scheduled.iter().filter(|change| change.subscription_id == row.id).cloned().collect(),
        row,
        trial,
        link,
    };
    Ok(found.into_iter().map(whole).collect())
}
