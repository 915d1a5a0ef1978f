//! The worker: looks for due jobs twice a second, and at once when a request has written some or a place is free again.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt as _;
use tokio::task::JoinSet;

use super::claim::Claim;
use super::store::{self, JobRow};
use super::{Job, Lane, backoff, service};
use crate::http::envelope::panic_text;
use crate::http::rate_limit::Limits;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::{App, Worker};
use crate::{auth, connections, domains, http, invites, subscriptions};

/// How long a worker may take for a job before another takes it over.
const LEASE: TimeDelta = TimeDelta::seconds(120);
/// Jobs of a lane that are carried out at once.
const AT_ONCE: i64 = 16;
/// How often the table is looked at without being asked.
const PAUSE: Duration = Duration::from_millis(500);
/// How often old rows are swept up.
const SWEEP: TimeDelta = TimeDelta::hours(1);
/// How often what nobody needs is given back, and what changed much is counted anew.
const TIDYING: Duration = Duration::from_secs(60);

/// Runs a worker, and again should it ever panic.
pub async fn run_on<F: Future<Output = ()>>(app: Arc<App>, run: fn(Arc<App>) -> F) {
    while AssertUnwindSafe(run(Arc::clone(&app))).catch_unwind().await.is_err() {
        tracing::error!("a worker panicked and starts again");
        tokio::time::sleep(PAUSE).await;
    }
}

/// How a job went, where nothing went wrong inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done, or need not be done any more.
    Done,
    /// The mail server can't take it now; it will be tried again.
    PutOff(String),
    /// It was refused for good.
    Failed(String),
}

/// Works until `app.stopping` is set, and finishes what it has begun.
pub async fn run(app: Arc<App>) {
    let mut last_sweep = DateTime::<Utc>::MIN_UTC;
    let mut lanes = Lane::ALL.map(|lane| (lane, JoinSet::new()));
    let mut last_tidying = None;
    while !app.stopping.is_asked_for() {
        app.beat(Worker::Jobs);
        let now = app.clock.now();
        if last_tidying.is_none_or(|at: Instant| at.elapsed() >= TIDYING) {
            last_tidying = Some(Instant::now());
            app.limits.iter().for_each(Limits::forget_full);
            app.key_ring.clear();
            app.passwords.release_memory();
            if let Err(error) = subscriptions::counts::count_anew_across_tenants(&app.db, now).await {
                tracing::warn!(%error, "subscriptions could not be counted anew");
            }
        }
        if now - last_sweep >= SWEEP {
            last_sweep = now;
            sweep(&app, now).await;
        }
        let mut found = 0;
        for (lane, running) in &mut lanes {
            while running.try_join_next().is_some() {}
            let free = AT_ONCE - i64::try_from(running.len()).unwrap_or(AT_ONCE);
            let rows = claim(&app, *lane, free).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the worker could not look for jobs");
                Vec::new()
            });
            found += rows.len();
            // More may wait than there are places: who leaves one says so.
            let filled = i64::try_from(rows.len()).is_ok_and(|count| count == free);
            for row in rows {
                let app = Arc::clone(&app);
                running.spawn(async move {
                    one(Arc::clone(&app), row).await;
                    if filled {
                        app.wake.notify_one();
                    }
                });
            }
        }
        if found == 0 {
            let _ = tokio::time::timeout(PAUSE, app.wake.notified()).await;
        }
    }
    for (_, mut running) in lanes {
        while running.join_next().await.is_some() {}
    }
}

/// Carries out what is due now, and what that makes due; gives how many jobs that were.
///
/// # Errors
/// The database failed.
pub async fn catch_up(app: &Arc<App>) -> Result<usize, Refusal> {
    let mut count = 0;
    loop {
        let mut rows = Vec::new();
        for lane in Lane::ALL {
            rows.extend(claim(app, lane, AT_ONCE).await?);
        }
        if rows.is_empty() {
            return Ok(count);
        }
        count += rows.len();
        let mut running = JoinSet::new();
        for row in rows {
            running.spawn(one(Arc::clone(app), row));
        }
        while running.join_next().await.is_some() {}
    }
}

/// Takes up to `limit` due jobs of a lane.
async fn claim(app: &App, lane: Lane, limit: i64) -> Result<Vec<JobRow>, Refusal> {
    let now = app.clock.now();
    if limit == 0 || !app.db.read(move |conn| store::is_any_due_across_tenants(conn, lane, now.into()).map_err(Refusal::from)).await? {
        return Ok(Vec::new());
    }
    let lease_end = (now + LEASE).into();
    let work = move |conn: &mut Connection| Ok(store::claim_due_across_tenants(conn, lane, now.into(), lease_end, limit)?);
    app.db.tx(work).await
}

