//! The card "Details": the facts of a subscription.

use leptos::prelude::*;
use shared::rights::Right;
use shared::subscriptions::{Action, Subscription};
use shared::validation::Metadata;

use super::detail_page::{Detail, Reader};
use super::edit_dialog::EditDialog;
use crate::i18n::{self, text::customers as of_customers, text::subscriptions as text, words};
use crate::session;
use crate::ui::{Button, ButtonSize, Card, CopyText, Fact, Facts, Icon};

/// The facts, with the way to change them for readers who may.
pub(super) fn details_card(detail: Detail, reader: &Reader) -> AnyView {
    let editing = RwSignal::new(false);
    let for_reseller = reader.works_for_reseller;
    let may_manage = for_reseller && reader.may(Right::ManageSubscriptions);
    let may_edit = move || {
        let ended = detail.subscription.with(|subscription| subscription.ended_at.is_some()).unwrap_or(true);
        !ended && (may_manage || detail.allows(Action::ChangeSeats))
    };
    let edit = move || {
        may_edit().then(|| {
            view! {
                <Button size=ButtonSize::Small icon=Icon::Pencil on_press=move || editing.set(true)>
                    {text::edit()}
                </Button>
            }
        })
    };
    let facts = move || detail.subscription.with(|subscription| if for_reseller { all(subscription) } else { for_customers(subscription) });
    view! {
        <Card title=text::details() actions=move || view! { {edit} }>
            {facts}
        </Card>
        {for_reseller.then(|| view! { <EditDialog detail open=editing may_manage /> })}
    }
    .into_any()
}

fn for_customers(subscription: &Subscription) -> AnyView {
    let (product, status) = (words::product(subscription.product), super::words::status(subscription.status));
    let memberships = session::me_untracked().map(|me| me.subscriptions).unwrap_or_default();
    let membership = memberships.into_iter().find(|membership| membership.id == subscription.id);
    let membership = membership.map(|membership| {
        view! {
            <Fact name=of_customers::reseller()>{membership.reseller_name}</Fact>
            <Fact name=of_customers::role()>{words::subscription_role(membership.role)}</Fact>
        }
    });
    view! {
        <Facts>
            <Fact name=text::product()>{product}</Fact>
            <Fact name=text::status()>{status}</Fact>
            {membership}
        </Facts>
    }
    .into_any()
}

fn all(subscription: &Subscription) -> AnyView {
    let yes_or_no = if subscription.customer_edits_signatures { text::yes() } else { text::no() };
    let reference = subscription.external_ref.clone().flatten().unwrap_or_else(|| "–".to_owned());
    let ended = subscription.ended_at.map(|at| {
        let reason = subscription.end_reason.clone().flatten().unwrap_or_else(|| "–".to_owned());
        view! {
            <Fact name=text::ended()>{i18n::utc_day(at)}</Fact>
            <Fact name=text::reason()>{reason}</Fact>
        }
    });
    let metadata = subscription.metadata.as_ref().filter(|entries| !entries.is_empty()).map(entries);
    let (id, product) = (subscription.id.to_string(), words::product(subscription.product));
    let (seats, created) = (i18n::number(subscription.seats), i18n::utc_day(subscription.created_at));
    view! {
        <Facts>
            <Fact name=text::id()>
                <CopyText value=id.clone() what=text::copy_id() />
            </Fact>
            <Fact name=text::product()>{product}</Fact>
            <Fact name=text::seats()>
                <span class="figures">{seats}</span>
            </Fact>
            <Fact name=text::edits()>{yes_or_no}</Fact>
            <Fact name=text::reference()>{reference}</Fact>
            <Fact name=text::created()>{created}</Fact>
            {ended}
            {metadata}
        </Facts>
    }
    .into_any()
}

/// The reseller's own entries, each name over its value.
fn entries(entries: &Metadata) -> AnyView {
    let entries: Vec<_> = entries
        .iter()
        .map(|(key, value)| {
            view! {
                <li>
                    <span class="mono">{key.clone()}</span>
                    <span>{value.clone()}</span>
                </li>
            }
        })
        .collect();
    view! {
        <Fact name=text::metadata()>
            <ul class="entries">{entries}</ul>
        </Fact>
    }
    .into_any()
}
