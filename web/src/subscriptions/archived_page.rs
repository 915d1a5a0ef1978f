//! The page of archived subscriptions: why and when they ended, and when their data is erased.

use std::sync::Arc;

use leptos::prelude::*;
use shared::subscriptions::{Action, Subscription};

use super::api;
use super::list_state::use_list_url;
use super::reactivate_dialog::ReactivateDialog;
use super::rows::{self, Holds, Shown, TableColumn};
use super::toolbar::toolbar;
use super::words;
use crate::i18n::{self, text};
use crate::live::{News, follow};
use crate::ui::{Button, ButtonSize, EmptyState, Icon, Load, PageHead, held, live};

/// The archived subscriptions.
#[component]
pub fn ArchivedPage() -> impl IntoView {
    let list = use_list_url(Some(true));
    let shown: Load<Shown> = Load::new(move || {
        let state = list.get();
        async move { api::list(&state).await.map(|page| (state, page)) }
    });
    follow(News::is_of_subscriptions, move || shown.refresh());
    let holds = rows::holds(shown);
    let coming_back = Back { open: RwSignal::new(false), chosen: RwSignal::new(None) };
    let done = Callback::new(move |_: Subscription| shown.reload());
    let content = move || {
        live(move || match holds.get() {
            Holds::Rows => {
                rows::table(text::subscriptions::archive_caption(), list, shown, Signal::derive(move || columns(coming_back)), None)
            }
            Holds::NothingFound => rows::nothing_found(list),
            Holds::NothingYet => nothing_yet(),
        })
    };
    view! {
        <PageHead title=text::subscriptions::archive_caption() />
        <section class="card list-card" aria-label=text::subscriptions::archive_caption()>
            {toolbar(list, None)}
            <p class="sr" role="status">
                {move || shown.with(|(_, page)| rows::announcement(Some(page)))}
            </p>
            {held(shown, rows::skeleton, content)}
        </section>
        <ReactivateDialog open=coming_back.open subscription=coming_back.chosen done />
    }
    .into_any()
}

fn nothing_yet() -> AnyView {
    view! {
        <EmptyState sign=Icon::Archive title=text::subscriptions::archive_empty() sentence=text::subscriptions::archive_empty_advice() />
    }
    .into_any()
}

/// The dialog that brings one back, and which.
#[derive(Clone, Copy)]
struct Back {
    open: RwSignal<bool>,
    chosen: RwSignal<Option<Subscription>>,
}

fn columns(back: Back) -> Vec<TableColumn> {
    let plain = |label: &'static str, class: &'static str, words: fn(&Subscription) -> String| TableColumn {
        label,
        orders: None,
        number: None,
        cell: Arc::new(move |row| view! { <td class=class data-label=label>{words(row)}</td> }.into_any()),
    };
    vec![
        plain(text::subscriptions::product(), "quiet", |row| words::product_short(row.product).to_owned()),
        plain(text::subscriptions::reason(), "reason", |row| row.end_reason.clone().flatten().unwrap_or_else(|| "–".to_owned())),
        plain(text::subscriptions::ended(), "figures", |row| row.ended_at.map_or_else(|| "–".to_owned(), i18n::utc_day)),
        plain(text::subscriptions::erased(), "figures", erased),
        TableColumn {
            label: text::subscriptions::reactivate(),
            orders: None,
            number: None,
            cell: Arc::new(move |row| reactivate(row, back)),
        },
    ]
}

/// The way back, for those who may go it.
fn reactivate(row: &Subscription, back: Back) -> AnyView {
    let label = text::subscriptions::reactivate_label(&row.company_name);
    let row = row.allowed_actions.contains(&Action::Reactivate).then(|| StoredValue::new(row.clone()));
    let button = row.map(|row| {
        let press = move || {
            back.chosen.set(Some(row.get_value()));
            back.open.set(true);
        };
        view! {
            <Button size=ButtonSize::Small label on_press=press>
                {text::subscriptions::reactivate()}
            </Button>
        }
    });
    view! { <td class="actions">{button}</td> }.into_any()
}

/// How long until the data is erased.
fn erased(row: &Subscription) -> String {
    match row.ended_at.map(|ended| words::days_until(words::erased_at(ended))) {
        None => "–".to_owned(),
        Some(0) => text::subscriptions::erased_done().to_owned(),
        Some(days) => text::subscriptions::erased_in(days),
    }
}
