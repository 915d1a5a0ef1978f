//! The use cases of consents.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::connections::{BegunConsent, ConnectionDetail, ConnectionErrorCode as ErrorCode, ConnectionStep as Step};
use shared::events::EventKind;
use shared::ids::{ResellerId, SubscriptionId};
use shared::problem::ProblemCode;
use shared::rights::Right;

use super::domain;
use super::store::{self, By, ConsentRow};
use crate::authority::Authority;
use crate::connections::domain::Organisation;
use crate::connections::microsoft::Microsoft;
use crate::connections::service::{Held, Place, data_of, done_by, keep, reopened};
use crate::connections::{platforms, store as connections_store, view};
use crate::deed::{Actor, Deed};
use crate::platform::db::{Connection, dialect};
use crate::platform::tokens;
use crate::refusal::Refusal;
use crate::tenancy::Scope;
use crate::{members, subscriptions};

/// Begins a consent: gives the address at which access is given. `back` is where the browser is sent from there.
///
/// # Errors
/// `not_found` where the product has no such step; `transition_not_allowed` where the subscription is over,
/// `setting_missing`, `step_not_reached` where no mode is switched on that needs it.
pub fn begin(
    conn: &mut Connection,
    place: Place,
    microsoft: Option<&Microsoft>,
    back: &str,
    (deed, real_now): (&Deed, DateTime<Utc>),
) -> Result<BegunConsent, Refusal> {
    let (reseller, subscription) = place;
    dialect::lock_subscription(conn, reseller, subscription)?;
    let held = Held::load(conn, place)?;
    if !platforms::has(held.product, Step::Consent) {
        return Err(ProblemCode::NotFound.into());
    }
    subscriptions::service::open_for_setup(conn, reseller, subscription, deed.now)?;
    let microsoft = microsoft.ok_or(ProblemCode::SettingMissing)?;
    if !held.setup.wants(held.product, Step::Consent) {
        return Err(ProblemCode::StepNotReached.into());
    }
    let (state, expires_at) = (tokens::random()?, domain::expires_at(real_now));
    let url = microsoft.consent_url(back, &state).map_err(|error| Refusal::Internal(error.to_string()))?;
    let (actor_kind, actor_id) = by(deed.actor)?;
    let state_hash = tokens::hash(&state);
    let row = ConsentRow {
        state_hash,
        reseller_id: reseller,
        subscription_id: subscription,
        actor_kind,
        actor_id,
        expires_at: expires_at.into(),
    };
    store::insert(conn, &row)?;
    Ok(BegunConsent { url: url.into(), expires_at })
}

/// Who goes on with a consent: those who can begin one.
fn by(actor: Actor) -> Result<By, Refusal> {
    let id = actor.id().ok_or(ProblemCode::Forbidden)?;
    Ok((actor.kind(), id.into()))
}

/// The subscription for which the actor began a consent with this state, where that can still be used.
///
/// # Errors
/// `consent_not_open`.
pub fn subscription(conn: &mut Connection, state: &str, actor: Actor, real_now: DateTime<Utc>) -> Result<SubscriptionId, Refusal> {
    match store::find_across_tenants(conn, &tokens::hash(state), by(actor)?)? {
        Some((subscription, expires_at)) if domain::is_live(expires_at.into(), real_now) => Ok(subscription),
        _ => Err(ProblemCode::ConsentNotOpen.into()),
    }
}

/// Uses a consent up that was found a moment ago: it works once, whatever comes of it.
///
/// # Errors
/// `consent_not_open`.
pub fn use_up(conn: &mut Connection, reseller: ResellerId, state: &str, actor: Actor) -> Result<(), Refusal> {
    let was_open = store::use_up(conn, reseller, &tokens::hash(state), by(actor)?)?;
    if was_open { Ok(()) } else { Err(ProblemCode::ConsentNotOpen.into()) }
}

/// Notes what came of a consent: the organisation to which there is access now, or what went wrong. An attempt that fails
/// while there is access changes nothing.
///
/// # Errors
/// `not_found`, `stale_version`; `transition_not_allowed` where the subscription is over.
pub fn conclude(
    conn: &mut Connection,
    place: Place,
    outcome: Result<Organisation, ErrorCode>,
    (scope, authority): (Scope, Option<Authority>),
    deed: &Deed,
) -> Result<ConnectionDetail, Refusal> {
    let (reseller, subscription) = place;
    dialect::lock_subscription(conn, reseller, subscription)?;
    let was = Held::load(conn, place)?;
    subscriptions::service::open_for_setup(conn, reseller, subscription, deed.now)?;
    let mut held = was.clone();
    let outcome = match outcome {
        Ok(organisation) => free(conn, place, organisation, (scope, authority))?,
        Err(code) => Err(code),
    };
    let mut data = data_of("step", Step::Consent.as_str(), &[]);
    match outcome {
        Ok(organisation) => {
            data.insert("organisation".to_owned(), organisation.id.clone().into());
            let opened = held.setup.give_access(Step::Consent, organisation, done_by(deed));
            data.extend(reopened(&opened));
            keep(conn, &was, held, deed, EventKind::ConnectionStepDone, data)
        }
        Err(code) => {
            let works = was.setup.done(Step::Consent).is_some() && was.setup.fault(Step::Consent).is_none();
            if works || !held.setup.fail(Step::Consent, code, deed.now) {
                return view::connection(conn, &was);
            }
            data.insert("code".to_owned(), json!(code));
            keep(conn, &was, held, deed, EventKind::ConnectionStepFailed, data)
        }
    }
}

/// The organisation, unless it is taken. Those of other resellers whose subscriptions are over have it no more.
pub(in crate::connections) fn free(
    conn: &mut Connection,
    place: Place,
    organisation: Organisation,
    (scope, authority): (Scope, Option<Authority>),
) -> Result<Result<Organisation, ErrorCode>, Refusal> {
    // Of two resellers that get the same one at once, the second one sees what the first one has.
    dialect::lock_organisation(conn, &organisation.id)?;
    let holders = connections_store::holders_across_tenants(conn, &organisation.id)?;
    let taken = domain::is_taken(&holders, place, |id| {
        let found = members::service::capacity(conn, scope, authority, id)?;
        Ok::<_, Refusal>(found.is_some_and(|(_, capacity, _)| capacity.may(Right::Connect)))
    })?;
    if taken {
        return Ok(Err(ErrorCode::OrganisationTaken));
    }
    connections_store::release_across_tenants(conn, &organisation.id, place.0)?;
    Ok(Ok(organisation))
}

/// Forgets the consents of a subscription whose personal data is erased.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<(), Refusal> {
    store::remove_all(conn, reseller, subscription)?;
    Ok(())
}

/// Forgets consents that nobody can use any more.
///
/// # Errors
/// The database failed.
pub fn forget_old_across_tenants(conn: &mut Connection, real_now: DateTime<Utc>) -> Result<(), Refusal> {
    store::delete_old_across_tenants(conn, real_now.into())?;
    Ok(())
}
