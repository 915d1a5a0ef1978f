//! The main navigation.

use leptos::prelude::*;
use shared::rights::Right;

use crate::i18n::text;
use crate::palette::JumpButton;
use crate::routes::Place;
use crate::session;
use crate::ui::{Icon, Mark, icon};

/// The pages that the account may see, with their signs and names.
pub fn pages() -> Vec<(Place, Icon, &'static str)> {
    let works_for_reseller = session::me_untracked().is_some_and(|me| me.reseller.is_some());
    let mut links = vec![(Place::Home, Icon::List, text::shell::subscriptions())];
    if works_for_reseller {
        links.push((Place::Trials, Icon::Clock, text::trials::title()));
        links.push((Place::Archived, Icon::Archive, text::shell::archived()));
        links.push((Place::Activity, Icon::Activity, text::events::title()));
        if session::me_untracked().is_some_and(|me| me.reseller.is_some_and(|reseller| reseller.rights.contains(&Right::Bill))) {
            links.push((Place::Billing, Icon::Receipt, text::statements::title()));
        }
    }
    if untrack(|| session::may(Right::ManageTeam)) {
        links.push((Place::Developers, Icon::Code, text::developers::title()));
    }
    links.push((Place::Settings, Icon::Settings, text::shell::settings()));
    links
}

/// The brand, the way to the command palette, and the links to the pages that the account may see.
#[component]
pub(super) fn SideNav(place: Memo<Place>, palette: RwSignal<bool>) -> impl IntoView {
    let links: Vec<_> = pages()
        .into_iter()
        .map(|(target, sign, label)| {
            view! {
                <a href=target.path() aria-current=move || (target == section_of(place.get())).then_some("page")>
                    {icon(sign)}
                    <span>{label}</span>
                </a>
            }
        })
        .collect();
    view! {
        <a class="brand" href="/">
            <Mark />
            <span>"Countersign"</span>
        </a>
        <JumpButton open=palette />
        <nav aria-label=text::shell::main_navigation()>{links}</nav>
    }
    .into_any()
}

/// The entry of the navigation that a page belongs to.
const fn section_of(place: Place) -> Place {
    match place {
        Place::Subscription(_)
        | Place::Connect(_)
        | Place::SubscriptionHome(_)
        | Place::Directory(_)
        | Place::DirectoryImport(_)
        | Place::Import
        | Place::Consent => Place::Home,
        other => other,
    }
}
