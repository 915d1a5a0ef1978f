//! Writing jobs down.

use chrono::{DateTime, Utc};
use shared::ids::{JobId, ResellerId, SubscriptionId};

use super::{Job, Notice, store};
use crate::platform::db::Connection;
use crate::platform::ids;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::resellers;

pub(super) const PURPOSE: &str = "job";

/// Writes a job down in the transaction of the change that it follows from.
///
/// # Errors
/// The database failed.
pub fn enqueue(conn: &mut Connection, vault: &Vault, job: &Job, due_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let row = store::JobRow {
        id: ids::next::<JobId>(),
        reseller_id: job.reseller(),
        kind: job.kind().to_owned(),
        payload: vault.seal(PURPOSE, serde_json::to_string(job)?.as_bytes())?,
        state: "pending".to_owned(),
        due_at: due_at.into(),
        attempts: 0,
        created_at: now.into(),
        lane: job.lane().as_str().to_owned(),
    };
    store::insert(conn, &row)?;
    Ok(())
}

/// Writes down the mails that tell the reseller's owners and administrators about a subscription: those who want them.
///
/// # Errors
/// The database failed.
pub fn notify(
    conn: &mut Connection,
    vault: &Vault,
    reseller: ResellerId,
    subscription: SubscriptionId,
    notice: Notice,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let people = match notice {
        // Erasure is not about a trial, and comes once.
        Notice::ErasureAnnounced => resellers::service::managers(conn, reseller)?,
        Notice::TrialEnds { .. } | Notice::TrialExpired | Notice::TrialConverted => resellers::service::trial_mail_readers(conn, reseller)?,
    };
    for account in people {
        enqueue(conn, vault, &Job::MailNotice { reseller, subscription, account, notice }, now, now)?;
    }
    Ok(())
}
