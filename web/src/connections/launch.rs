//! The button "Launch": asks where to go, and goes there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::connections::LaunchTarget;
use shared::ids::SubscriptionId;

use super::api;
use crate::i18n::text::connections as text;
use crate::routes::Place;
use crate::ui::{Button, ButtonKind, ButtonSize, Icon, toast};

/// Enters a subscription. Where its state does not allow that, a toast says what comes first.
pub fn launch_button(id: SubscriptionId, company: Signal<String>, kind: ButtonKind, size: ButtonSize) -> AnyView {
    let (busy, navigate) = (RwSignal::new(false), use_navigate());
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = api::launch(id).await;
            // Nothing where the page was left meanwhile: whoever went on elsewhere stays there.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(launch) => navigate(&place(id, launch.next).path(), NavigateOptions::default()),
                Err(error) => toast::warn(error.message()),
            }
        });
    };
    view! {
        <Button kind size icon=Icon::Play busy=busy on_press=press>
            <span aria-hidden="true">{text::launch()}</span>
            <span class="sr">{move || text::launch_label(company.get())}</span>
        </Button>
    }
    .into_any()
}

const fn place(id: SubscriptionId, next: LaunchTarget) -> Place {
    match next {
        LaunchTarget::ConfigureConnection => Place::Connect(id),
        LaunchTarget::Home => Place::SubscriptionHome(id),
    }
}
