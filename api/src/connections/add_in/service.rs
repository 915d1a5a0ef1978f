//! The use cases of the add-in.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use shared::connections::{AddInManifest, ConnectionErrorCode as ErrorCode, ConnectionStep as Step};
use shared::events::{ActorKind, EventKind};
use shared::ids::SubscriptionId;
use shared::problem::ProblemCode;

use super::manifest::{FILE_NAME, Home};
use crate::connections::domain::{Done, Setup};
use crate::connections::service::{Held, Place, data_of, keep, keep_quietly};
use crate::connections::{Installation, platforms};
use crate::deed::Deed;
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::{resellers, subscriptions};

/// How often it is noted that the add-in runs.
const EVERY: TimeDelta = TimeDelta::days(1);
/// An add-in that nobody's Outlook started for so long is not deployed any more, or to nobody who writes.
const SILENT: TimeDelta = TimeDelta::days(30);

/// The manifest of a subscription's add-in.
///
/// # Errors
/// `not_found` where the product has no add-in; `setting_missing` where this installation has no address that Outlook takes.
pub fn manifest(
    conn: &mut Connection,
    vault: &Vault,
    installation: &Installation,
    (reseller, subscription): Place,
) -> Result<AddInManifest, Refusal> {
    let (_, product) = subscriptions::service::customer(conn, reseller, subscription)?;
    if !platforms::has(product, Step::AddIn) {
        return Err(ProblemCode::NotFound.into());
    }
    let origin = installation.add_in_origin.as_deref().ok_or(ProblemCode::SettingMissing)?;
    let home = Home::new(origin, vault, subscription);
    Ok(AddInManifest { manifest_url: home.manifest_url(), file_name: FILE_NAME.to_owned(), content: home.manifest(subscription) })
}

/// Whether there is something to note when the add-in says that it runs.
fn is_news(setup: &Setup, now: DateTime<Utc>) -> bool {
    let is_fresh = setup.last_success(Step::AddIn).is_some_and(|at| now - at < EVERY);
    !is_fresh || setup.done(Step::AddIn).is_none() || setup.fault(Step::AddIn).is_some()
}

/// Whether a subscription waits for its add-in to run, or for news of it. Most mails bring none.
///
/// # Errors
/// `not_found`.
pub fn is_awaited(conn: &mut Connection, subscription: SubscriptionId, real_now: DateTime<Utc>) -> Result<Option<Place>, Refusal> {
    let reseller = subscriptions::service::reseller_of_across_tenants(conn, subscription)?;
    let held = Held::load(conn, (reseller, subscription))?;
    let now = resellers::clock::ahead(conn, reseller)?.here(real_now);
    Ok((held.setup.wants(held.product, Step::AddIn) && is_news(&held.setup, now)).then_some((reseller, subscription)))
}

/// Notes that the add-in runs in somebody's Outlook. Of what is over, and where it is not wanted, nothing is noted.
///
/// # Errors
/// The database failed.
pub fn started(conn: &mut Connection, place: Place, deed: &Deed) -> Result<(), Refusal> {
    dialect::lock_subscription(conn, place.0, place.1)?;
    let was = Held::load(conn, place)?;
    let is_over = subscriptions::service::open_for_setup(conn, place.0, place.1, deed.now).is_err();
    if is_over || !was.setup.wants(was.product, Step::AddIn) || !is_news(&was.setup, deed.now) {
        return Ok(());
    }
    let was_right = was.setup.done(Step::AddIn).is_some() && was.setup.fault(Step::AddIn).is_none();
    let mut held = was.clone();
    held.setup.succeed(Step::AddIn, Done { at: deed.now, actor: ActorKind::System, id: None });
    if was_right {
        return keep_quietly(conn, &was, &held, deed.now);
    }
    keep(conn, &was, held, deed, EventKind::ConnectionStepDone, data_of("step", Step::AddIn.as_str(), &[]))?;
    Ok(())
}

/// Notes where an add-in that ran does not any more.
///
/// # Errors
/// The database failed.
pub fn watch(conn: &mut Connection, place: Place, deed: &Deed) -> Result<(), Refusal> {
    let was = Held::load(conn, place)?;
    let is_silent = was.setup.last_success(Step::AddIn).is_some_and(|at| deed.now - at > SILENT);
    if !is_silent || !was.setup.wants(was.product, Step::AddIn) || was.setup.done(Step::AddIn).is_none() {
        return Ok(());
    }
    let mut held = was.clone();
    if held.setup.fail(Step::AddIn, ErrorCode::AddInSilent, deed.now) {
        let data = [("step", json!(Step::AddIn)), ("code", json!(ErrorCode::AddInSilent))];
        let data: Map<String, Value> = data.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        keep(conn, &was, held, deed, EventKind::ConnectionStepFailed, data)?;
    }
    Ok(())
}