async fn one(app: Arc<App>, row: JobRow) {
    let claim = Claim { id: row.id, attempt: row.attempts };
    let opened = app.vault.open(service::PURPOSE, &row.payload).map_err(Refusal::from);
    let job = opened.and_then(|text| Ok(serde_json::from_slice::<Job>(&text)?));
    let (job, done) = match job {
        Ok(job) => {
            let done = guarded(&app, &job, claim).await;
            (Some(job), done)
        }
        Err(error) => (None, Err(error)),
    };
    let kind = job.as_ref().map_or("unreadable", Job::kind);
    let done = done.map(|outcome| match outcome {
        Outcome::Done => app.metrics.job(kind, "done"),
        Outcome::PutOff(words) => {
            tracing::warn!(job = %row.id, kind, attempt = row.attempts, words, "a mail was put off");
            app.metrics.job(kind, "put_off");
        }
        Outcome::Failed(words) => {
            tracing::warn!(job = %row.id, kind, attempt = row.attempts, words, "a mail was refused");
            app.metrics.job(kind, "failed");
        }
    });
    if let Err(error) = done {
        tracing::warn!(job = %row.id, kind, attempt = row.attempts, %error, "a job did not work");
        app.metrics.job(kind, "error");
        let now = app.clock.now();
        let (why, vault) = (error.to_string(), Arc::clone(&app.vault));
        let noted =
            app.db.tx(move |conn| if claim.again(conn, &why, now)? { Ok(()) } else { give_up(conn, &vault, job, claim, &why, now) }).await;
        if let Err(error) = noted {
            tracing::warn!(job = %row.id, %error, "and could not be put off; it is due again when its lease ends");
        }
    }
}

/// Carries a job out, unless it never came to an end in as many tries as it has, as one that brings the whole program
/// down. A panic is an error like others: it is tried again after a growing wait, and not for ever.
async fn guarded(app: &App, job: &Job, claim: Claim) -> Result<Outcome, Refusal> {
    if claim.attempt > backoff::TRIES_MAX {
        return Err(Refusal::Internal(format!("it was begun {} times, and never came to an end", claim.attempt - 1)));
    }
    caught(carry_out(app, job.clone(), claim)).await
}

async fn caught(work: impl Future<Output = Result<Outcome, Refusal>>) -> Result<Outcome, Refusal> {
    let panicked = |panic: Box<dyn Any + Send>| Err(Refusal::Internal(format!("it panicked: {}", panic_text(&*panic))));
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(panicked)
}

/// Ends a job that was tried often enough, and notes it where somebody waits for it.
fn give_up(conn: &mut Connection, vault: &Vault, job: Option<Job>, claim: Claim, why: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
    match job {
        Some(Job::CheckDomain { reseller, subscription, domain }) => {
            domains::worker::give_up(conn, vault, claim, (reseller, subscription, domain), why, now)
        }
        Some(Job::SyncDirectory { reseller, subscription, run }) => {
            connections::sync::worker::give_up(conn, vault, claim, ((reseller, subscription), run), why, now)
        }
        Some(Job::MailInvite { reseller, invite, token }) => invites::worker::give_up(conn, claim, (reseller, invite), &token, why, now),
        _ => claim.failed(conn, why, now),
    }
}

async fn carry_out(app: &App, job: Job, claim: Claim) -> Result<Outcome, Refusal> {
    match job {
        Job::MailInvite { reseller, invite, token } => invites::worker::mail(app, claim, reseller, invite, &token).await,
        Job::ExpireInvite { reseller, invite } => invites::worker::expire(app, claim, reseller, invite).await,
        Job::ForgotPassword { email } => auth::worker::forgot(app, claim, email).await,
        Job::MailPasswordReset { account, token } => auth::worker::mail_reset(app, claim, account, &token).await,
        Job::MailPasswordChanged { account } => auth::worker::mail_changed(app, claim, account).await,
        Job::MailConfirmEmail { account, new_email, token } => auth::worker::mail_confirm(app, claim, account, new_email, &token).await,
        Job::MailEmailChanged { full_name, locale, old_email, new_email } => {
            auth::worker::mail_email_changed(app, claim, full_name, locale, old_email, new_email).await
        }
        Job::MailTwoFactor { account, news } => auth::worker::mail_two_factor(app, claim, account, news).await,
        Job::CheckDomain { reseller, subscription, domain } => domains::worker::check(app, claim, (reseller, subscription, domain)).await,
        Job::SyncDirectory { reseller, subscription, run } => {
            connections::sync::worker::sync(app, claim, (reseller, subscription), run).await
        }
        Job::MailSpf { reseller, subscription, domain, account, before } => {
            domains::worker::mail(app, claim, (reseller, subscription, domain), account, before).await
        }
        Job::MailNotice { reseller, subscription, account, notice } => {
            subscriptions::worker::mail(app, claim, (reseller, subscription), account, notice).await
        }
    }
}

/// Deletes rows that nobody can need any more.
async fn sweep(app: &App, now: DateTime<Utc>) {
    let swept = app
        .db
        .tx(move |conn| {
            store::delete_finished_across_tenants(conn, (now - TimeDelta::days(7)).into())?;
            http::idempotency::forget_old_across_tenants(conn, now)?;
            auth::service::forget_old_across_tenants(conn, now)?;
            connections::consent::service::forget_old_across_tenants(conn, now)?;
            Ok::<_, Refusal>(())
        })
        .await;
    if let Err(error) = swept {
        tracing::warn!(%error, "old rows could not be swept up");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_panic_is_an_error_that_is_tried_again_and_not_for_ever() {
        let refused = caught(async { panic!("a poisoned job") }).await.unwrap_err();
        assert_eq!(refused.to_string(), "it panicked: a poisoned job");
        assert_eq!(caught(async { Ok(Outcome::Done) }).await.unwrap(), Outcome::Done);
    }
}
