//! The keys that work on every page, and the dialog that lists them.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::rights::Right;
use wasm_bindgen::JsCast;
use wasm_split_helpers::wasm_split;

use crate::areas::{Drawn, arriving_in_dialog};
use crate::i18n::text::{palette as jump, subscriptions as text};
use crate::palette::{key_of, shortcut};
use crate::session;
use crate::shell;
use crate::ui::{Dialog, browser, keys};

/// How long after `g` its second key is waited for, in milliseconds.
const PAUSE: i64 = 1500;

/// Listens for `/`, `n`, `?` and `g` with a page's key, outside fields and dialogs.
#[component]
pub fn Shortcuts(
    /// Whether the dialog is open that lists them.
    open: RwSignal<bool>,
) -> impl IntoView {
    let going_since = StoredValue::new(0);
    let navigate = use_navigate();
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || !keys::single_keys() || is_typing(&event)
        {
            return;
        }
        let key = event.key();
        let going = going_since.get_value();
        going_since.set_value(if key == "g" { browser::now_millis() } else { 0 });
        if browser::now_millis() - going < PAUSE
            && let Some((place, ..)) = shell::pages().into_iter().find(|(place, ..)| key_of(*place) == Some(&*key))
        {
            event.prevent_default();
            return navigate(&place.path(), NavigateOptions::default());
        }
        match key.as_str() {
            "/" if browser::focus_on_page("[data-search]") => event.prevent_default(),
            "n" if untrack(|| session::may(Right::ManageSubscriptions)) => {
                event.prevent_default();
                navigate(&creating_address(), NavigateOptions { scroll: false, resolve: false, ..NavigateOptions::default() });
            }
            "?" => {
                event.prevent_default();
                open.set(true);
            }
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());
    view! { <Dialog open title=text::shortcuts() children=|| arriving_in_dialog(list) /> }
}

/// The list with the dialog for a new subscription; on the list itself its filter and page stay.
pub fn creating_address() -> String {
    let here = browser::path_and_query();
    match here.strip_prefix("/?") {
        Some(query) => format!("/?{query}&new=1"),
        None => "/?new=1".to_owned(),
    }
}

/// Whether the keys belong to a field, or to a dialog or menu over the page.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let in_field = target.is_some_and(|target| target.closest("input, select, textarea, [contenteditable]").ok().flatten().is_some());
    in_field || browser::is_in_dialog()
}

#[wasm_split(palette, fallible)]
fn list() -> Drawn {
    let may_create = untrack(|| session::may(Right::ManageSubscriptions));
    let row = |keys: &str, what: String| (keys.to_owned(), what);
    let mut rows = vec![(shortcut(), jump::title().to_owned()), row("/", text::shortcut_search().to_owned())];
    rows.extend(may_create.then(|| row("n", text::new().to_owned())));
    let jumps = shell::pages().into_iter().filter_map(|(place, _, name)| Some((format!("g {}", key_of(place)?), jump::go_to(name))));
    rows.extend(jumps);
    rows.push(row("?", text::shortcut_help().to_owned()));
    rows.push(row("Esc", text::shortcut_close().to_owned()));
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(keys, what)| {
            let keys: Vec<_> = keys.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd> " " }).collect();
            view! {
                <div>
                    <dt>{keys}</dt>
                    <dd>{what}</dd>
                </div>
            }
        })
        .collect();
    Ok(view! {
        <div class="dialog-body">
            <dl class="facts shortcuts">{rows}</dl>
        </div>
    }
    .into_any())
}
