//! The table of subscriptions: lists by keyset.

use chrono::Datelike as _;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::ids::SubscriptionId;
use shared::page::TOTAL_MAX;
use shared::subscriptions::ConnectionStatus;
use shared::trials::TrialOutcome;

use super::counts;
use super::filter::{Filter, Order, SortBy};
use super::store::{SubscriptionRow, Whole};
use super::whole_store::{self, Joined, joined};
use crate::http::cursor::Side;
use crate::platform::db::{CappedCount, Connection, MultiBackend};
use crate::platform::folding;
use crate::schema::{connections, search_words, subscription_members, subscriptions, trials};
use crate::tenancy::Scope;

/// The key of a row in one of the orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Key {
    /// A number.
    Number(i64),
    /// A folded text.
    Text(String),
}

/// A row's place: its key and its id.
pub(super) type Place = (Key, SubscriptionId);

/// The place of a row in an order.
pub(super) fn place(row: &SubscriptionRow, order: Order) -> Place {
    let key = match (order.by, order.descending) {
        (SortBy::CompanyName, _) => Key::Text(row.company_key.clone()),
        (SortBy::Seats, _) => Key::Number(row.seats),
        (SortBy::Status, _) => Key::Number(row.status_rank),
        (SortBy::NextPaymentDate, false) => Key::Number(row.payment_rank_asc),
        (SortBy::NextPaymentDate, true) => Key::Number(row.payment_rank_desc),
        (SortBy::CreatedAt, _) => Key::Number(0),
    };
    (key, row.id)
}

type Boxed<'a> = subscriptions::BoxedQuery<'a, MultiBackend>;

fn filtered<'a>(scope: Scope, filter: &Filter) -> Boxed<'a> {
    let mut query =
        subscriptions::table.filter(subscriptions::archived.eq(filter.archived)).filter(subscriptions::erased_at.is_null()).into_boxed();
    match scope {
        Scope::Reseller(reseller) => {
            query = query.filter(subscriptions::reseller_id.eq(reseller));
            for word in &filter.words {
                let found = search_words::table
                    .filter(search_words::reseller_id.eq(reseller))
                    .filter(search_words::word.ge(word.clone()))
                    .filter(search_words::word.lt(folding::after_prefix(word)))
                    .select(search_words::subscription_id);
                query = query.filter(subscriptions::id.eq_any(found));
            }
        }
        Scope::Customer(account) => {
            let mine = subscription_members::table
                .filter(subscription_members::account_id.eq(account))
                .select(subscription_members::subscription_id);
            // What is over is not theirs to see any more.
            query = query.filter(subscriptions::id.eq_any(mine)).filter(subscriptions::archived.eq(false));
            // The reseller's references are not theirs to search, so it is the name that is looked through, after whatever
            // stands before words in names; words hold no wild cards.
            for word in &filter.words {
                let key = subscriptions::company_key;
                let after = |before: &str| key.like(format!("%{before}{word}%"));
                let first = key.like(format!("{word}%"));
                let common = first.or(after(" ")).or(after("-")).or(after("(")).or(after("/")).or(after("&"));
                query = query.filter(common.or(after(".")).or(after(",")).or(after("'")).or(after("’")).or(after("\"")));
            }
        }
    }
    if let Some(ids) = &filter.ids {
        query = query.filter(subscriptions::id.eq_any(ids.clone()));
    }
    if let Some(status) = filter.status {
        query = query.filter(subscriptions::status.eq(status));
    }
    if let Some(product) = filter.product {
        query = query.filter(subscriptions::product.eq(product));
    }
    if let Some(wanted) = filter.connection {
        let standing = |statuses: Vec<ConnectionStatus>| {
            let kept = connections::table.filter(connections::subscription_id.eq(subscriptions::id));
            kept.filter(connections::status.eq_any(statuses)).select(connections::subscription_id)
        };
        // Where nothing was ever set up there is no row.
        query = match wanted {
            ConnectionStatus::NotConnected => {
                let set_up = vec![ConnectionStatus::NeedsAttention, ConnectionStatus::Connected];
                query.filter(diesel::dsl::not(diesel::dsl::exists(standing(set_up))))
            }
            status => query.filter(diesel::dsl::exists(standing(vec![status]))),
        };
    }
    if let Some(until) = filter.trial_ends_until {
        let ending = trials::table
            .filter(trials::outcome.eq(TrialOutcome::Running))
            .filter(trials::ends_at.le(shared::sql::Instant::from(until)))
            .filter(trials::subscription_id.eq(subscriptions::id))
            .select(trials::subscription_id);
        // Neither a paused trial nor one on another hold asks to be looked after now.
        query = query.filter(subscriptions::status.eq(shared::subscriptions::Status::Trial)).filter(diesel::dsl::exists(ending));
    }
    if let Some(until) = filter.payment_due_until {
        query = query.filter(subscriptions::payment_rank_asc.le(i64::from(until.num_days_from_ce())));
    }
    query
}

