//! The sender domains that a customer's platform names, beside those that people add.

use std::collections::BTreeSet;

use serde_json::json;
use shared::domains::DOMAINS_MAX;
use shared::events::EventKind;
use shared::ids::{ResellerId, SubscriptionId};
use shared::problem::ProblemCode;

use super::domain::{Presence, Standing};
use super::service::{Origin, about, put};
use super::store::{self, Told};
use crate::deed::Deed;
use crate::events::service::record;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;

/// Takes what a customer's platform names as its sender domains: adds those that are not there and that nobody removed, as many
/// as there is room for, and tells of those that it named before and does not any more.
///
/// # Errors
/// The database failed.
pub fn follow(
    conn: &mut Connection,
    vault: &Vault,
    (reseller, subscription): (ResellerId, SubscriptionId),
    names: &[String],
    deed: &Deed,
) -> Result<(), Refusal> {
    let names: BTreeSet<&String> = names.iter().collect();
    let (dismissed, known): (Vec<_>, Vec<_>) =
        store::list_with_dismissed(conn, reseller, subscription)?.into_iter().partition(|row| row.dismissed);
    for row in dismissed.iter().filter(|row| !names.contains(&row.name)) {
        store::forget_dismissed(conn, reseller, subscription, &row.name)?;
    }
    let is_new = |name: &&&String| known.iter().chain(&dismissed).all(|row| row.name != ***name);
    let room = usize::try_from(DOMAINS_MAX).unwrap_or_default().saturating_sub(known.len());
    for name in names.iter().filter(is_new).take(room) {
        put(conn, vault, (reseller, subscription), ((*name).clone(), Origin::Platform), deed)?;
    }
    for row in &known {
        let standing = Standing { at_platform: row.at_platform, gone_since: row.gone_since.map(Into::into) };
        let Some((next, change)) = standing.told(names.contains(&row.name), deed.now) else { continue };
        // Where nothing of it is shown, whoever has read the domain may go on.
        let version = row.version + i64::from(change.is_some());
        let told = Told { at_platform: next.at_platform, gone_since: next.gone_since.map(Into::into), version };
        if !store::note_told(conn, row, &told)? {
            return Err(ProblemCode::StaleVersion.into());
        }
        let kind = match change {
            None => continue,
            Some(Presence::Gone) => EventKind::DomainGone,
            Some(Presence::There) => EventKind::DomainReturned,
        };
        record(conn, reseller, deed, about(kind, row, json!({"domain": row.name})))?;
    }
    Ok(())
}
