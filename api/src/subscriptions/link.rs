//! The connection to the customer's mail platform as it stands in a subscription. What it follows from is in
//! `connections`.

use shared::ids::{ResellerId, SubscriptionId};
use shared::problem::ProblemCode;
use shared::subscriptions::{Connection as Link, ConnectionStatus, Lifecycle};

use super::whole_store::LinkRow;
use super::{service, whole_store};
use crate::deed::Deed;
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// The connection as the contract shows it in a subscription.
pub(super) fn of(row: Option<&LinkRow>) -> Link {
    let modes = row.into_iter().flat_map(|row| row.modes.split(',')).filter_map(|mode| mode.parse().ok());
    Link { status: row.map_or(ConnectionStatus::NotConnected, |row| row.status), modes: modes.collect() }
}

/// Gives a subscription its next version, since its connection shows otherwise than before.
///
/// # Errors
/// `not_found`, `stale_version`.
pub fn moved(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, deed: &Deed) -> Result<(), Refusal> {
    let was = whole_store::find(conn, reseller, id)?;
    service::save(conn, &mut was.clone(), &was, deed)
}

/// How the connection of a subscription stands that can be entered: one that has not run out or ended.
///
/// # Errors
/// `not_found`, `subscription_ended`, `trial_expired`.
pub fn open_for_launch(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> Result<ConnectionStatus, Refusal> {
    let whole = whole_store::find(conn, reseller, id)?;
    match whole.row.lifecycle {
        Lifecycle::Ended => Err(ProblemCode::SubscriptionEnded.into()),
        Lifecycle::TrialExpired => Err(ProblemCode::TrialExpired.into()),
        Lifecycle::Trial | Lifecycle::Active | Lifecycle::CancelPending => Ok(of(whole.link.as_ref()).status),
    }
}
