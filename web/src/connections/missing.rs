//! What the operator has not configured yet.

use leptos::prelude::*;

use super::link::Link;
use crate::i18n::text::connections as text;
use crate::ui::{Notice, Tone};

/// The variables of a kind that are missing, as far as the reader is told of them; tracked.
pub(super) fn variables(link: Link, begin: &str) -> Vec<String> {
    let missing = link.connection.with(|connection| connection.missing_settings.clone()).flatten().unwrap_or_default();
    missing.into_iter().filter(|variable| variable.starts_with(begin)).collect()
}

/// That something is not configured; to administrators also what the operator has to set.
pub(super) fn notice(link: Link, sentence: &'static str, begin: &'static str) -> AnyView {
    let lines =
        move || variables(link, begin).iter().map(|variable| view! { <p>{text::missing_setting(variable)}</p> }).collect::<Vec<_>>();
    view! {
        <Notice tone=Tone::Warn>
            <p>{sentence}</p>
            {lines}
        </Notice>
    }
    .into_any()
}
