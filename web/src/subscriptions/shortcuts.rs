//! The keys that work on every page, and the dialog that lists them.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::rights::Right;
use wasm_bindgen::JsCast;

use crate::i18n::text::subscriptions as text;
use crate::session;
use crate::ui::{Dialog, browser, keys};

/// Listens for `/`, `n` and `?`, outside fields and dialogs.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let open = RwSignal::new(false);
    let navigate = use_navigate();
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || !keys::single_keys() || is_typing(&event)
        {
            return;
        }
        match event.key().as_str() {
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
    view! { <Dialog open title=text::shortcuts() children=list /> }
}

/// The list with the dialog for a new subscription; on the list itself its filter and page stay.
fn creating_address() -> String {
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
    in_field || document().query_selector("dialog[open]").ok().flatten().is_some()
}

fn list() -> AnyView {
    let may_create = untrack(|| session::may(Right::ManageSubscriptions));
    let mut keys = vec![("/", text::shortcut_search()), ("?", text::shortcut_help()), ("Esc", text::shortcut_close())];
    if may_create {
        keys.insert(1, ("n", text::new()));
    }
    let keys: Vec<_> = keys
        .into_iter()
        .map(|(key, what)| {
            view! {
                <div>
                    <dt><kbd>{key}</kbd></dt>
                    <dd>{what}</dd>
                </div>
            }
        })
        .collect();
    view! {
        <div class="dialog-body">
            <dl class="facts shortcuts">{keys}</dl>
        </div>
    }
    .into_any()
}
