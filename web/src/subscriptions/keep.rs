//! Taking a cancellation back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api;
use super::detail_page::Detail;
use crate::i18n::text::subscriptions as text;
use crate::ui::{Button, ButtonKind, Icon, toast};

/// Keeps the subscription, and says how that went.
pub(super) async fn keep(detail: Detail) {
    match api::keep(detail.id).await {
        Ok(kept) => {
            toast::say(text::kept(&kept.company_name));
            detail.took(kept);
        }
        Err(error) => toast::warn(error.message()),
    }
}

/// A button that keeps it at once, since nothing is lost by it.
pub(super) fn keep_button(detail: Detail) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        busy.set(true);
        spawn_local(async move {
            keep(detail).await;
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Button kind=ButtonKind::Primary icon=Icon::Check busy on_press=press>
            {text::keep()}
        </Button>
    }
    .into_any()
}
