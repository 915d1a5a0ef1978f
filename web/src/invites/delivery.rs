//! Mails of invites on their way: the pages that show them look again whether they were sent.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use shared::invites::{Delivery, Invite, InviteState};

use crate::ui::{Load, watch};

/// How long after a mail was queued the page looks whether it was sent.
const LOOK_AGAIN: Duration = Duration::from_secs(3);
/// How often it looks; a mail that is still queued then waits for its server.
const LOOKS: u32 = 4;

/// Whether an invite's mail is still to be sent.
pub fn is_on_its_way(invite: &Invite) -> bool {
    invite.state == InviteState::Pending && invite.delivery == Delivery::Queued
}

/// Loads invites again, a few times, while one of them is on its way.
pub fn follow_delivery<T: Clone + PartialEq + Send + Sync + 'static>(load: Load<T>, on_its_way: impl Fn(&T) -> bool + 'static) {
    let looks = Cell::new(0);
    watch(move || {
        // An answer that is the same as before counts too.
        if load.busy() {
            return;
        }
        if load.with(&on_its_way) != Some(true) {
            looks.set(0);
        } else if looks.get() < LOOKS {
            looks.set(looks.get() + 1);
            let timer = set_timeout_with_handle(move || load.reload(), LOOK_AGAIN).ok();
            on_cleanup(move || {
                if let Some(timer) = timer {
                    timer.clear();
                }
            });
        }
    });
}
