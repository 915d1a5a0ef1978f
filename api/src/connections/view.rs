//! A connection as the contract shows it.

use chrono::{DateTime, Utc};
use shared::connections::{
    ConnectedOrganisation, ConnectionDetail, ConnectionMode, ConnectionModeDetail, ConnectionStep, ConnectionStepDetail,
    ConnectionStepError, ConnectionStepState,
};

use super::service::Held;
use super::{delegation, platforms, scripts, sync};
use crate::events;
use crate::platform::db::Connection;
use crate::refusal::Refusal;

pub(super) fn connection(conn: &mut Connection, held: &Held) -> Result<ConnectionDetail, Refusal> {
    let synchronised = sync::service::last_success(conn, (held.reseller, held.subscription))?;
    let mut modes = Vec::new();
    for mode in platforms::modes(held.product).iter().copied() {
        let mut steps = Vec::new();
        for step in platforms::steps(held.product, mode).iter().copied() {
            steps.push(detail(conn, held, (mode, step), synchronised)?);
        }
        let state = held.setup.state(held.product, mode);
        modes.push(ConnectionModeDetail { mode, enabled: held.setup.is_enabled(mode), state, steps });
    }
    Ok(ConnectionDetail {
        subscription_id: held.subscription,
        product: held.product,
        status: held.setup.status(held.product),
        organisation: held.setup.organisation().map(|found| ConnectedOrganisation { id: found.id.clone(), name: found.name.clone() }),
        service_account: delegation::view::service_account(held),
        modes,
        mail_host: None,
        add_in_origin: None,
        missing_settings: None,
        updated_at: held.updated_at,
        version: held.version,
    })
}

fn detail(
    conn: &mut Connection,
    held: &Held,
    (mode, step): (ConnectionMode, ConnectionStep),
    synchronised: Option<DateTime<Utc>>,
) -> Result<ConnectionStepDetail, Refusal> {
    let done = held.setup.done(step);
    // What each synchronisation shows again is no change of the connection.
    let shown = synchronised.filter(|_| done.is_some() && (step == ConnectionStep::Directory || platforms::gives_access(step)));
    let done_by = match done {
        Some(done) => Some(events::service::actor(conn, held.reseller, done.actor, done.id)?),
        None => None,
    };
    Ok(ConnectionStepDetail {
        step,
        state: if done.is_some() { ConnectionStepState::Done } else { ConnectionStepState::Open },
        confirmable: platforms::is_confirmable(step),
        permissions: platforms::permissions(step, mode).iter().map(|name| (*name).to_owned()).collect(),
        scripts: scripts::of_step(step).to_vec(),
        done_by,
        done_at: done.map(|done| done.at),
        last_success_at: held.setup.last_success(step).max(shown),
        error: held.setup.fault(step).map(|fault| ConnectionStepError { code: fault.code, since: fault.since }),
    })
}
