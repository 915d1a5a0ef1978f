//! Copying: a button that puts a text on the clipboard and says that it did.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::icon::{Icon, icon};
use super::toast;
use crate::i18n::text;

/// A small button that copies. `what` says what, for screen readers: "Copy the subscription ID". Where the browser doesn't
/// let pages copy, the text is selected instead, and the reader told so.
#[component]
pub fn CopyButton(
    #[prop(into)] value: String,
    #[prop(into)] what: String,
    /// Where the text stands.
    shown: NodeRef<html::Code>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let press = move |_| {
        let value = value.clone();
        spawn_local(async move {
            let done = browser::copy(&value).await;
            // Nothing where the page was left meanwhile.
            let Some(shown) = shown.try_get_untracked().flatten() else { return };
            if done {
                say(copied);
            } else {
                browser::select(&shown);
                toast::warn(text::common::copy_by_hand());
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
    let shown = NodeRef::<html::Code>::new();
    view! {
        <span class="copy-text">
            <code class="mono" node_ref=shown>
                {value.clone()}
            </code>
            <CopyButton value what shown />
        </span>
    }
    .into_any()
}

/// Lines of a program (a request, a key) in a block of their own, with a button that copies them.
#[component]
pub fn CodeBlock(#[prop(into)] value: String, #[prop(into)] what: String) -> impl IntoView {
    let shown = NodeRef::<html::Code>::new();
    view! {
        <div class="code">
            <pre tabindex="0">
                <code node_ref=shown>{value.clone()}</code>
            </pre>
            <CopyButton value what shown />
        </div>
    }
    .into_any()
}

/// For two seconds.
fn say(copied: RwSignal<bool>) {
    if copied.try_set(true).is_none() {
        set_timeout(
            move || {
                copied.try_set(false);
            },
            Duration::from_secs(2),
        );
    }
}
