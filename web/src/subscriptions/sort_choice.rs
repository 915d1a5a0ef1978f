//! The order of a list, to be chosen where the table has no heads: on small screens its rows are cards.

use leptos::prelude::*;
use shared::subscriptions::SubscriptionSort::{self, CompanyName, CompanyNameDesc};

use super::columns::Column;
use super::list_state::ListUrl;
use crate::i18n::text::subscriptions as text;

/// A native list of the orders that the table's heads offer. The style sheet shows it where there are no heads.
pub(super) fn sort_choice(list: ListUrl) -> AnyView {
    let chosen = move || list.get().query.sort.unwrap_or(CompanyName);
    // The archive is sorted by the customer's name alone.
    let by_columns = list.now().query.archived.is_none();
    let columns = Column::ALL.into_iter().filter(|_| by_columns).filter_map(|column| Some((column.label(), column.orders()?)));
    let options: Vec<_> = std::iter::once((text::customer(), (CompanyName, CompanyNameDesc)))
        .chain(columns)
        .flat_map(|(label, (up, down))| [(up, text::sort_up(label)), (down, text::sort_down(label))])
        .map(|(sort, label)| view! { <option value=sort.as_str() selected=move || chosen() == sort>{label}</option> })
        .collect();
    let choose = move |value: String| {
        // The usual order needs no word in the address.
        let sort = value.parse::<SubscriptionSort>().ok().filter(|sort| *sort != CompanyName);
        list.go(&list.now().with(|query| query.sort = sort));
    };
    view! {
        <select
            class="input select filter sort-choice"
            aria-label=text::sort()
            prop:value=move || chosen().as_str()
            on:change:target=move |event| choose(event.target().value())
        >
            {options}
        </select>
    }
    .into_any()
}
