//! What stands above the rows: people or groups, search, filters, export.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::api;
use super::filter::{GROUP, GROUPS, Q, SEAT, SHOW};
use super::page::Context;
use crate::i18n::text::{directory as text, subscriptions};
use crate::routes::{Place, address};
use crate::ui::{Button, ButtonKind, Icon, SearchField, Sought, browser, icon, toast, watch};

/// Leads to the same list, otherwise narrowed.
type Go = Box<dyn Fn(&'static str, Option<String>, bool) + Send + Sync>;

fn use_go(context: Context) -> StoredValue<Go> {
    let (query, navigate) = (use_query_map(), use_navigate());
    let go = move |name: &'static str, value: Option<String>, replace: bool| {
        let options = NavigateOptions { replace, scroll: false, resolve: false, ..NavigateOptions::default() };
        navigate(&query.with_untracked(|query| address(Place::Directory(context.id), query, &[(name, value)])), options);
    };
    StoredValue::new(Box::new(go))
}

pub(super) fn toolbar(context: Context) -> AnyView {
    let go = use_go(context);
    let words = Signal::derive(move || context.filter.with(|filter| filter.q.clone()).unwrap_or_default());
    let on_search = move |sought: Sought| go.with_value(|go| go(Q, sought.words, !sought.is_new));
    let of_people = Memo::new(move |_| context.filter.with(|filter| !filter.groups));
    let in_group = Memo::new(move |_| context.filter.with(|filter| filter.group.is_some()));
    view! {
        <div class="toolbar">
            {tabs(context, of_people)}
            <SearchField words label=text::search() placeholder=text::search_placeholder() on_search />
            {move || of_people.get().then(|| seat_filter(context, go))}
            {move || in_group.get().then(|| group_chip(context))}
            <span class="toolbar-end">{export_button(context)}</span>
        </div>
    }
    .into_any()
}

/// The two lists; the search stays, what goes with people alone does not.
fn tabs(context: Context, of_people: Memo<bool>) -> AnyView {
    let query = use_query_map();
    let to = move |show: Option<&str>| {
        let changes = [(SHOW, show.map(str::to_owned)), (GROUP, None), (SEAT, None)];
        query.with(|query| address(Place::Directory(context.id), query, &changes))
    };
    let count = move |read: fn(&shared::directory::Directory) -> u32| {
        let figure = Memo::new(move |_| context.figures.load.with(read));
        move || figure.get().map(|figure| view! { <span class="count figures">{crate::i18n::number(u64::from(figure))}</span> })
    };
    view! {
        <nav class="tabs" aria-label=text::title()>
            <a href=move || to(None) aria-current=move || of_people.get().then_some("page") data-noscroll="">
                {text::people()}
                {count(|all| all.people)}
            </a>
            <a href=move || to(Some(GROUPS)) aria-current=move || (!of_people.get()).then_some("page") data-noscroll="">
                {text::groups()}
                {count(|all| all.groups)}
            </a>
        </nav>
    }
    .into_any()
}

fn seat_filter(context: Context, go: StoredValue<Go>) -> AnyView {
    let chosen = move || match context.filter.with(|filter| filter.takes_seat) {
        None => "",
        Some(true) => "true",
        Some(false) => "false",
    };
    let choose = move |value: String| go.with_value(|go| go(SEAT, Some(value), false));
    let option = move |value: &'static str, label: &'static str| {
        view! { <option value=value selected=move || chosen() == value>{label}</option> }
    };
    view! {
        <select
            class="input select filter"
            class:chosen=move || !chosen().is_empty()
            aria-label=text::seat()
            prop:value=chosen
            on:change:target=move |event| choose(event.target().value())
        >
            {option("", text::all_seats())}
            {option("true", text::with_seat())}
            {option("false", text::without_seat())}
        </select>
    }
    .into_any()
}

/// Says that only one group's people are shown, and leads to all.
fn group_chip(context: Context) -> AnyView {
    let query = use_query_map();
    let without = move || query.with(|query| address(Place::Directory(context.id), query, &[(GROUP, None)]));
    let known = RwSignal::new(None);
    let group = Memo::new(move |_| context.filter.with(|filter| filter.group));
    watch(move || {
        if let Some(group) = group.get() {
            spawn_local(async move {
                let name = api::group_name(context.id, group).await;
                // Nothing where the filter was taken away meanwhile.
                known.try_set(name.map(|name| (group, name)));
            });
        }
    });
    let called = move || {
        let name = known.get().filter(|(id, _)| Some(*id) == group.get()).map(|(_, name)| name);
        name.map_or_else(|| text::of_one_group().to_owned(), text::of_group)
    };
    view! {
        <span class="chip">
            <span title=called>{called}</span>
            <a class="chip-off" href=without aria-label=text::all_people()>
                {icon(Icon::Close)}
            </a>
        </span>
    }
    .into_any()
}

fn export_button(context: Context) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        busy.set(true);
        let filter = context.filter.get_untracked();
        spawn_local(async move {
            match api::export(context.id, &filter).await {
                Ok(rows) => browser::save(&format!("{}.csv", text::file_name()), "text/csv;charset=utf-8", &rows),
                Err(error) => toast::warn(error.message()),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <span title=subscriptions::export_label()>
            <Button kind=ButtonKind::Plain icon=Icon::Download busy on_press=press>
                {subscriptions::export()}
            </Button>
        </span>
    }
    .into_any()
}
