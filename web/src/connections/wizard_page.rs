//! The wizard: the modes as cards, each with its steps. What is done is kept, so that anybody goes on where another one
//! stopped; the page follows what others do.

use leptos::prelude::*;
use shared::ids::SubscriptionId;
use shared::subscriptions::ConnectionStatus;

use super::head::{breadcrumb, page, status_badge};
use super::link::Link;
use super::modes::mode_cards;
use crate::i18n::text::connections as text;
use crate::live::follow;
use crate::routes::Place;
use crate::ui::{ButtonKind, Icon, LinkButton, Notice, PageHead, Tone, live};

/// The connection of one subscription, to be set up.
#[component]
pub fn WizardPage(id: SubscriptionId) -> impl IntoView {
    let link = Link::new(id);
    follow(move |news| news.is_about(id), move || link.refresh());
    page(link, move || content(link))
}

fn content(link: Link) -> AnyView {
    let connected = Memo::new(move |_| {
        let status = link.connection.with(|connection| connection.status);
        status.is_some_and(|status| status != ConnectionStatus::NotConnected)
    });
    let home = move || {
        connected.get().then(|| {
            view! {
                <LinkButton href=Place::SubscriptionHome(link.id).path() kind=ButtonKind::Primary icon=Icon::ArrowRight>
                    {text::go_home()}
                </LinkButton>
            }
        })
    };
    let title = untrack(|| link.company.get());
    view! {
        {breadcrumb(link, text::connection())}
        <PageHead title=text::title(title)>
            {status_badge(link)}
            {home}
        </PageHead>
        {introduction(link)}
        <div class="stack connection">{mode_cards(link)}</div>
    }
    .into_any()
}

fn introduction(link: Link) -> AnyView {
    live(move || match link.may_change.get() {
        true => view! { <p class="connection-intro quiet">{text::intro()}</p> }.into_any(),
        false => view! {
            <Notice tone=Tone::Calm>
                <p>{if link.has_right { text::over() } else { text::read_only() }}</p>
            </Notice>
        }
        .into_any(),
    })
}
