//! Small signs: badges, skeletons, times.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::card::Tone;
use crate::i18n;

/// A state in a word. Colour and shape follow the tone; the word says it all.
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(into)] label: String) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{label}</span> }.into_any()
}

/// A point in time by its distance from now, the exact one on hover.
#[component]
pub fn TimeAgo(
    at: DateTime<Utc>,
    /// By the real time: for credentials, which go by it in a sandbox too.
    #[prop(optional)]
    real: Option<()>,
) -> impl IntoView {
    let words = if real.is_some() { i18n::really_relative(at) } else { i18n::relative(at) };
    view! {
        <time datetime=at.to_rfc3339() title=i18n::date_time(at)>
            {words}
        </time>
    }
    .into_any()
}

/// A grey block in the place of a text that is being loaded.
#[component]
pub fn Skeleton(
    /// `wide`, `half`, `short` or `title`.
    #[prop(default = "wide")]
    shape: &'static str,
) -> impl IntoView {
    view! { <span class=format!("skeleton {shape}") aria-hidden="true"></span> }.into_any()
}

/// Grey lines in the place of a list that is being loaded.
#[component]
pub fn SkeletonRows(#[prop(default = 5)] rows: usize) -> impl IntoView {
    let row = || {
        view! {
            <div>
                <Skeleton shape="half" />
                <Skeleton shape="short" />
            </div>
        }
    };
    view! {
        <div class="skeleton-rows" role="status" aria-busy="true">
            <span class="sr">{i18n::text::common::loading()}</span>
            {(0..rows).map(|_| row()).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}
