//! The use cases of synchronisations.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use shared::connections::{ConnectionErrorCode as ErrorCode, ConnectionStep as Step, ConnectionStepError, DirectorySync, SyncState};
use shared::events::{ActorKind, EventKind};
use shared::problem::ProblemCode;
use shared::subscriptions::Product;

use super::domain::Round;
use super::store::{self, Sync};
use super::worker::Rest;
use crate::connections::domain::Done;
use crate::connections::service::{self, Held, Place};
use crate::connections::{add_in, platforms};
use crate::deed::Deed;
use crate::directory::found::{self, Counted};
use crate::events::service::{Happening, record};
use crate::jobs::{self, Job};
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::{domains, subscriptions};

/// A customer's organisation at its platform, to which there is access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// What is sold: it says which platform it is.
    pub product: Product,
    /// The platform's id of it.
    pub organisation: String,
}

/// The organisation that a subscription can read, where there is one and a mode is switched on for which it is read.
///
/// # Errors
/// The database failed.
pub fn tenant(conn: &mut Connection, place: Place) -> Result<Option<Tenant>, Refusal> {
    let held = Held::load(conn, place)?;
    let access = platforms::access(held.product);
    let given = held.setup.done(access).is_some() && held.setup.wants(held.product, access);
    let organisation = held.setup.organisation().filter(|_| given);
    Ok(organisation.map(|organisation| Tenant { product: held.product, organisation: organisation.id.clone() }))
}

/// The synchronisation as it stands.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, place: Place) -> Result<DirectorySync, Refusal> {
    subscriptions::service::customer(conn, place.0, place.1)?;
    Ok(view(store::find(conn, place)?.as_ref()))
}

/// When the directory was last read to its end.
///
/// # Errors
/// The database failed.
pub fn last_success(conn: &mut Connection, place: Place) -> Result<Option<DateTime<Utc>>, Refusal> {
    Ok(store::find(conn, place)?.and_then(|sync| sync.round.last_success_at))
}

/// How a synchronisation stands, or that there was none yet.
pub(super) fn view(sync: Option<&Sync>) -> DirectorySync {
    let Some(round) = sync.map(|sync| &sync.round) else {
        return DirectorySync {
            state: SyncState::Never,
            whole: true,
            people: 0,
            groups: 0,
            added: 0,
            changed: 0,
            removed: 0,
            started_at: None,
            last_success_at: None,
            next_at: None,
            error: None,
        };
    };
    DirectorySync {
        state: round.state,
        whole: round.whole,
        people: round.counted.people,
        groups: round.counted.groups,
        added: round.counted.added,
        changed: round.counted.changed,
        removed: round.counted.removed,
        started_at: (round.generation > 0).then_some(round.started_at),
        last_success_at: round.last_success_at,
        next_at: (round.state != SyncState::Running).then_some(round.next_at),
        error: round.error.map(|(code, since)| ConnectionStepError { code, since }),
    }
}

/// Reads the directory of a customer to which access was just given.
///
/// # Errors
/// The database failed.
pub fn follow(conn: &mut Connection, vault: &Vault, place: Place, now: DateTime<Utc>) -> Result<(), Refusal> {
    if let Some(tenant) = tenant(conn, place)? {
        begin(conn, vault, place, tenant, now)?;
    }
    Ok(())
}

/// Synchronises now, unless that is under way.
///
/// # Errors
/// `not_found`, `step_not_reached` where there is no access; `transition_not_allowed` where the subscription is over.
pub fn request(conn: &mut Connection, vault: &Vault, place: Place, deed: &Deed) -> Result<DirectorySync, Refusal> {
    dialect::lock_subscription(conn, place.0, place.1)?;
    subscriptions::service::open_for_setup(conn, place.0, place.1, deed.now)?;
    let tenant = tenant(conn, place)?.ok_or(ProblemCode::StepNotReached)?;
    Ok(view(Some(&begin(conn, vault, place, tenant, deed.now)?)))
}

/// Sees to it that the directory is synchronised as soon as can be. One that is under way goes on, unless it reads
/// another organisation.
///
/// # Errors
/// The database failed.
pub fn begin(conn: &mut Connection, vault: &Vault, place: Place, tenant: Tenant, now: DateTime<Utc>) -> Result<Sync, Refusal> {
    let sync = match store::find(conn, place)? {
        None => {
            let sync = Sync { organisation: tenant.organisation, run: 1, round: Round::first(now), version: 1 };
            store::insert(conn, place, &sync)?;
            sync
        }
        Some(sync) if sync.organisation == tenant.organisation && sync.round.is_under_way() => return Ok(sync),
        // It was asked for a moment ago.
        Some(sync) if sync.organisation == tenant.organisation && sync.round.is_asked_for(now) => return Ok(sync),
        Some(mut sync) => {
            sync.run += 1;
            sync.round.ask_for(now);
            if sync.organisation != tenant.organisation {
                sync.organisation = tenant.organisation;
                sync.round.forget();
                sync.round.counted = Counted::default();
            }
            keep(conn, place, &mut sync)?;
            sync
        }
    };
    schedule(conn, vault, place, &sync, now)?;
    Ok(sync)
}

