//! What people are invited to, and its lock.

use shared::ids::{ResellerId, SubscriptionId};

use crate::platform::db::{Connection, dialect};
use crate::refusal::Refusal;

/// What a person is invited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The reseller's team.
    Team,
    /// A customer's subscription.
    Subscription(SubscriptionId),
}

impl Party {
    pub(super) const fn subscription(self) -> Option<SubscriptionId> {
        match self {
            Self::Team => None,
            Self::Subscription(id) => Some(id),
        }
    }
}

/// Locks what an invite belongs to before the invite is read to be written, so that whoever writes it has its newest
/// version, and all take their locks in one order: the subscription, the reseller (for a colleague's invite here, for a
/// customer's with its event), the invites, the accounts.
pub(super) fn lock(conn: &mut Connection, reseller: ResellerId, subscription: Option<SubscriptionId>) -> Result<(), Refusal> {
    match subscription {
        Some(id) => dialect::lock_subscription(conn, reseller, id)?,
        None => dialect::lock_reseller(conn, reseller)?,
    }
    Ok(())
}
