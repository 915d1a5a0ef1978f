//! The job that synchronises: asks the platform page by page, and writes each before it asks for the next one. What was
//! written stays when the server stops; the next one goes on from there.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use shared::connections::{ConnectionErrorCode as ErrorCode, SyncState};

use super::domain::Turn;
use super::reach::{Reached, reach};
use super::service;
use super::source::{Batch, Next, Part, Source, Trouble};
use super::store::{self, Sync};
use crate::App;
use crate::connections::Installation;
use crate::connections::service::Place;
use crate::deed::Deed;
use crate::directory::found;
use crate::jobs::claim::Claim;
use crate::jobs::worker::Outcome;
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::{resellers, subscriptions};

/// How long one job reads before it lets others have its slot: within a worker's lease, with a portion that takes long.
const AT_A_TIME: Duration = Duration::from_secs(30);

/// How often what is over is looked at, in case that it comes back.
const OVER: TimeDelta = TimeDelta::days(1);

/// What a page tells, with what else is asked for where it is the last one.
type Told = Result<(Batch, Rest), Trouble>;

/// What is asked for when everything is read.
#[derive(Debug, Default)]
pub(super) struct Rest {
    /// The sender domains.
    pub domains: Vec<String>,
    /// Whether signatures can be written into people's mail settings, where that was to be found out and showed.
    pub settings: Option<Result<(), ErrorCode>>,
}

/// Carries a synchronisation on, unless another job does.
///
/// # Errors
/// The database failed.
pub async fn sync(app: &App, claim: Claim, place: Place, run: i64) -> Result<Outcome, Refusal> {
    let (began, real_now, vault, installation) = (Instant::now(), app.clock.now(), app.vault.clone(), app.connections.clone());
    let work = move |conn: &mut Connection| begin(conn, (&installation, &vault), claim, (place, run), real_now);
    let (source, mut sync) = match app.db.tx(work).await? {
        None => return Ok(Outcome::Done),
        Some(Task::AskAccess(source, sync)) => return ask_access(app, claim, (place, *sync), source).await,
        Some(Task::Read(source, sync)) => (source, *sync),
    };
    loop {
        let told = match &source {
            Ok(source) => ask(app, place, source.as_ref(), &sync).await?,
            Err(trouble) => Err(trouble.clone()),
        };
        if let Err(trouble) = &told {
            tracing::info!(subscription = %place.1, ?trouble, "a directory could not be read on");
        }
        let (real_now, vault) = (app.clock.now(), app.vault.clone());
        let has_time = began.elapsed() < AT_A_TIME;
        let work = move |conn: &mut Connection| {
            let deed = resellers::clock::deed_of_system(conn, place.0, real_now)?;
            take(conn, &vault, (place, sync), told, &deed, |conn, vault, sync, turn| {
                if turn == Turn::GoOn && has_time {
                    return Ok(());
                }
                service::schedule(conn, vault, place, sync, deed.now)?;
                claim.done(conn, real_now)
            })
        };
        match app.db.tx(work).await? {
            Some((next, Turn::GoOn)) if has_time => sync = next,
            Some(_) => return Ok(Outcome::Done),
            None => {
                app.db.tx(move |conn| claim.done(conn, real_now)).await?;
                return Ok(Outcome::Done);
            }
        }
    }
}

/// Gives a job up that failed too often, and sets the next one: directories are synchronised as long as there is access.
///
/// # Errors
/// The database failed.
pub fn give_up(
    conn: &mut Connection,
    vault: &Vault,
    claim: Claim,
    (place, run): (Place, i64),
    why: &str,
    real_now: DateTime<Utc>,
) -> Result<(), Refusal> {
    if let Some(mut sync) = store::find(conn, place)?.filter(|sync| sync.run == run) {
        let now = resellers::clock::ahead(conn, place.0)?.here(real_now);
        sync.round.forget();
        sync.round.give_up(ErrorCode::SynchronisationFailed, now);
        service::keep(conn, place, &mut sync)?;
        service::schedule(conn, vault, place, &sync, now)?;
        let deed = resellers::clock::deed_of_system(conn, place.0, real_now)?;
        service::fail(conn, place, ErrorCode::SynchronisationFailed, &deed)?;
    }
    claim.failed(conn, why, real_now)
}

/// A page of the platform. The rest is asked for with the last one, so that what follows from all of it is one change.
async fn ask(app: &App, place: Place, source: &dyn Source, sync: &Sync) -> Result<Told, Refusal> {
    let batch = match source.page(sync.round.part, sync.round.place.as_deref()).await {
        Ok(batch) => batch,
        Err(trouble) => return Ok(Err(trouble)),
    };
    if sync.round.part != Part::Groups || !matches!(batch.next, Next::End { .. }) {
        return Ok(Ok((batch, Rest::default())));
    }
    let domains = match source.domains().await {
        Ok(domains) => domains,
        Err(trouble) => return Ok(Err(trouble)),
    };
    let people = app.db.read(move |conn| service::sample(conn, place)).await?;
    let settings = source.settings(&people).await;
    Ok(Ok((batch, Rest { domains, settings })))
}

