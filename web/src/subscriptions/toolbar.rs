//! What stands above the rows: search, filters, columns, export.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::subscriptions::{ConnectionStatus, Product, Status};

use super::columns::{Columns, column_choice};
use super::list_state::ListUrl;
use super::sort_choice::sort_choice;
use super::views::views_menu;
use super::{api, words};
use crate::connections;
use crate::i18n::text::subscriptions as text;
use crate::ui::{Button, ButtonKind, Icon, SearchField, Sought, browser, toast};

/// Search and filters of the list; with `columns` their choice as well.
pub(super) fn toolbar(list: ListUrl, columns: Option<Columns>) -> AnyView {
    // Archived ones have one status.
    let with_status = list.now().query.archived.is_none();
    view! {
        <div class="toolbar">
            {search(list)}
            {with_status.then(|| status_filter(list))}
            {product_filter(list)}
            {with_status.then(|| connection_filter(list))}
            {sort_choice(list)}
            {move || list.get().is_filtered().then(|| clear_button(list))}
            <span class="toolbar-end">
                {views_menu(list)}
                {columns.map(column_choice)}
                {export_button(list)}
            </span>
        </div>
    }
    .into_any()
}

fn search(list: ListUrl) -> AnyView {
    let words = Signal::derive(move || list.get().query.q.unwrap_or_default());
    let on_search = move |sought: Sought| {
        let next = list.now().with(|query| query.q = sought.words);
        if sought.is_new { list.go(&next) } else { list.replace(&next) }
    };
    view! { <SearchField words label=text::search() placeholder=text::search_placeholder() on_search /> }.into_any()
}

fn status_filter(list: ListUrl) -> AnyView {
    let options = Status::ALL.iter().filter(|status| **status != Status::Ended);
    let options = options.map(|status| (status.as_str(), words::status(*status))).collect();
    let chosen = Signal::derive(move || list.get().query.status.map_or("", Status::as_str));
    let choose = move |value: String| list.go(&list.now().with(|query| query.status = value.parse().ok()));
    filter(text::status(), text::all_statuses(), options, chosen, Box::new(choose))
}

fn product_filter(list: ListUrl) -> AnyView {
    let options = Product::ALL.iter().map(|product| (product.as_str(), words::product_short(*product))).collect();
    let chosen = Signal::derive(move || list.get().query.product.map_or("", Product::as_str));
    let choose = move |value: String| list.go(&list.now().with(|query| query.product = value.parse().ok()));
    filter(text::product(), text::all_products(), options, chosen, Box::new(choose))
}

fn connection_filter(list: ListUrl) -> AnyView {
    let options = ConnectionStatus::ALL.iter().map(|status| (status.as_str(), connections::status_label(*status))).collect();
    let chosen = Signal::derive(move || list.get().query.connection.map_or("", ConnectionStatus::as_str));
    let choose = move |value: String| list.go(&list.now().with(|query| query.connection = value.parse().ok()));
    filter(text::connection(), text::all_connections(), options, chosen, Box::new(choose))
}

/// A native list to choose from; the first entry takes the filter away.
fn filter(
    label: &'static str,
    all: &'static str,
    options: Vec<(&'static str, &'static str)>,
    chosen: Signal<&'static str>,
    choose: Box<dyn Fn(String)>,
) -> AnyView {
    let options: Vec<_> = std::iter::once(("", all))
        .chain(options)
        .map(|(value, label)| view! { <option value=value selected=move || chosen.get() == value>{label}</option> })
        .collect();
    view! {
        <select
            class="input select filter"
            class:chosen=move || !chosen.get().is_empty()
            aria-label=label
            prop:value=chosen
            on:change:target=move |event| choose(event.target().value())
        >
            {options}
        </select>
    }
    .into_any()
}

fn clear_button(list: ListUrl) -> AnyView {
    view! {
        <span class="clear" title=text::clear_filters()>
            <Button kind=ButtonKind::Plain icon=Icon::Close on_press=move || list.go(&list.now().unfiltered())>
                <span>{text::clear_filters()}</span>
            </Button>
        </span>
    }
    .into_any()
}

fn export_button(list: ListUrl) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        busy.set(true);
        let state = list.now();
        spawn_local(async move {
            match api::export(&state).await {
                Ok(rows) => browser::save(&format!("{}.csv", text::file_name()), "text/csv;charset=utf-8", &rows),
                Err(error) => toast::warn(error.message()),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <span title=text::export_label()>
            <Button kind=ButtonKind::Plain icon=Icon::Download busy on_press=press>
                {text::export()}
            </Button>
        </span>
    }
    .into_any()
}
