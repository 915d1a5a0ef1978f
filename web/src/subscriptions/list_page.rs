//! The page of all subscriptions: figures, search, rows, and the way to a new one.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::rights::Right;
use shared::subscriptions::Subscription;

use super::api;
use super::bulk::{Selection, selection_bar};
use super::columns::{Column, Columns};
use super::create_dialog::CreateDialog;
use super::list_state::{ListUrl, use_list_url};
use super::rows::{self, Holds, Shown, TableColumn};
use super::tiles::tiles;
use super::toolbar::toolbar;
use crate::i18n::text;
use crate::live::{News, follow};
use crate::routes::Place;
use crate::session;
use crate::ui::{Button, ButtonKind, EmptyState, Icon, LinkButton, Load, PageHead, held, live};

/// The list of subscriptions.
#[component]
pub fn ListPage() -> impl IntoView {
    let list = use_list_url(None);
    let may_create = untrack(|| session::may(Right::ManageSubscriptions));
    let creating = create_signal(list, may_create);
    let summary = Load::new(api::summary);
    let shown: Load<Shown> = Load::new(move || {
        let state = list.get();
        async move { api::list(&state).await.map(|page| (state, page)) }
    });
    let created = move |_: Subscription| {
        shown.reload();
        summary.reload();
    };
    let changed = move |()| {
        shown.refresh();
        summary.refresh();
    };
    follow(News::is_of_subscriptions, move || changed(()));
    view! {
        <PageHead title=text::shell::subscriptions()>
            {may_create
                .then(|| {
                    view! {
                        <LinkButton href=Place::Import.path() kind=ButtonKind::Plain icon=Icon::Upload>
                            {text::import::link()}
                        </LinkButton>
                    }
                })}
            <LinkButton href=Place::Archived.path() kind=ButtonKind::Plain icon=Icon::Archive>
                {text::subscriptions::archived_link()}
            </LinkButton>
            {may_create.then(|| view! { <NewButton creating /> })}
        </PageHead>
        {tiles(list, summary)}
        {list_card(list, shown, may_create.then_some(creating), Callback::new(changed))}
        {may_create.then(|| view! { <CreateDialog open=creating created /> })}
    }
    .into_any()
}

/// Whether the dialog is open. `?new=1` opens it; the address forgets that when it is closed.
fn create_signal(list: ListUrl, may_create: bool) -> RwSignal<bool> {
    let creating = RwSignal::new(false);
    let (query, navigate) = (use_query_map(), use_navigate());
    let asked = Memo::new(move |_| may_create && query.with(|query| query.get_str("new") == Some("1")));
    // "Back" closes what the address opened.
    Effect::new(move |was_asked: Option<bool>| {
        let asked = asked.get();
        if asked || was_asked == Some(true) {
            creating.set(asked);
        }
        asked
    });
    Effect::new(move |was_open: Option<bool>| {
        let open = creating.get();
        if was_open == Some(true) && !open && asked.get_untracked() {
            let options = NavigateOptions { replace: true, scroll: false, resolve: false, ..NavigateOptions::default() };
            navigate(&list.now().address(), options);
        }
        open
    });
    creating
}

#[component]
fn NewButton(creating: RwSignal<bool>) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Primary icon=Icon::Plus on_press=move || creating.set(true)>
            {text::subscriptions::new()}
        </Button>
    }
    .into_any()
}

fn list_card(list: ListUrl, shown: Load<Shown>, creating: Option<RwSignal<bool>>, changed: Callback<()>) -> AnyView {
    let (columns, selection) = (Columns::kept(list), Selection::new());
    let holds = rows::holds(shown);
    let content = move || {
        let table_columns = Signal::derive(move || columns.shown().into_iter().map(table_column).collect());
        live(move || match holds.get() {
            Holds::Rows => rows::table(text::subscriptions::list_caption(), list, shown, table_columns, Some(selection)),
            Holds::NothingFound => rows::nothing_found(list),
            Holds::NothingYet => nothing_yet(creating),
        })
    };
    view! {
        <section class="card list-card" aria-label=text::subscriptions::list_caption()>
            {toolbar(list, Some(columns))}
            {selection_bar(list, shown, selection, changed)}
            <p class="sr" role="status">
                {move || shown.with(|(_, page)| rows::announcement(Some(page)))}
            </p>
            {held(shown, rows::skeleton, content)}
        </section>
    }
    .into_any()
}

fn table_column(column: Column) -> TableColumn {
    TableColumn {
        label: column.label(),
        orders: column.orders(),
        number: (column == Column::Seats).then_some(()),
        cell: Arc::new(move |row| column.cell(row)),
    }
}

fn nothing_yet(creating: Option<RwSignal<bool>>) -> AnyView {
    match creating {
        Some(creating) => view! {
            <EmptyState sign=Icon::Mail title=text::subscriptions::empty() sentence=text::subscriptions::empty_advice()>
                <NewButton creating />
            </EmptyState>
        }
        .into_any(),
        None => view! {
            <EmptyState sign=Icon::Mail title=text::subscriptions::empty() sentence=text::subscriptions::empty_advice_reader() />
        }
        .into_any(),
    }
}
