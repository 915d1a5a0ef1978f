//! One action on many subscriptions: each is a use case of its own, in its own transaction, by the same rules as alone.

use shared::ids::{ResellerId, SubscriptionId};
use shared::subscriptions::{Bulk, BulkAction, BulkItem, BulkResult, BulkStatus, Subscription};
use shared::trials::ExtendTrial;

use super::actions::{self, Move};
use super::service;
use crate::deed::Deed;
use crate::http::caller::Capacity;
use crate::http::etag::Precondition;
use crate::http::parts::Turn;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;

/// The move that is wanted of each.
///
/// # Errors
/// `invalid_fields`: the action lacks what it needs.
pub fn wanted(bulk: &Bulk) -> Result<Move, Refusal> {
    let missing = |pointer| Refusal::required(&[pointer]);
    match bulk.action {
        BulkAction::Pause => Ok(Move::Pause(bulk.reason.clone().ok_or_else(|| missing("/reason"))?)),
        BulkAction::Resume => Ok(Move::Resume),
        BulkAction::ExtendTrial => {
            Ok(Move::Extend(ExtendTrial { days: bulk.days.ok_or_else(|| missing("/days"))?, reason: bulk.reason.clone() }))
        }
    }
}

/// Moves one of them; where an earlier request with the same key did, reads what it is now.
///
/// # Errors
/// As [`actions::act`].
pub fn one(
    conn: &mut Connection,
    vault: &Vault,
    (reseller, capacity): (ResellerId, Capacity),
    id: SubscriptionId,
    wanted: &Move,
    turn: Turn,
    deed: &Deed,
) -> Result<Subscription, Refusal> {
    match turn {
        Turn::First => actions::act(conn, vault, (reseller, capacity), id, wanted, &Precondition::Any, deed),
        Turn::Again => service::get(conn, (reseller, capacity), id, deed.now),
    }
}

/// The lines of an answer, counted.
#[must_use]
pub fn result(items: Vec<BulkItem>) -> BulkResult {
    let count = |status| u32::try_from(items.iter().filter(|item| item.status == status).count()).unwrap_or(u32::MAX);
    BulkResult { done: count(BulkStatus::Done), refused: count(BulkStatus::Refused), items }
}
