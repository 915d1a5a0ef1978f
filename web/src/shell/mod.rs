//! What stands around the pages of people who are signed in: the navigation, and the menu of the person.

mod nav;
mod not_found;
mod person_menu;
mod public;

use leptos::prelude::*;

use crate::i18n::text;
use crate::palette::{JumpIcon, Palette};
use crate::routes::Place;
use crate::sandbox::SandboxBar;
use crate::subscriptions::Shortcuts;
use crate::ui::browser;
use nav::SideNav;
pub use nav::pages;
pub use not_found::NotFoundPage;
use person_menu::PersonMenu;
pub use person_menu::choose_language;
pub use public::{PublicLayout, PublicMessage};

/// The frame of a page: navigation at the side, on phones at the foot.
#[component]
pub fn Shell(place: Memo<Place>, children: Children) -> impl IntoView {
    let (palette, shortcuts) = (RwSignal::new(false), RwSignal::new(false));
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
                <SideNav place palette />
                <PersonMenu />
            </aside>
            <JumpIcon open=palette />
            <main id="content" tabindex="-1">
                <SandboxBar />
                {children()}
            </main>
            <Shortcuts open=shortcuts />
            <Palette open=palette shortcuts />
        </div>
    }
    .into_any()
}
