//! The use cases of launch and connections.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use shared::connections::{ConnectionDetail, ConnectionMode, ConnectionStep, Launch, SetConnectionMode, SetConnectionStep};
use shared::events::EventKind;
use shared::ids::{ResellerId, SubscriptionId};
use shared::problem::ProblemCode;
use shared::subscriptions::{ConnectionStatus, Product};
use shared::validation::FaultCode;

use super::delegation::store::ServiceAccountRow;
use super::domain::{self, Denied, Done, Setup};
use super::store::{self, ConnectionRow};
use super::{consent, delegation, platforms, sync, view};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::etag::Precondition;
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::subscriptions;

/// A subscription, and whose it is.
pub type Place = (ResellerId, SubscriptionId);

/// A connection with what its rules need.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub reseller: ResellerId,
    pub subscription: SubscriptionId,
    pub product: Product,
    pub setup: Setup,
    /// The service account, where one was named.
    pub account: Option<ServiceAccountRow>,
    pub updated_at: Option<DateTime<Utc>>,
    /// 0 where nothing is kept yet.
    pub version: i64,
    /// Whether the organisation went to another reseller, and that is not written into the setup yet.
    pub lost: bool,
}

impl Held {
    pub fn load(conn: &mut Connection, (reseller, subscription): Place) -> Result<Self, Refusal> {
        let (_, product) = subscriptions::service::customer(conn, reseller, subscription)?;
        let row = store::find(conn, reseller, subscription)?;
        let mut setup: Setup = row.as_ref().map(|row| serde_json::from_str(&row.setup)).transpose()?.unwrap_or_default();
        let lost = row.as_ref().filter(|row| row.tenant.is_none() && setup.organisation().is_some()).map(|row| row.updated_at);
        if let Some(since) = lost {
            setup.lose_organisation(platforms::access(product), since.into());
        }
        let version = row.as_ref().map_or(0, |row| row.version);
        let account = match platforms::has(product, ConnectionStep::ServiceAccount) {
            true => delegation::store::find(conn, reseller, subscription)?,
            false => None,
        };
        let updated_at = row.map(|row| row.updated_at.into());
        Ok(Self { reseller, subscription, product, setup, account, updated_at, version, lost: lost.is_some() })
    }

    /// The modes that are switched on, with commas between.
    fn modes(&self) -> String {
        let words: Vec<&str> = self.setup.enabled().map(ConnectionMode::as_str).collect();
        words.join(",")
    }

    /// What the subscription shows of it.
    fn shown(&self) -> (ConnectionStatus, String) {
        (self.setup.status(self.product), self.modes())
    }

    /// As it is kept after a change: with the next version.
    fn row(&self, now: DateTime<Utc>) -> Result<ConnectionRow, Refusal> {
        Ok(ConnectionRow {
            subscription_id: self.subscription,
            reseller_id: self.reseller,
            setup: serde_json::to_string(&self.setup)?,
            status: self.setup.status(self.product),
            modes: self.modes(),
            updated_at: now.into(),
            version: self.version + 1,
            tenant: self.setup.organisation().map(|organisation| organisation.id.clone()),
        })
    }
}

/// The connection of a subscription.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, place: Place) -> Result<ConnectionDetail, Refusal> {
    let held = Held::load(conn, place)?;
    view::connection(conn, &held)
}

/// Switches a mode on or off.
///
/// # Errors
/// `invalid_fields` where the product does not have the mode, `stale_version`; `transition_not_allowed` where the
/// subscription is over.
pub fn set_mode(
    conn: &mut Connection,
    vault: &Vault,
    place: Place,
    (mode, wanted): (ConnectionMode, SetConnectionMode),
    precondition: &Precondition,
    deed: &Deed,
) -> Result<ConnectionDetail, Refusal> {
    let way = if wanted.enabled { Way::Up } else { Way::Down };
    let was = opened(conn, place, (deed.now, way), precondition, |held| {
        if platforms::modes(held.product).contains(&mode) { Ok(()) } else { Err(Denied::NotOffered) }
    })?;
    let mut held = was.clone();
    let (kind, opened) = match wanted.enabled {
        true => (EventKind::ConnectionModeEnabled, held.setup.enable(held.product, mode).map(|was_off| was_off.then(Vec::new))),
        false => (EventKind::ConnectionModeDisabled, held.setup.disable(held.product, mode)),
    };
    match opened.map_err(refusal)? {
        Some(steps) => {
            held.setup.note_taken_back(&steps, done_by(deed));
            let connection = keep(conn, &was, held, deed, kind, data_of("mode", mode.as_str(), &steps))?;
            // Where there is access, the directory is read as long as a mode is switched on that needs it.
            if wanted.enabled {
                sync::service::follow(conn, vault, place, deed.now)?;
            }
            Ok(connection)
        }
        None => view::connection(conn, &was),
    }
}

