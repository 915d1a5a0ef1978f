//! The home page of a subscription: its connection, its people, its SPF records.

use leptos::prelude::*;
use shared::ids::SubscriptionId;
use shared::rights::Right;

use super::card::{Health, connection_card};
use super::head::{breadcrumb, page, status_badge};
use super::link::Link;
use crate::directory::{Figures, directory_card, seats_prompt};
use crate::domains::{Domains, domains_card, spf_prompt};
use crate::i18n::text::connections as text;
use crate::live::follow;
use crate::members::{People, people_card};
use crate::routes::Place;
use crate::session;
use crate::ui::PageHead;

/// What the page shows besides the connection, to those who may see it.
#[derive(Clone, Copy)]
struct Beside {
    people: Option<People>,
    domains: Option<Domains>,
}

/// Where a subscription is worked in once it is connected.
#[component]
pub fn HomePage(id: SubscriptionId) -> impl IntoView {
    let (link, rights, figures) = (Link::new(id), session::rights_on(id), Figures::new(id));
    let for_reseller = session::me_untracked().is_some_and(|me| me.reseller.is_some());
    let beside = Beside {
        people: (for_reseller || rights.contains(&Right::ManagePeople)).then(|| People::new(id)),
        domains: (for_reseller || rights.contains(&Right::Connect)).then(|| Domains::new(id)),
    };
    follow(
        move |news| news.is_about(id),
        move || {
            link.refresh();
            figures.refresh();
            if let Some(people) = beside.people {
                people.refresh();
            }
            if let Some(domains) = beside.domains {
                domains.refresh();
            }
        },
    );
    page(link, move || content(link, figures, beside))
}

fn content(link: Link, figures: Figures, beside: Beside) -> AnyView {
    let rights = session::rights_on(link.id);
    let not_over = Signal::derive(move || link.subscription.with(|subscription| subscription.ended_at.is_none()).unwrap_or(false));
    let open = Signal::derive(move || {
        not_over.get() && link.subscription.with(|subscription| subscription.customer_edits_signatures).unwrap_or(false)
    });
    let health = Health::of(link.id, link.connection, link.sync);
    let leads_mail = health.leads_mail();
    let title = untrack(|| link.company.get());
    view! {
        {breadcrumb(link, text::go_home())}
        <PageHead title>{status_badge(link)}</PageHead>
        {beside.domains.map(|domains| spf_prompt(domains, leads_mail))}
        {seats_prompt(figures, not_over, Some(Place::Subscription(link.id)))}
        <div class="stack connection">
            {connection_card(health, link.may_change.into())}
            {directory_card(figures)}
            {beside.people.map(|people| people_card(people, link.company.into(), open, &rights))}
            {beside.domains.map(|domains| domains_card(domains, link.company.into(), not_over, &rights))}
        </div>
    }
    .into_any()
}
