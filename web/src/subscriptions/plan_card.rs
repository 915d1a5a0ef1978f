//! The card "Plan": what is paid for, when, what it costs, and what will change. Never for a customer's people.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::rights::Right;
use shared::subscriptions::{Action, Preview, PreviewChange, ScheduledChange, ScheduledChangeKind, Subscription};

use super::amend_dialog::AmendDialog;
use super::detail_page::{Detail, Reader};
use super::{api, words};
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Button, ButtonKind, ButtonSize, Card, Fact, Facts, Icon, Load, toast};

/// Plan, term, amount and dates.
pub(super) fn plan_card(detail: Detail, reader: &Reader) -> AnyView {
    let (bills, amending) = (reader.may(Right::Bill), RwSignal::new(false));
    // What the next period costs, for those who see amounts: again with each change of the subscription.
    let costs = bills.then(|| {
        Load::new(move || {
            detail.subscription.with(|subscription| subscription.version);
            api::preview(detail.id, PreviewChange::default())
        })
    });
    let change = move || {
        let allowed = detail.allows(Action::ChangeSeats) || detail.allows(Action::ChangePlan);
        allowed.then(|| {
            view! {
                <Button size=ButtonSize::Small icon=Icon::Pencil on_press=move || amending.set(true)>
                    {text::amend()}
                </Button>
            }
        })
    };
    let facts = move || {
        let preview = costs.and_then(Load::get);
        detail.subscription.with(|subscription| content(detail, subscription, preview.as_ref()))
    };
    view! {
        <Card title=text::plan() actions=move || view! { {change} }>
            {facts}
        </Card>
        {bills.then(|| view! { <AmendDialog detail open=amending /> })}
    }
    .into_any()
}

fn content(detail: Detail, subscription: &Subscription, preview: Option<&Preview>) -> AnyView {
    let plan = subscription.plan.flatten().map_or_else(|| text::plan_none_chosen(), words::plan);
    let term = subscription.term.flatten().map(|term| view! { <Fact name=text::term()>{words::term(term)}</Fact> });
    let payment = words::next_payment(subscription);
    let amount = preview.and_then(|preview| {
        let next = preview.next_period.as_ref()?;
        let money = |amount| i18n::money(amount, &preview.currency);
        let sum = text::cost_sum(money(next.amount), money(next.unit_price), i18n::number(next.seats));
        Some(view! { <Fact name=text::next_amount()><span class="figures">{sum}</span></Fact> })
    });
    let revocable = subscription.allowed_actions.contains(&Action::ChangeSeats);
    let changes: Vec<_> = subscription.scheduled_changes.iter().flatten().map(|change| line(detail, change, revocable)).collect();
    let changes = (!changes.is_empty()).then(|| view! { <Fact name=text::scheduled()><ul class="scheduled">{changes}</ul></Fact> });
    view! {
        <Facts>
            <Fact name=text::plan()>{plan}</Fact>
            {term}
            <Fact name=text::next_payment()>
                <span class="figures">{payment}</span>
            </Fact>
            {amount}
            {changes}
        </Facts>
    }
    .into_any()
}

/// A scheduled change, with the way to take it back; a cancellation is taken back by its own button.
fn line(detail: Detail, change: &ScheduledChange, revocable: bool) -> AnyView {
    let sentence = words::scheduled_line(change.kind, change.at, change.to.as_deref());
    let id = change.id;
    let revoke = (revocable && change.kind != ScheduledChangeKind::Cancellation).then(|| {
        let label = text::unschedule_label(&sentence);
        view! {
            <Button kind=ButtonKind::Plain size=ButtonSize::Small icon=Icon::Close label on_press=move || revoke(detail, id) />
        }
    });
    view! {
        <li>
            <span>{sentence}</span>
            {revoke}
        </li>
    }
    .into_any()
}

fn revoke(detail: Detail, change: shared::ids::ScheduledChangeId) {
    spawn_local(async move {
        match api::unschedule(detail.id, change).await {
            Ok(()) => {
                toast::say(text::unscheduled());
                detail.reload();
            }
            Err(error) => toast::warn(error.message()),
        }
    });
}
