//! What stands around the pages of people who are signed in: the navigation, and the menu of the person.

mod nav;
mod not_found;
mod person_menu;
mod public;

use leptos::prelude::*;

use crate::i18n::text;
use crate::routes::Place;
use crate::subscriptions::Shortcuts;
use crate::ui::browser;
use nav::SideNav;
pub use not_found::NotFoundPage;
use person_menu::PersonMenu;
pub use public::{PublicLayout, PublicMessage};

/// The frame of a page: navigation at the side, on phones at the foot.
#[component]
pub fn Shell(place: Memo<Place>, children: Children) -> impl IntoView {
    view! {
        <div class="shell">
            <a
                class="skip"
                href="#content"
                on:click=|event| {
                    event.prevent_default();
                    browser::focus_id("content");
                }
            >
                {text::common::skip_to_content()}
            </a>
            <aside class="side">
                <SideNav place />
                <PersonMenu />
            </aside>
            <main id="content" tabindex="-1">
                {children()}
            </main>
            <Shortcuts />
        </div>
    }
    .into_any()
}
