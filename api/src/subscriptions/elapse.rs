//! What time brings about: the use case of a subscription's timer.

use chrono::{DateTime, Utc};
use shared::ids::{ResellerId, SubscriptionId};

use super::actions::{self, Move};
use super::due::Due;
use super::{store, whole_store};
use crate::deed::Deed;
use crate::jobs::{self, Notice};
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::timers;

/// Does the one thing that is due for a subscription whose row is locked, if anything is, and sets its timer anew. What is
/// overdue by several steps, as after a long stop, comes step by step, each in its turn.
///
/// # Errors
/// The database failed.
pub fn elapse(conn: &mut Connection, vault: &Vault, reseller: ResellerId, id: SubscriptionId, now: DateTime<Utc>) -> Result<(), Refusal> {
    let mut was = whole_store::find(conn, reseller, id)?;
    match was.state().due(now) {
        None => {}
        Some((_, Due::Remind(days))) => {
            store::set_reminded(conn, reseller, id, days)?;
            let Some(trial) = &mut was.trial else { return Ok(()) };
            trial.reminded = Some(days);
            let notice = Notice::TrialEnds { ends_at: trial.ends_at.into() };
            jobs::service::notify(conn, vault, reseller, id, notice, now)?;
        }
        // Sets the timer itself, as every change does.
        Some((at, due)) => return actions::carry_out(conn, vault, &was, &Move::Elapsed(due, at), &Deed::of_system(now)),
    }
    timers::service::set(conn, reseller, id, was.state().next_due().map(|(at, _)| at))
}
