//! What stands at the top of a subscription's page: the way back, its name and status, and what can be done at once.

use leptos::prelude::*;
use shared::subscriptions::{Action, Subscription};

use super::detail_page::{Detail, Opened};
use super::keep::keep_button;
use super::pause::pause_button;
use super::words;
use crate::connections::launch_button;
use crate::i18n::text;
use crate::routes::Place;
use crate::ui::{Button, ButtonKind, ButtonSize, Icon, PageHead};

/// The way back; for the reseller's people from the list that the subscription stands in.
pub(super) fn breadcrumb(detail: Detail, for_reseller: bool) -> AnyView {
    let archived =
        Memo::new(move |_| for_reseller && detail.subscription.with(|subscription| subscription.ended_at.is_some()) == Some(true));
    view! {
        <nav class="breadcrumb quiet" aria-label=text::subscriptions::path()>
            {move || if archived.get() { list_link(Place::Archived) } else { list_link(Place::Home) }}
            <span aria-hidden="true">"/"</span>
            <span aria-current="page">{detail.company}</span>
        </nav>
    }
    .into_any()
}

/// The way back to the list that the subscription stands in.
fn list_link(list: Place) -> AnyView {
    let label = if list == Place::Archived { text::subscriptions::archive_caption() } else { text::subscriptions::back_to_list() };
    view! { <a href=list.path()>{label}</a> }.into_any()
}

/// The name with the status, and the actions that are allowed now.
pub(super) fn head(detail: Detail, subscription: &Subscription, (opened, may_connect): (Opened, bool)) -> AnyView {
    let allows = |action: Action| subscription.allowed_actions.contains(&action);
    let activate = allows(Action::Activate).then(|| {
        view! {
            <Button kind=ButtonKind::Primary icon=Icon::Check on_press=move || opened.activating.set(true)>
                {text::subscriptions::activate()}
            </Button>
        }
    });
    let keep = allows(Action::Keep).then(|| keep_button(detail));
    let pause = pause_button(detail, subscription, opened.pausing);
    let reactivate = allows(Action::Reactivate).then(|| {
        view! {
            <Button kind=ButtonKind::Primary icon=Icon::Refresh on_press=move || opened.reactivating.set(true)>
                {text::subscriptions::reactivate()}
            </Button>
        }
    });
    let badge = words::status_badge(subscription);
    let launch = (may_connect && subscription.ended_at.is_none())
        .then(|| launch_button(detail.id, detail.company.into(), ButtonKind::Normal, ButtonSize::Normal));
    view! {
        <PageHead title=subscription.company_name.clone()>
            {badge}
            {launch}
            {pause}
            {keep}
            {activate}
            {reactivate}
        </PageHead>
    }
    .into_any()
}
