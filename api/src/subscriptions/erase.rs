//! The erasure of what ended long ago: names, references, reasons and people go; the id, the events and the statements
//! stay.

use chrono::{DateTime, Utc};

use super::store::{self, Whole};
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::{accounts, connections, directory, domains, events, invites, members};

/// Erases personal data. Accounts that belong to nothing else go with it.
pub(super) fn erase(conn: &mut Connection, whole: &mut Whole, now: DateTime<Utc>) -> Result<(), Refusal> {
    let (reseller, id) = (whole.row.reseller_id, whole.row.id);
    whole.row.erased_at = Some(now.into());
    whole.row.company_name = String::new();
    whole.row.external_ref = None;
    whole.row.end_reason = None;
    whole.row.metadata = "{}".to_owned();
    store::forget_hold_reasons(conn, reseller, id)?;
    whole.link = None;
    connections::service::erase(conn, reseller, id)?;
    directory::service::erase(conn, (reseller, id))?;
    domains::service::erase(conn, reseller, id)?;
    invites::service::erase(conn, reseller, id)?;
    for account in members::service::erase(conn, reseller, id)? {
        accounts::service::erase_unless_needed(conn, account)?;
    }
    events::service::erase_words(conn, reseller, id)
}
