//! The card "Plan": what is paid for, when, and what will change. Never for a customer's people.

use leptos::prelude::*;
use shared::subscriptions::{Plan, ScheduledChange, ScheduledChangeKind, Subscription};

use super::detail_page::Detail;
use super::words;
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Card, Fact, Facts};

/// Plan, term and dates.
pub(super) fn plan_card(detail: Detail) -> AnyView {
    let facts = move || detail.subscription.with(content);
    view! { <Card title=text::plan()>{facts}</Card> }.into_any()
}

fn content(subscription: &Subscription) -> AnyView {
    let plan = subscription.plan.flatten().map_or_else(|| text::plan_none_chosen(), words::plan);
    let term = subscription.term.flatten().map(|term| view! { <Fact name=text::term()>{words::term(term)}</Fact> });
    let payment = words::next_payment(subscription);
    let changes: Vec<_> = subscription.scheduled_changes.iter().flatten().map(|change| view! { <li>{line(change)}</li> }).collect();
    let changes = (!changes.is_empty()).then(|| view! { <Fact name=text::scheduled()><ul>{changes}</ul></Fact> });
    view! {
        <Facts>
            <Fact name=text::plan()>{plan}</Fact>
            {term}
            <Fact name=text::next_payment()>
                <span class="figures">{payment}</span>
            </Fact>
            {changes}
        </Facts>
    }
    .into_any()
}

fn line(change: &ScheduledChange) -> String {
    let date = i18n::date(change.at.date_naive());
    let to = change.to.clone().unwrap_or_default();
    match change.kind {
        ScheduledChangeKind::Seats => text::scheduled_seats(date, to.parse::<u32>().map_or(to, i18n::number)),
        ScheduledChangeKind::Plan => {
            let plan = to.parse::<Plan>().map_or(to, |plan| words::plan(plan).to_owned());
            text::scheduled_plan(date, plan)
        }
        ScheduledChangeKind::Cancellation => text::scheduled_cancellation(date),
    }
}
