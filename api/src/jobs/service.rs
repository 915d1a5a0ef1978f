//! Writing jobs down.

use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::{JobId, ResellerId, SubscriptionId};

use super::{Job, Notice, store};
use crate::platform::db::{Connection, dialect};
use crate::platform::ids;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::resellers;

pub(super) const PURPOSE: &str = "job";

/// Writes a job down in the transaction of the change that it follows from. The times are by the clock of the job's
/// reseller, and by the real one where it has none.
///
/// # Errors
/// The database failed.
pub fn enqueue(conn: &mut Connection, vault: &Vault, job: &Job, due_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let clock = job.reseller().map(|reseller| resellers::clock::hold(conn, reseller)).transpose()?;
    // The table goes by the real time, so that one clock claims all rows.
    let ahead = clock.flatten().unwrap_or_default();
    let row = store::JobRow {
        id: ids::next::<JobId>(),
        reseller_id: job.reseller(),
        kind: job.kind().to_owned(),
        payload: vault.seal(PURPOSE, serde_json::to_string(job)?.as_bytes())?,
        state: "pending".to_owned(),
        due_at: ahead.real(due_at).into(),
        attempts: 0,
        created_at: ahead.real(now).into(),
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

/// Brings the jobs forward that go by the reseller's clock (ends of invites, checks of domains), since it was moved ahead
/// by this; gives how many came due by that. Mails and what is tried again stay: they wait for others, who live in the real time. Whoever does holds the clock.
///
/// # Errors
/// The database failed.
pub fn bring_forward(conn: &mut Connection, reseller: ResellerId, step: TimeDelta, real_now: DateTime<Utc>) -> Result<i64, Refusal> {
    let due = store::count_own_due_between(conn, reseller, real_now.into(), (real_now + step).into())?;
    dialect::bring_own_jobs_forward(conn, reseller, step)?;
    Ok(due)
}
