//! The buttons by which people find the palette.

use leptos::prelude::*;

use super::keys::shortcut;
use crate::i18n::text::palette as text;
use crate::ui::{Icon, icon};

/// At the side of wide screens, with the keys that do the same.
#[component]
pub fn JumpButton(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <button type="button" class="jump" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| open.set(true)>
            {icon(Icon::Search)}
            <span>{text::open()}</span>
            <kbd aria-hidden="true">{shortcut()}</kbd>
        </button>
    }
    .into_any()
}

/// At the top of small screens, beside the page's heading.
#[component]
pub fn JumpIcon(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <button type="button" class="button plain icon-only jump-icon" aria-haspopup="dialog" aria-label=text::title() on:click=move |_| open.set(true)>
            {icon(Icon::Search)}
        </button>
    }
    .into_any()
}
