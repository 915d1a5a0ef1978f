//! The field that searches a list: it begins a moment after the last key.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::keys;

/// How long after the last key a search begins.
const PAUSE: Duration = Duration::from_millis(250);

/// A search as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The words; nothing where the field was emptied.
    pub words: Option<String>,
    /// Whether nothing was searched before. One search is one step in the history, however often its words change.
    pub is_new: bool,
}

/// A field for the words that the address names.
#[component]
pub fn SearchField(
    /// What the address names; tracked.
    #[prop(into)]
    words: Signal<String>,
    /// What a screen reader says.
    label: &'static str,
    placeholder: &'static str,
    #[prop(into)] on_search: Callback<Sought>,
) -> impl IntoView {
    let sent = StoredValue::new(words.get_untracked());
    let typed = RwSignal::new(sent.get_value());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    // Back, forward and a cleared filter change the field; one's own search does not, since more may be typed already.
    Effect::new(move |_| {
        let named = words.get();
        if sent.get_value() != named {
            sent.set_value(named.clone());
            typed.set(named);
        }
    });
    let send = move || {
        stop();
        let words = typed.get_untracked().trim().to_owned();
        let before = sent.get_value();
        if words != before {
            sent.set_value(words.clone());
            on_search.run(Sought { words: Some(words).filter(|words| !words.is_empty()), is_new: before.is_empty() });
        }
    };
    let input = move |text: String| {
        typed.set(text);
        stop();
        timer.set_value(set_timeout_with_handle(send, PAUSE).ok());
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => send(),
        "Escape" if !typed.get_untracked().is_empty() => {
            event.prevent_default();
            typed.set(String::new());
            send();
        }
        _ => {}
    };
    view! {
        <div class="search" role="search">
            {icon(Icon::Search)}
            <input
                class="input"
                type="search"
                maxlength="200"
                autocomplete="off"
                spellcheck="false"
                data-search=""
                aria-label=label
                placeholder=placeholder
                aria-keyshortcuts=keys::single_keys().then_some("/")
                prop:value=typed
                on:input:target=move |event| input(event.target().value())
                on:keydown=key
            />
            {keys::single_keys().then(|| view! { <kbd aria-hidden="true">"/"</kbd> })}
        </div>
    }
    .into_any()
}