/// What a job has to do.
enum Task {
    /// Read on.
    Read(Reached, Box<Sync>),
    /// Find out whether there is still access: all that is asked of who left.
    AskAccess(Reached, Box<Sync>),
}

/// What there is to do; nothing where this job has nothing to do any more.
fn begin(
    conn: &mut Connection,
    (installation, vault): (&Installation, &Vault),
    claim: Claim,
    (place, run): (Place, i64),
    real_now: DateTime<Utc>,
) -> Result<Option<Task>, Refusal> {
    let (reseller, subscription) = place;
    dialect::lock_subscription(conn, reseller, subscription)?;
    let now = resellers::clock::ahead(conn, reseller)?.here(real_now);
    // Whoever asks for one anew gives it another number; and one that rests waits for its own time.
    let is_due = |sync: &Sync| sync.run == run && (sync.round.is_under_way() || sync.round.next_at <= now);
    let Some(mut sync) = store::find(conn, place)?.filter(is_due) else {
        claim.done(conn, real_now)?;
        return Ok(None);
    };
    let Some(tenant) = service::tenant(conn, place)? else {
        // Access that is given again, or a mode that is switched on, asks for one.
        sync.round.rest(now + OVER);
        service::keep(conn, place, &mut sync)?;
        let deed = resellers::clock::deed_of_system(conn, reseller, real_now)?;
        service::note_loss(conn, place, &deed)?;
        claim.done(conn, real_now)?;
        return Ok(None);
    };
    let source = reach(conn, installation, vault, place, &tenant)?;
    if subscriptions::service::open_for_setup(conn, reseller, subscription, now).is_err() {
        return Ok(Some(Task::AskAccess(source, Box::new(sync))));
    }
    if sync.round.is_under_way() {
        sync.round.state = SyncState::Running;
    } else {
        sync.round.begin(now);
    }
    service::keep(conn, place, &mut sync)?;
    Ok(Some(Task::Read(source, Box::new(sync))))
}

/// Notes where access was taken back from who left, so that the list of what is to be taken down says so, and comes back
/// later: who left may return.
async fn ask_access(app: &App, claim: Claim, (place, was): (Place, Sync), source: Reached) -> Result<Outcome, Refusal> {
    let is_gone = match source {
        Ok(source) => matches!(source.domains().await, Err(Trouble::Withdrawn(_))),
        Err(_) => false,
    };
    let (real_now, vault) = (app.clock.now(), app.vault.clone());
    let work = move |conn: &mut Connection| {
        dialect::lock_subscription(conn, place.0, place.1)?;
        // It may have been erased meanwhile, or access given anew.
        if let Some(mut sync) = store::find(conn, place)?.filter(|now| now.run == was.run && now.version == was.version) {
            let deed = resellers::clock::deed_of_system(conn, place.0, real_now)?;
            if is_gone {
                service::fail(conn, place, ErrorCode::AccessWithdrawn, &deed)?;
            }
            sync.round.rest(deed.now + OVER);
            service::keep(conn, place, &mut sync)?;
            service::schedule(conn, &vault, place, &sync, deed.now)?;
        }
        claim.done(conn, real_now)?;
        Ok(Outcome::Done)
    };
    app.db.tx(work).await
}

/// Writes what the platform told, and says how it goes on; nothing where another job carried it on meanwhile. `close` ends the
/// job in the same transaction where it is to end.
fn take(
    conn: &mut Connection,
    vault: &Vault,
    (place, was): (Place, Sync),
    told: Told,
    deed: &Deed,
    close: impl FnOnce(&mut Connection, &Vault, &Sync, Turn) -> Result<(), Refusal>,
) -> Result<Option<(Sync, Turn)>, Refusal> {
    dialect::lock_subscription(conn, place.0, place.1)?;
    if store::find(conn, place)?.is_none_or(|now| now.run != was.run || now.version != was.version) {
        return Ok(None);
    }
    let mut sync = was;
    let turn = match told {
        Ok((batch, rest)) => {
            sync.round.counted += found::write(conn, place, batch.changes, sync.round.generation, deed.now)?;
            let turn = sync.round.told(batch.next);
            if turn == Turn::End {
                service::end(conn, vault, place, &mut sync, rest, deed)?;
            }
            turn
        }
        Err(trouble) => {
            let turn = sync.round.failed(&trouble, deed.now);
            if let Turn::Failed(code) = turn {
                service::fail(conn, place, code, deed)?;
            }
            turn
        }
    };
    service::keep(conn, place, &mut sync)?;
    close(conn, vault, &sync, turn)?;
    Ok(Some((sync, turn)))
}
