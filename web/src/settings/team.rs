//! The reseller's people and those who are invited.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::page::Page;
use shared::rights::ResellerRole;

use super::api;
use super::invites::{InviteDialog, InvitesCard};
use super::members::MembersCard;
use crate::api::Answer;
use crate::i18n::{text, words};
use crate::invites::{follow_delivery, is_on_its_way};
use crate::session;
use crate::ui::{Button, ButtonSize, Load, toast};

/// The roles that the reader may give: an administrator can't make owners.
pub(super) fn roles_to_give() -> Vec<ResellerRole> {
    let own = session::me_untracked().and_then(|me| me.reseller).map(|reseller| reseller.role);
    ResellerRole::ALL.iter().copied().filter(|role| *role != ResellerRole::Owner || own == Some(ResellerRole::Owner)).collect()
}

/// Those roles as cards to choose from.
pub(super) fn role_cards() -> Vec<(String, String, Option<String>)> {
    let card =
        |role: ResellerRole| (role.to_string(), words::reseller_role(role).to_owned(), Some(words::reseller_role_about(role).to_owned()));
    roles_to_give().into_iter().map(card).collect()
}

/// A button for the next page of a list, which it adds below, as long as there is one.
pub(super) fn next_page<T, Fut>(
    list: Load<Page<T>>,
    fetch: impl Fn(Option<String>) -> Fut + Copy + Send + Sync + 'static,
) -> impl Fn() -> Option<AnyView> + Copy + Send
where
    T: Clone + PartialEq + Send + Sync + 'static,
    Fut: Future<Output = Answer<Page<T>>> + 'static,
{
    let busy = RwSignal::new(false);
    let cursor = Memo::new(move |_| list.with(|page| page.next_cursor.clone()).flatten());
    let press = move || {
        let cursor = cursor.get_untracked();
        busy.set(true);
        spawn_local(async move {
            match fetch(cursor).await {
                Ok(next) => list.update(|page| {
                    page.items.extend(next.items);
                    page.next_cursor = next.next_cursor;
                }),
                Err(error) => toast::warn(error.message()),
            }
            let _ = busy.try_set(false);
        });
    };
    move || {
        cursor.get().is_some().then(|| {
            let button = view! {
                <div class="more">
                    <Button size=ButtonSize::Small busy on_press=press>
                        {text::members::more()}
                    </Button>
                </div>
            };
            button.into_any()
        })
    }
}

/// People, then open invites.
#[component]
pub(super) fn TeamSection() -> impl IntoView {
    let invites = Load::new(|| api::invites(None));
    follow_delivery(invites, |page| page.items.iter().any(is_on_its_way));
    let inviting = RwSignal::new(false);
    view! {
        <MembersCard inviting />
        <InvitesCard invites />
        <InviteDialog open=inviting invites />
    }
}
