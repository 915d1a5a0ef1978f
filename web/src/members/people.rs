//! A subscription's people as they are loaded: members and invites together.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::SubscriptionId;
use shared::invites::{Delivery, Invite, InviteState};
use shared::members::Member;
use shared::page::Page;

use super::api;
use crate::api::Answer;
use crate::ui::{Load, toast};

/// How long after a mail was queued the page looks whether it was sent.
const LOOK_AGAIN: Duration = Duration::from_secs(3);
/// How often it looks; a mail that is still queued then waits for its server.
const LOOKS: u32 = 4;

/// Members and invites.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Crowd {
    pub members: Page<Member>,
    pub invites: Page<Invite>,
}

impl Crowd {
    /// Invites that can still be accepted, or sent again.
    pub fn open_invites(&self) -> Vec<Invite> {
        let open = |invite: &&Invite| matches!(invite.state, InviteState::Pending | InviteState::Expired);
        self.invites.items.iter().filter(open).cloned().collect()
    }

    /// Whether there are more than were loaded.
    pub fn has_more(&self) -> bool {
        self.members.next_cursor.is_some() || self.invites.next_cursor.is_some()
    }
}

/// The people of a subscription. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub struct People {
    pub(super) id: SubscriptionId,
    pub(super) crowd: Load<Crowd>,
}

impl People {
    /// Loads them, and looks again while a mail is on its way.
    pub fn new(id: SubscriptionId) -> Self {
        let people = Self { id, crowd: Load::new(move || fetch(id)) };
        let looks = Rc::new(Cell::new(0));
        Effect::new(move |_| {
            // An answer that is the same as before counts too.
            if people.crowd.busy() {
                return;
            }
            let queued = people.crowd.with(|crowd| crowd.open_invites().iter().any(|invite| invite.delivery == Delivery::Queued));
            if queued != Some(true) {
                looks.set(0);
            } else if looks.get() < LOOKS {
                looks.set(looks.get() + 1);
                let timer = set_timeout_with_handle(move || people.reload(), LOOK_AGAIN).ok();
                on_cleanup(move || {
                    if let Some(timer) = timer {
                        timer.clear();
                    }
                });
            }
        });
        people
    }

    /// Loads them again because somebody else changed them.
    pub fn refresh(self) {
        self.crowd.refresh();
    }

    /// Loads them again.
    pub fn reload(self) {
        self.crowd.reload();
    }

    /// Whether it is known that nobody has joined; not tracked.
    pub fn is_without_members(self) -> bool {
        untrack(|| self.crowd.with(|crowd| crowd.members.items.is_empty())).unwrap_or(false)
    }

    /// Adds the next page of members and of invites.
    pub(super) fn load_more(self) {
        let Some((members, invites)) =
            untrack(|| self.crowd.with(|crowd| (crowd.members.next_cursor.clone(), crowd.invites.next_cursor.clone())))
        else {
            return;
        };
        spawn_local(async move {
            if let Some(cursor) = members {
                let answer = api::members(self.id, Some(&cursor)).await;
                self.append(answer, |crowd| &mut crowd.members);
            }
            if let Some(cursor) = invites {
                let answer = api::invites(self.id, Some(&cursor)).await;
                self.append(answer, |crowd| &mut crowd.invites);
            }
        });
    }

    fn append<T>(self, answer: Answer<Page<T>>, part: impl Fn(&mut Crowd) -> &mut Page<T>) {
        match answer {
            Ok(more) => self.crowd.update(|crowd| {
                let page = part(crowd);
                page.items.extend(more.items);
                page.next_cursor = more.next_cursor;
            }),
            Err(error) => toast::warn(error.message()),
        }
    }
}

async fn fetch(id: SubscriptionId) -> Answer<Crowd> {
    let (members, invites) = join(api::members(id, None), api::invites(id, None)).await;
    Ok(Crowd { members: members?, invites: invites? })
}
