//! A subscription's people as they are loaded: members and invites together.

use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::SubscriptionId;
use shared::invites::Invite;
use shared::members::Member;
use shared::page::Page;

use super::api;
use crate::api::Answer;
use crate::invites::{follow_delivery, is_on_its_way};
use crate::ui::{Load, toast};

/// Members and invites.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Crowd {
    pub members: Page<Member>,
    /// Those that can still be accepted, or sent again.
    pub invites: Page<Invite>,
}

impl Crowd {
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
        follow_delivery(people.crowd, |crowd| crowd.invites.items.iter().any(is_on_its_way));
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
