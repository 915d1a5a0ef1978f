//! Two-factor sign-in of colleagues in the reseller's record.

use serde_json::json;
use shared::events::{EventKind, SubjectKind};
use shared::ids::AccountId;

use super::{clock, store};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// Makes a change to an account, and records it where the account works for a reseller: `deed` has the real time, the record
/// the reseller's. Its row is held before the account's, as everywhere.
///
/// # Errors
/// Those of the change.
pub fn recorded<T>(
    conn: &mut Connection,
    account: AccountId,
    kind: EventKind,
    deed: &Deed,
    change: impl FnOnce(&mut Connection) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let member = store::member_of(conn, account)?;
    if let Some(member) = &member {
        store::lock(conn, member.reseller_id)?;
    }
    let changed = change(conn)?;
    if let Some(member) = member {
        let deed = Deed { now: clock::ahead(conn, member.reseller_id)?.here(deed.now), ..deed.clone() };
        let (subject, subject_id) = (SubjectKind::ResellerMember, member.id.0);
        let happening = Happening { kind, subject, subject_id, subscription: None, data: json!({"account_id": account}) };
        record(conn, member.reseller_id, &deed, happening)?;
    }
    Ok(changed)
}
