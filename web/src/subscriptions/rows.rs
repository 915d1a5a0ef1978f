//! The list itself: head, rows, and the pages before and after.

use leptos::prelude::*;
use shared::ids::SubscriptionId;
use shared::page::{Page, TOTAL_MAX};
use shared::subscriptions::{Subscription, SubscriptionSort};

use super::list_state::{ListState, ListUrl};
use crate::i18n::{self, text::subscriptions as text};
use crate::routes::Place;
use crate::ui::{EmptyState, Icon, LinkButton, Pager, Skeleton, SortHeader, TableCard};

/// A page of rows with the list that it belongs to: the address may be ahead of it.
pub(super) type Shown = (ListState, Page<Subscription>);

/// A column of the table: its head and its cells.
pub(super) struct TableColumn {
    /// What stands over it.
    pub label: &'static str,
    /// The two orders by it, if it has any.
    pub orders: Option<(SubscriptionSort, SubscriptionSort)>,
    /// Whether it holds figures, which stand at the right; set where it does.
    pub number: Option<()>,
    /// Its cell of a row.
    pub cell: Box<dyn Fn(&Subscription) -> AnyView>,
}

/// The rows under their heads, with a pager below.
pub(super) fn table(
    caption: &'static str,
    list: ListUrl,
    (state, page): Shown,
    columns: Vec<TableColumn>,
    busy: Signal<bool>,
    fresh: Signal<Option<SubscriptionId>>,
) -> AnyView {
    let now = list.get();
    let mut heads = vec![head(&now, text::customer(), Some((SubscriptionSort::CompanyName, SubscriptionSort::CompanyNameDesc)), None)];
    heads.extend(columns.iter().map(|column| head(&now, column.label, column.orders, column.number)));
    let rows: Vec<_> = page.items.iter().map(|row| table_row(row, &columns, fresh)).collect();
    let head = view! {
        {heads}
        <th scope="col">
            <span class="sr">{text::manage()}</span>
        </th>
    }
    .into_any();
    let (previous, next) = state.neighbours(&page);
    view! {
        <TableCard caption head busy>
            {rows}
        </TableCard>
        <Pager summary=summary(&state, &page) previous next />
    }
    .into_any()
}

fn head(now: &ListState, label: &'static str, orders: Option<(SubscriptionSort, SubscriptionSort)>, number: Option<()>) -> AnyView {
    let Some((up, down)) = orders else {
        return view! { <th scope="col">{label}</th> }.into_any();
    };
    let sorted = now.sorted_by(up, down);
    let next = if now.query.sort.unwrap_or(SubscriptionSort::CompanyName) == up { down } else { up };
    // The usual order needs no word in the address.
    let next = Some(next).filter(|next| *next != SubscriptionSort::CompanyName);
    let href = now.with(|query| query.sort = next).address();
    match number {
        Some(()) => view! { <SortHeader label sorted href number=() /> }.into_any(),
        None => view! { <SortHeader label sorted href /> }.into_any(),
    }
}

fn table_row(row: &Subscription, columns: &[TableColumn], fresh: Signal<Option<SubscriptionId>>) -> AnyView {
    let (id, href) = (row.id, Place::Subscription(row.id).path());
    let cells: Vec<_> = columns.iter().map(|column| (column.cell)(row)).collect();
    view! {
        <tr class:fresh=move || fresh.get() == Some(id)>
            <td class="who-cell">
                <a class="who" href=href.clone() title=row.company_name.clone()>
                    {row.company_name.clone()}
                </a>
            </td>
            {cells}
            <td class="actions">
                <a class="button small plain" href=href aria-label=text::manage_label(&row.company_name)>
                    {text::manage()}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

fn summary(state: &ListState, page: &Page<Subscription>) -> String {
    let (from, to) = state.range(page);
    let (from, to) = (i18n::number(from), i18n::number(to));
    match page.total {
        Some(total) => text::range(from, to, i18n::number(total)),
        None => text::range_many(from, to, i18n::number(TOTAL_MAX)),
    }
}

/// No row fits the filter: offers to take it away.
pub(super) fn nothing_found(list: ListUrl) -> AnyView {
    let href = list.get().unfiltered().address();
    view! {
        <EmptyState sign=Icon::Search title=text::none_found() sentence=text::none_found_advice()>
            <LinkButton href>{text::clear_filters()}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

/// Grey rows as tall as the real ones, with room for the head and the pager.
pub(super) fn skeleton() -> AnyView {
    let row = || {
        view! {
            <div>
                <Skeleton />
                <Skeleton />
                <Skeleton />
                <Skeleton />
            </div>
        }
    };
    view! {
        <div class="table-skeleton" role="status" aria-busy="true">
            <span class="sr">{i18n::text::common::loading()}</span>
            {(0..10).map(|_| row()).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

/// What a screen reader is told when other rows have come.
pub(super) fn announcement(page: Option<&Page<Subscription>>) -> String {
    let told = |page: &Page<Subscription>| match page.total {
        Some(total) => text::results(u64::from(total)),
        None => text::results_many(i18n::number(TOTAL_MAX)),
    };
    page.map(told).unwrap_or_default()
}
