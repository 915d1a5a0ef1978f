//! Which term of a record costs which look-ups, those below it counted in.

use leptos::prelude::*;
use shared::domains::SpfLookup;

use super::words;
use crate::i18n::text::domains as text;
use crate::ui::{Badge, Tone};

/// The terms below one, each with those below it.
pub(super) fn tree(lookup: &SpfLookup) -> AnyView {
    let items: Vec<_> = lookup.children.iter().map(item).collect();
    view! { <ul class="lookups">{items}</ul> }.into_any()
}

fn item(lookup: &SpfLookup) -> AnyView {
    let state = words::state(lookup.state).map(|(tone, label)| view! { <Badge tone label /> });
    let ours = lookup.ours.then(|| view! { <Badge tone=Tone::Good label=text::ours() /> });
    let below = (!lookup.children.is_empty()).then(|| tree(lookup));
    view! {
        <li>
            <div>
                <code class="mono">{lookup.term.clone()}</code>
                <span class="quiet figures">{text::lookups(lookup.lookups.into())}</span>
                {ours}
                {state}
            </div>
            {below}
        </li>
    }
    .into_any()
}
