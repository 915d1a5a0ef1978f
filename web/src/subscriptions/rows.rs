//! The list itself: head, rows, and the pages before and after.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use shared::ids::SubscriptionId;
use shared::page::{Page, TOTAL_MAX};
use shared::rights::Right;
use shared::subscriptions::{Subscription, SubscriptionSort};

use super::bulk::{Selection, page_box, row_box};
use super::list_state::{ListState, ListUrl};
use crate::connections::launch_button;
use crate::i18n::{self, text::subscriptions as text};
use crate::routes::Place;
use crate::session;
use crate::ui::{ButtonKind, ButtonSize, EmptyState, Icon, LinkButton, Load, Pager, Part, Skeleton, SortHeader, TableCard, keyed};

/// A page of rows with the list that it belongs to: the address may be ahead of it.
pub(super) type Shown = (ListState, Page<Subscription>);

/// A column of the table: its head and its cells.
#[derive(Clone)]
pub(super) struct TableColumn {
    /// What stands over it.
    pub label: &'static str,
    /// The two orders by it, if it has any.
    pub orders: Option<(SubscriptionSort, SubscriptionSort)>,
    /// Whether it holds figures, which stand at the right; set where it does.
    pub number: Option<()>,
    /// Its cell of a row.
    pub cell: Arc<dyn Fn(&Subscription) -> AnyView + Send + Sync>,
}

/// How long a row that was changed stands out.
const FRESH: Duration = Duration::from_secs(5);

/// The rows under their heads, with a pager below. They follow the list: a row stays the same element while it changes.
/// With a selection each has a box to tick.
pub(super) fn table(
    caption: &'static str,
    list: ListUrl,
    shown: Load<Shown>,
    columns: Signal<Vec<TableColumn>>,
    selection: Option<Selection>,
) -> AnyView {
    let head = move || {
        let now = list.get();
        let by_name = Some((SubscriptionSort::CompanyName, SubscriptionSort::CompanyNameDesc));
        let mut heads = vec![head(&now, text::customer(), by_name, None)];
        columns.with(|columns| heads.extend(columns.iter().map(|column| head(&now, column.label, column.orders, column.number))));
        heads
    };
    let head = view! {
        {selection.map(|selection| page_box(selection, shown))}
        {head}
        <th scope="col">
            <span class="sr">{text::manage()}</span>
        </th>
    }
    .into_any();
    let fresh = fresh_rows(shown);
    let parts = move || {
        let part = |row: &Subscription| {
            let id = row.id;
            Part::new(id.to_string(), move || table_row(id, shown, columns, (fresh, selection)))
        };
        shown.with(|(_, page)| page.items.iter().map(part).collect()).unwrap_or_default()
    };
    let pager = move || {
        shown.with(|(state, page)| {
            let (previous, next) = state.neighbours(page);
            view! { <Pager summary=summary(state, page) previous next /> }
        })
    };
    let busy = Signal::derive(move || shown.busy());
    view! {
        <TableCard caption head busy>
            {keyed(parts)}
        </TableCard>
        {pager}
    }
    .into_any()
}

/// A page's rows with their versions.
type Versions = (ListState, Vec<(SubscriptionId, i64)>);

/// The rows that came or changed since the same page was shown before.
fn fresh_rows(shown: Load<Shown>) -> RwSignal<Vec<SubscriptionId>> {
    let fresh = RwSignal::new(Vec::<SubscriptionId>::new());
    Effect::new(move |before: Option<Option<Versions>>| {
        let now = shown.with(|(state, page)| (state.clone(), page.items.iter().map(|row| (row.id, row.version)).collect::<Vec<_>>()));
        if let (Some((old_state, old)), Some((state, rows))) = (before.flatten(), &now)
            && old_state == *state
        {
            let changed: Vec<_> = rows.iter().filter(|row| !old.contains(row)).map(|(id, _)| *id).collect();
            if !changed.is_empty() {
                fresh.update(|fresh| fresh.extend(&changed));
                let fade = move || {
                    let _ = fresh.try_update(|fresh| fresh.retain(|id| !changed.contains(id)));
                };
                set_timeout(fade, FRESH);
            }
        }
        now
    });
    fresh
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

fn table_row(
    id: SubscriptionId,
    shown: Load<Shown>,
    columns: Signal<Vec<TableColumn>>,
    (fresh, selection): (RwSignal<Vec<SubscriptionId>>, Option<Selection>),
) -> AnyView {
    let row = Memo::new(move |_| shown.with(|(_, page)| page.items.iter().find(|row| row.id == id).cloned()).flatten());
    let name = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.company_name.clone())).unwrap_or_default());
    let href = Place::Subscription(id).path();
    let cells = move || {
        let cells = |row: &Subscription| columns.with(|columns| columns.iter().map(|column| (column.cell)(row)).collect::<Vec<_>>());
        row.with(|row| row.as_ref().map(cells))
    };
    // What has ended is brought back first, on its page.
    let over = Memo::new(move |_| row.with(|row| row.as_ref().is_none_or(|row| row.ended_at.is_some())));
    let may_launch = untrack(|| session::may(Right::Connect));
    let launch = move || (may_launch && !over.get()).then(|| launch_button(id, name.into(), ButtonKind::Normal, ButtonSize::Small));
    view! {
        <tr class:fresh=move || fresh.with(|fresh| fresh.contains(&id))>
            {selection.map(|selection| row_box(selection, id, name, shown))}
            <td class="who-cell">
                <a class="who" href=href.clone() title=name>
                    {name}
                </a>
            </td>
            {cells}
            <td class="actions">
                {launch}
                <a class="button small plain" href=href aria-label=move || text::manage_label(name.get())>
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

/// What a list has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Rows.
    Rows,
    /// No row of this filter, or of this page any more.
    NothingFound,
    /// No row at all.
    NothingYet,
}

/// What the list has to show; it changes less often than its rows.
pub(super) fn holds(shown: Load<Shown>) -> Memo<Holds> {
    Memo::new(move |_| {
        let holds = shown.with(|(state, page)| {
            if !page.items.is_empty() {
                Holds::Rows
            } else if state.is_filtered() || state.query.cursor.is_some() {
                Holds::NothingFound
            } else {
                Holds::NothingYet
            }
        });
        holds.unwrap_or(Holds::NothingYet)
    })
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