/// Notes that a person did a step, or that it is open after all.
///
/// # Errors
/// `not_found` where the product does not have the step, `stale_version`, `step_not_confirmable`, `step_not_reached`;
/// `transition_not_allowed` where the subscription is over.
pub fn set_step(
    conn: &mut Connection,
    place: Place,
    (step, wanted): (ConnectionStep, SetConnectionStep),
    precondition: &Precondition,
    deed: &Deed,
) -> Result<ConnectionDetail, Refusal> {
    let way = if wanted.done { Way::Up } else { Way::Down };
    let was = opened(conn, place, (deed.now, way), precondition, |held| {
        if platforms::has(held.product, step) { Ok(()) } else { Err(Denied::NoSuchStep) }
    })?;
    let mut held = was.clone();
    if wanted.done {
        if held.setup.confirm(held.product, step, done_by(deed)).map_err(refusal)? {
            return keep(conn, &was, held, deed, EventKind::ConnectionStepDone, data_of("step", step.as_str(), &[]));
        }
    } else {
        let mut steps = held.setup.reopen(held.product, step).map_err(refusal)?;
        if !steps.is_empty() {
            held.setup.note_taken_back(&steps, done_by(deed));
            steps.retain(|other| *other != step);
            return keep(conn, &was, held, deed, EventKind::ConnectionStepReopened, data_of("step", step.as_str(), &steps));
        }
    }
    view::connection(conn, &was)
}

/// Whether something is set up or taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    /// What is over is taken down all the same.
    Down,
}

pub(super) fn done_by(deed: &Deed) -> Done {
    Done { at: deed.now, actor: deed.actor.kind(), id: deed.actor.id() }
}

/// The connection of a subscription that can be set up, or taken down, locked. What the product does not have is told
/// first.
pub(super) fn opened(
    conn: &mut Connection,
    place: Place,
    (now, way): (DateTime<Utc>, Way),
    precondition: &Precondition,
    has: impl FnOnce(&Held) -> Result<(), Denied>,
) -> Result<Held, Refusal> {
    let (reseller, subscription) = place;
    dialect::lock_subscription(conn, reseller, subscription)?;
    let held = Held::load(conn, place)?;
    has(&held).map_err(refusal)?;
    precondition.check(held.version)?;
    if way == Way::Up {
        subscriptions::service::open_for_setup(conn, reseller, subscription, now)?;
    }
    Ok(held)
}

fn refusal(denied: Denied) -> Refusal {
    match denied {
        Denied::NotOffered => Refusal::field("/enabled", FaultCode::ModeNotOffered),
        Denied::NoSuchStep => ProblemCode::NotFound.into(),
        Denied::NotConfirmable => ProblemCode::StepNotConfirmable.into(),
        Denied::NotReached => ProblemCode::StepNotReached.into(),
    }
}

/// What a change was about, and the steps that it opened besides.
pub(super) fn data_of(what: &str, name: &str, opened: &[ConnectionStep]) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert(what.to_owned(), name.into());
    data.extend(reopened(opened));
    data
}

/// The steps that a change opened besides, where there are any.
pub(super) fn reopened(steps: &[ConnectionStep]) -> Option<(String, Value)> {
    (!steps.is_empty()).then(|| ("reopened".to_owned(), json!(steps)))
}

/// Writes a changed connection, how it stands in the subscription, and the one event that tells of it: with the modes
/// that are at another state by it.
pub(super) fn keep(
    conn: &mut Connection,
    was: &Held,
    mut held: Held,
    deed: &Deed,
    kind: EventKind,
    mut data: Map<String, Value>,
) -> Result<ConnectionDetail, Refusal> {
    let row = held.row(deed.now)?;
    if was.version == 0 {
        store::insert(conn, &row)?;
    } else if !store::update(conn, &row)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    held.version = row.version;
    held.updated_at = Some(deed.now);
    if was.shown() != held.shown() {
        subscriptions::link::moved(conn, held.reseller, held.subscription, deed)?;
    }
    let moved = platforms::modes(held.product).iter().filter_map(|mode| {
        let (from, to) = (was.setup.state(was.product, *mode), held.setup.state(held.product, *mode));
        (from != to).then(|| (mode.to_string(), json!({"from": from, "to": to})))
    });
    let moved: Map<String, Value> = moved.collect();
    if !moved.is_empty() {
        data.insert("modes".to_owned(), moved.into());
    }
    record(conn, held.reseller, deed, Happening::to_subscription(kind, held.subscription, data.into()))?;
    view::connection(conn, &held)
}

/// Writes a connection of which nothing is news but when something last worked: for no event, and no other version.
pub(super) fn keep_quietly(conn: &mut Connection, was: &Held, held: &Held, now: DateTime<Utc>) -> Result<(), Refusal> {
    store::touch(conn, &ConnectionRow { version: was.version, ..held.row(now)? })?;
    Ok(())
}

/// Enters a subscription: says where to, and records it.
///
/// # Errors
/// `not_found`, `subscription_ended`, `trial_expired`.
pub fn launch(conn: &mut Connection, (reseller, subscription): Place, deed: &Deed) -> Result<Launch, Refusal> {
    dialect::lock_subscription(conn, reseller, subscription)?;
    let status = subscriptions::link::open_for_launch(conn, reseller, subscription)?;
    let next = domain::launch_target(status);
    let data = json!({"next": next});
    record(conn, reseller, deed, Happening::to_subscription(EventKind::SubscriptionLaunched, subscription, data))?;
    Ok(Launch { next })
}

/// Forgets the connection of a subscription whose personal data is erased.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<(), Refusal> {
    consent::service::erase(conn, reseller, subscription)?;
    sync::service::erase(conn, (reseller, subscription))?;
    delegation::service::erase(conn, reseller, subscription)?;
    store::remove(conn, reseller, subscription)?;
    Ok(())
}
