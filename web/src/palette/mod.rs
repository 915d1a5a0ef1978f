//! The command palette: one field from which every page, command, saved view and customer is a few keys away.

mod button;
mod content;
mod entries;
mod keys;
mod options;
mod recent;
mod words;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_split_helpers::wasm_split;

use crate::areas::{Drawn, arriving_in_dialog};
use crate::i18n::text::palette as text;
use crate::ui::{Dialog, browser};
pub use button::{JumpButton, JumpIcon};
use entries::{Navigate, Ways};
pub use keys::{key_of, shortcut};
pub use recent::forget;

/// The dialog. It opens by Ctrl+K and Cmd+K, out of fields as well, but not over another dialog: what is typed there
/// would be lost.
#[component]
pub fn Palette(
    open: RwSignal<bool>,
    /// Opens the list of shortcuts.
    shortcuts: RwSignal<bool>,
) -> impl IntoView {
    let listener = window_event_listener(ev::keydown, move |event| {
        let held = event.ctrl_key() != event.meta_key() && !event.alt_key() && !event.shift_key();
        let is_open = open.get_untracked();
        if !held || !event.key().eq_ignore_ascii_case("k") || event.default_prevented() || !is_open && browser::is_in_dialog() {
            return;
        }
        event.prevent_default();
        if !event.repeat() {
            open.set(!is_open);
        }
    });
    on_cleanup(move || listener.remove());
    let navigate: Navigate = Arc::new(use_navigate());
    let ways = Ways { open, shortcuts, navigate: StoredValue::new(navigate) };
    view! { <Dialog open title=text::title() bare="palette" children=move || arriving_in_dialog(move || content(ways)) /> }
}

#[wasm_split(palette, fallible)]
fn content(ways: Ways) -> Drawn {
    Ok(content::content(ways))
}
