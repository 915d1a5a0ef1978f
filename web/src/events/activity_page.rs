//! The page of everything that happened, a day under another. What happens now comes in at the top.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::events::Event;
use shared::page::{Page, TOTAL_MAX};

use super::api;
use super::card::newest;
use super::filter::{Filter, address};
use super::sentence::Told;
use super::timeline::timeline;
use super::toolbar::toolbar;
use crate::i18n::{self, text::events as text};
use crate::live::follow;
use crate::routes::Place;
use crate::ui::{EmptyState, Icon, LinkButton, Load, PageHead, Pager, Part, SkeletonRows, held, keyed, live, range};

/// A page with the number of its first event, which the API's cursors don't tell.
type Shown = (u64, Page<Event>);

/// Everything that happened.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(Filter::of));
    let shown: Load<Shown> = Load::new(move || {
        let (cursor, from) = query.with(|query| (query.get("cursor"), query.get("from")));
        let from = from.and_then(|text| text.parse().ok()).filter(|_| cursor.is_some()).unwrap_or(1);
        let filter = filter.get();
        async move { api::all(&filter, cursor).await.map(|page| (from, page)) }
    });
    follow(|_| true, move || shown.refresh());
    let is_empty = Memo::new(move |_| shown.with(|(_, page)| page.items.is_empty()).unwrap_or(true));
    let content = move || live(move || if is_empty.get() { nothing(filter) } else { days(shown) });
    let busy = move || shown.busy().then_some("true");
    let pager = move || query.with(|query| shown.with(|(from, page)| (!page.items.is_empty()).then(|| pager(query, *from, page))));
    view! {
        <PageHead title=text::title() />
        <section class="card activity" aria-label=text::title() aria-busy=busy>
            {toolbar(filter)}
            {held(shown, || view! { <SkeletonRows rows=8 /> }.into_any(), content)}
            {pager}
        </section>
    }
    .into_any()
}

fn nothing(filter: Memo<Filter>) -> AnyView {
    if filter.get().is_set() {
        return view! {
            <EmptyState sign=Icon::Search title=text::none_found() sentence=text::none_found_advice()>
                <LinkButton href=Place::Activity.path()>{text::clear_filters()}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! { <EmptyState sign=Icon::Activity title=text::empty() sentence=text::empty_advice() /> }.into_any()
}

/// The events under the days on which they happened.
fn days(shown: Load<Shown>) -> AnyView {
    let events = Signal::derive(move || shown.with(|(_, page)| page.items.clone()).unwrap_or_default());
    let seen = untrack(|| newest(events));
    let parts = move || {
        let mut days = events.with(|events| events.iter().map(|event| i18n::day(event.at)).collect::<Vec<_>>());
        days.dedup();
        days.into_iter().map(|day| Part::new(day.clone(), move || one_day(day, events, seen))).collect()
    };
    keyed(parts)
}

fn one_day(day: String, events: Signal<Vec<Event>>, seen: i64) -> AnyView {
    let heading = day.clone();
    let of_day =
        Memo::new(move |_| events.with(|events| events.iter().filter(|event| i18n::day(event.at) == day).cloned().collect::<Vec<_>>()));
    view! {
        <h2 class="day">{heading}</h2>
        {timeline(of_day.into(), Told::AmongAll, seen)}
    }
    .into_any()
}

fn pager(query: &leptos_router::params::ParamsMap, from: u64, page: &Page<Event>) -> AnyView {
    let to = |cursor: &str, from: u64| address(query, &[("cursor", Some(cursor.to_owned())), ("from", Some(from.to_string()))]);
    let (first, last, previous, next) = range(page, from, to);
    let summary = match page.total {
        Some(total) => text::range(first, last, i18n::number(total)),
        None => text::range_many(first, last, i18n::number(TOTAL_MAX)),
    };
    view! { <Pager summary previous next /> }.into_any()
}
