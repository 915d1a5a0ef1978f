//! The page of everything that happened, a day under another.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::events::Event;
use shared::page::{Page, TOTAL_MAX};

use super::api;
use super::sentence::Told;
use super::timeline::timeline;
use crate::i18n::{self, text::events as text};
use crate::routes::with_query;
use crate::ui::{EmptyState, Icon, Load, PageHead, Pager, SkeletonRows, loaded};

/// Rows of a page, as the request asks for them.
const ROWS: u64 = 50;

/// Everything that happened.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let query = use_query_map();
    // The page with the number of its first event, which the API's cursors don't tell.
    let events: Load<(u64, Page<Event>)> = Load::new(move || {
        let (cursor, from) = query.with(|query| (query.get("cursor"), query.get("from")));
        let from = from.and_then(|text| text.parse().ok()).filter(|_| cursor.is_some()).unwrap_or(1);
        async move { api::all(cursor).await.map(|page| (from, page)) }
    });
    let content = move |(from, page): (u64, Page<Event>)| {
        if page.items.is_empty() {
            return view! { <EmptyState sign=Icon::Activity title=text::empty() sentence=text::empty_advice() /> }.into_any();
        }
        let pager = query.with(|query| pager(query, from, &page));
        view! {
            {days(&page.items)}
            {pager}
        }
        .into_any()
    };
    let busy = move || events.busy().then_some("true");
    view! {
        <PageHead title=text::title() />
        <section class="card activity" aria-label=text::title() aria-busy=busy>
            {loaded(events, || view! { <SkeletonRows rows=8 /> }.into_any(), content)}
        </section>
    }
    .into_any()
}

/// The events under the days on which they happened.
fn days(events: &[Event]) -> AnyView {
    let days: Vec<_> = events
        .chunk_by(|one, other| i18n::day(one.at) == i18n::day(other.at))
        .map(|events| {
            let day = events.first().map(|event| i18n::day(event.at));
            view! {
                <h2 class="day">{day}</h2>
                {timeline(events, Told::AmongAll)}
            }
        })
        .collect();
    view! { {days} }.into_any()
}

fn pager(query: &leptos_router::params::ParamsMap, from: u64, page: &Page<Event>) -> AnyView {
    let rows = u64::try_from(page.items.len()).unwrap_or_default();
    let from = if page.prev_cursor.is_some() { from } else { 1 };
    let last = (from + rows).saturating_sub(1);
    let to = |cursor: &String, from: u64| with_query(query, &[("cursor", Some(cursor.clone())), ("from", Some(from.to_string()))]);
    let previous = page.prev_cursor.as_ref().map(|cursor| to(cursor, from.saturating_sub(ROWS).max(1)));
    let next = page.next_cursor.as_ref().map(|cursor| to(cursor, last + 1));
    let (first, last) = (i18n::number(from), i18n::number(last));
    let summary = match page.total {
        Some(total) => text::range(first, last, i18n::number(total)),
        None => text::range_many(first, last, i18n::number(TOTAL_MAX)),
    };
    view! { <Pager summary previous next /> }.into_any()
}