/// Rows on one side of a place, one more than asked.
pub(super) fn list(
    conn: &mut Connection,
    scope: Scope,
    filter: &Filter,
    order: Order,
    at: Option<(Side, Place)>,
    limit: u32,
) -> QueryResult<Vec<Whole>> {
    let query = joined!(filtered(scope, filter)).limit(i64::from(limit) + 1);
    let backwards = matches!(at, Some((Side::Before, _)));
    // Pages before a place are read in reverse.
    let descending = order.descending != backwards;
    let at = at.map(|(_, place)| place);

    macro_rules! by {
        ($column:expr, $pattern:pat => $value:expr) => {{
            let column = $column;
            let query = match at {
                Some(($pattern, id)) if descending => {
                    query.filter(column.le($value)).filter(column.lt($value).or(subscriptions::id.lt(id)))
                }
                Some(($pattern, id)) => query.filter(column.ge($value)).filter(column.gt($value).or(subscriptions::id.gt(id))),
                _ => query,
            };
            if descending {
                query.order((column.desc(), subscriptions::id.desc()))
            } else {
                query.order((column.asc(), subscriptions::id.asc()))
            }
        }};
    }
    let query = match (order.by, order.descending) {
        (SortBy::CompanyName, _) => by!(subscriptions::company_key, Key::Text(ref text) => text.clone()),
        (SortBy::Seats, _) => by!(subscriptions::seats, Key::Number(number) => number),
        (SortBy::Status, _) => by!(subscriptions::status_rank, Key::Number(number) => number),
        (SortBy::NextPaymentDate, false) => by!(subscriptions::payment_rank_asc, Key::Number(number) => number),
        (SortBy::NextPaymentDate, true) => by!(subscriptions::payment_rank_desc, Key::Number(number) => number),
        (SortBy::CreatedAt, _) => match (at, descending) {
            (Some((_, id)), true) => query.filter(subscriptions::id.lt(id)).order(subscriptions::id.desc()),
            (Some((_, id)), false) => query.filter(subscriptions::id.gt(id)).order(subscriptions::id.asc()),
            (None, true) => query.order(subscriptions::id.desc()),
            (None, false) => query.order(subscriptions::id.asc()),
        },
    };
    let found = query.select(Joined::as_select()).load(conn)?;
    whole_store::completed(conn, found)
}

/// How many rows the filter has, up to the limit of counting.
pub(super) fn count(conn: &mut Connection, scope: Scope, filter: &Filter) -> QueryResult<Option<u32>> {
    if let Scope::Reseller(reseller) = scope
        && let Some(kept) = counts::total(conn, reseller, filter)?
    {
        return Ok(capped(kept));
    }
    // A column of the indexes, so that no row is read.
    let inner = filtered(scope, filter).select(subscriptions::status).limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(capped(counted))
}

fn capped(count: i64) -> Option<u32> {
    u32::try_from(count).ok().filter(|count| *count <= TOTAL_MAX)
}
