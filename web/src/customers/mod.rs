//! The landing page of a customer's people: a card for each of their subscriptions.

use leptos::prelude::*;
use shared::accounts::SubscriptionMembership;
use shared::page::Page;
use shared::rights::Right;
use shared::subscriptions::Subscription;

use crate::connections::launch_button;
use crate::i18n::{text::customers as text, words};
use crate::live::follow;
use crate::routes::Place;
use crate::session;
use crate::subscriptions::{own, words::status_badge};
use crate::ui::{ButtonKind, ButtonSize, EmptyState, Fact, Facts, Icon, LinkButton, Load, PageHead, ProblemPanel, Skeleton};

/// The landing page of a customer's people.
#[component]
pub fn LandingPage() -> impl IntoView {
    let memberships = session::me_untracked().map(|me| me.subscriptions).unwrap_or_default();
    if memberships.is_empty() {
        return view! {
            <PageHead title=text::title() />
            <section class="card">
                <EmptyState sign=Icon::Mail title=text::empty() sentence=text::empty_advice() />
            </section>
        }
        .into_any();
    }
    // The account knows the memberships; only the status has to be asked for.
    let subscriptions = Load::new(own);
    follow(|_| true, move || subscriptions.refresh());
    let retry = move || subscriptions.reload();
    let problem = move || subscriptions.error().map(|error| view! { <section class="card compact"><ProblemPanel error retry /></section> });
    let cards: Vec<_> = memberships.into_iter().map(|membership| card(membership, subscriptions)).collect();
    view! {
        <PageHead title=text::title() />
        {problem}
        <ul class="landing">{cards}</ul>
    }
    .into_any()
}

fn card(membership: SubscriptionMembership, subscriptions: Load<Page<Subscription>>) -> AnyView {
    let id = membership.id;
    let badge = move || {
        let found = subscriptions.with(|page| page.items.iter().find(|subscription| subscription.id == id).map(status_badge));
        match found {
            Some(Some(badge)) => badge.into_any(),
            None if subscriptions.error().is_none() => view! { <Skeleton shape="short" /> }.into_any(),
            // The answer does not know it: the membership ended meanwhile, or there are more than a page holds.
            Some(None) | None => ().into_any(),
        }
    };
    let company = membership.company_name;
    let launch = membership.rights.contains(&Right::Connect).then(|| {
        let company = Signal::stored(company.clone());
        launch_button(id, company, ButtonKind::Primary, ButtonSize::Normal)
    });
    let kind = if launch.is_some() { ButtonKind::Normal } else { ButtonKind::Primary };
    view! {
        <li class="card landing-card">
            <div class="landing-head">
                <h2>{company.clone()}</h2>
                <div class="landing-state">{badge}</div>
            </div>
            <p class="quiet">{words::product(membership.product)}</p>
            <Facts>
                <Fact name=text::reseller()>{membership.reseller_name}</Fact>
                <Fact name=text::role()>{words::subscription_role(membership.role)}</Fact>
            </Facts>
            <div class="buttons">
                {launch}
                <LinkButton href=Place::Subscription(id).path() kind icon=Icon::ArrowRight>
                    <span aria-hidden="true">{text::open()}</span>
                    <span class="sr">{text::open_label(company)}</span>
                </LinkButton>
            </div>
        </li>
    }
    .into_any()
}
