//! Pages and parts that have nothing to show: because of a problem, or because there is nothing yet.

use leptos::prelude::*;

use super::button::{Button, ButtonSize};
use super::icon::{Icon, icon};
use crate::api::ClientError;
use crate::i18n::text;

/// What went wrong, with a retry and the request's id for whoever runs the server.
#[component]
pub fn ProblemPanel(error: ClientError, #[prop(into)] retry: UnsyncCallback<()>) -> impl IntoView {
    let request_id = error.request_id().map(text::common::request_id);
    let sign = if error == ClientError::Offline { Icon::Offline } else { Icon::Alert };
    view! {
        <div class="panel" role="alert">
            <span class="panel-sign bad">{icon(sign)}</span>
            <p class="panel-title">{error.message()}</p>
            {request_id.map(|line| view! { <p class="request-id">{line}</p> })}
            <Button size=ButtonSize::Small icon=Icon::Refresh on_press=retry>
                {text::common::retry()}
            </Button>
        </div>
    }
    .into_any()
}

/// Nothing yet: says what this is for, and what to do first.
#[component]
pub fn EmptyState(
    #[prop(into)] sign: Icon,
    #[prop(into)] title: String,
    #[prop(optional, into)] sentence: Option<String>,
    /// The first thing to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="panel">
            <span class="panel-sign">{icon(sign)}</span>
            <p class="panel-title">{title}</p>
            {sentence.map(|sentence| view! { <p class="quiet">{sentence}</p> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
