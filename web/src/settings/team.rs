//! The reseller's people and those who are invited.

use leptos::prelude::*;
use shared::rights::ResellerRole;

use super::api;
use super::invites::{InviteDialog, InvitesCard};
use super::members::MembersCard;
use crate::i18n::words;
use crate::session;
use crate::ui::Load;

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

/// People, then open invites.
#[component]
pub(super) fn TeamSection() -> impl IntoView {
    let invites = Load::new(api::invites);
    let inviting = RwSignal::new(false);
    view! {
        <MembersCard inviting />
        <InvitesCard invites />
        <InviteDialog open=inviting invites />
    }
}