pub(super) fn schedule(conn: &mut Connection, vault: &Vault, place: Place, sync: &Sync, now: DateTime<Utc>) -> Result<(), Refusal> {
    let (reseller, subscription) = place;
    let job = Job::SyncDirectory { reseller, subscription, run: sync.run };
    let due_at = if sync.round.state == SyncState::Running { now } else { sync.round.next_at };
    jobs::service::enqueue(conn, vault, &job, due_at, now)
}

pub(super) fn keep(conn: &mut Connection, place: Place, sync: &mut Sync) -> Result<(), Refusal> {
    if store::update(conn, place, sync)? { Ok(()) } else { Err(ProblemCode::StaleVersion.into()) }
}

/// Ends a round: what was not told of is gone, who belongs to which group is worked out, sender domains are
/// those that the platform names, and the step is done.
pub(super) fn end(conn: &mut Connection, vault: &Vault, place: Place, sync: &mut Sync, rest: Rest, deed: &Deed) -> Result<(), Refusal> {
    let round = &mut sync.round;
    if round.whole {
        round.counted += found::sweep(conn, place, round.generation)?;
    }
    let counted = round.counted;
    if counted.added + counted.removed + counted.groups_changed > 0 {
        found::gather(conn, place)?;
    }
    round.end(deed.now);
    domains::platform::follow(conn, vault, place, &rest.domains, deed)?;
    let told = json!({"added": counted.added, "changed": counted.changed, "removed": counted.removed});
    let was = Held::load(conn, place)?;
    let access = platforms::access(was.product);
    let is_new = was.setup.done(Step::Directory).is_none();
    if is_new || [access, Step::Directory].iter().any(|step| was.setup.fault(*step).is_some()) {
        let mut held = was.clone();
        let done = Done { at: deed.now, actor: ActorKind::System, id: None };
        held.setup.succeed(access, done);
        held.setup.succeed(Step::Directory, done);
        let mut data = service::data_of("step", Step::Directory.as_str(), &[]);
        data.extend(told.as_object().cloned().unwrap_or_default());
        let kind = if is_new { EventKind::ConnectionStepDone } else { EventKind::DirectorySynchronised };
        service::keep(conn, &was, held, deed, kind, data)?;
    } else if counted.added + counted.changed + counted.removed > 0 {
        record(conn, place.0, deed, Happening::to_subscription(EventKind::DirectorySynchronised, place.1, told))?;
    }
    if let Some(settings) = rest.settings {
        sounded(conn, place, settings, deed)?;
    }
    add_in::service::watch(conn, place, deed)
}

/// The most people who stand for all where it is to be found out whether something works for people.
const SAMPLE: u32 = 5;

/// The addresses of some people of the platform, where signatures are to be written into their mail settings.
pub(super) fn sample(conn: &mut Connection, place: Place) -> Result<Vec<String>, Refusal> {
    let held = Held::load(conn, place)?;
    if held.setup.wants(held.product, Step::SendAs) { found::some_addresses(conn, place, SAMPLE) } else { Ok(Vec::new()) }
}

/// Notes whether signatures can be written into people's mail settings, where that is new.
fn sounded(conn: &mut Connection, place: Place, settings: Result<(), ErrorCode>, deed: &Deed) -> Result<(), Refusal> {
    let was = Held::load(conn, place)?;
    let mut held = was.clone();
    let mut data = service::data_of("step", Step::SendAs.as_str(), &[]);
    let kind = match settings {
        Ok(()) if was.setup.done(Step::SendAs).is_some() && was.setup.fault(Step::SendAs).is_none() => return Ok(()),
        Ok(()) => {
            held.setup.succeed(Step::SendAs, Done { at: deed.now, actor: ActorKind::System, id: None });
            EventKind::ConnectionStepDone
        }
        Err(code) if !held.setup.fail(Step::SendAs, code, deed.now) => return Ok(()),
        Err(code) => {
            data.insert("code".to_owned(), json!(code));
            EventKind::ConnectionStepFailed
        }
    };
    service::keep(conn, &was, held, deed, kind, data)?;
    Ok(())
}

/// Tells once that the organisation went to another reseller.
pub(super) fn note_loss(conn: &mut Connection, place: Place, deed: &Deed) -> Result<(), Refusal> {
    let was = Held::load(conn, place)?;
    if was.lost {
        let data = [("step", json!(platforms::access(was.product))), ("code", json!(ErrorCode::OrganisationTaken))];
        let data: Map<String, Value> = data.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        service::keep(conn, &was, was.clone(), deed, EventKind::ConnectionStepFailed, data)?;
    }
    Ok(())
}

/// Notes at the step what does not work, where that is new.
pub(super) fn fail(conn: &mut Connection, place: Place, code: ErrorCode, deed: &Deed) -> Result<(), Refusal> {
    let was = Held::load(conn, place)?;
    let step = match code {
        ErrorCode::AccessWithdrawn | ErrorCode::CredentialsRefused => platforms::access(was.product),
        _ => Step::Directory,
    };
    let mut held = was.clone();
    if held.setup.fail(step, code, deed.now) {
        let data: Map<String, Value> = [("step".to_owned(), json!(step)), ("code".to_owned(), json!(code))].into_iter().collect();
        service::keep(conn, &was, held, deed, EventKind::ConnectionStepFailed, data)?;
    }
    Ok(())
}

/// Forgets the synchronisation of a subscription whose personal data is erased.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, place: Place) -> Result<(), Refusal> {
    store::remove(conn, place)?;
    Ok(())
}
