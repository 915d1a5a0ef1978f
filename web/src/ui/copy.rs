//! Copying: a button that puts a text on the clipboard and says that it did.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::icon::{Icon, icon};
use crate::i18n::text;

/// A small button that copies. `what` says what, for screen readers: "Copy the subscription ID".
#[component]
pub fn CopyButton(#[prop(into)] value: String, #[prop(into)] what: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let press = move |_| {
        let value = value.clone();
        spawn_local(async move {
            if browser::copy(&value).await && copied.try_set(true).is_none() {
                set_timeout(
                    move || {
                        copied.try_set(false);
                    },
                    Duration::from_secs(2),
                );
            }
        });
    };
    view! {
        <span class="copy">
            <button type="button" class="button plain small icon-only" class:good=copied aria-label=what.clone() title=what on:click=press>
                {move || icon(if copied.get() { Icon::Check } else { Icon::Copy })}
            </button>
            <span class="sr" role="status">{move || copied.get().then(text::common::copied)}</span>
        </span>
    }
    .into_any()
}

/// A text of machines (an id, a code) with a button that copies it.
#[component]
pub fn CopyText(#[prop(into)] value: String, #[prop(into)] what: String) -> impl IntoView {
    view! {
        <span class="copy-text">
            <code class="mono">{value.clone()}</code>
            <CopyButton value what />
        </span>
    }
    .into_any()
}
