//! The secret of a key that was just made: shown here, and never again.

use leptos::html;
use leptos::prelude::*;
use shared::api_keys::NewApiKey;

use crate::i18n::text::developers as text;
use crate::ui::{CopyButton, Dialog, Notice, Tone, live, watch};

/// Shows the secret until the dialog is closed; then the app forgets it.
#[component]
pub(super) fn SecretDialog(made: RwSignal<Option<NewApiKey>>) -> impl IntoView {
    live(move || {
        let dialog = made.get().map(|key| {
            let open = RwSignal::new(true);
            watch(move || {
                if !open.get() {
                    made.set(None);
                }
            });
            let title = text::secret_title(&key.name);
            view! { <Dialog open title children=move || content(&key, open) /> }
        });
        dialog.into_any()
    })
}

fn content(key: &NewApiKey, open: RwSignal<bool>) -> AnyView {
    let shown = NodeRef::<html::Code>::new();
    view! {
        <div class="dialog-body">
            <Notice tone=Tone::Warn>{text::secret_warning()}</Notice>
            <div class="code">
                <code class="mono secret" node_ref=shown>
                    {key.key.clone()}
                </code>
                <CopyButton value=key.key.clone() what=text::copy_key() shown />
            </div>
            <p class="quiet">{text::secret_advice()}</p>
            <footer>
                <button type="button" class="button primary" on:click=move |_| open.set(false)>
                    {text::secret_done()}
                </button>
            </footer>
        </div>
    }
    .into_any()
}
