//! Tables that become cards on small screens, and the pager below them.

use leptos::prelude::*;
use shared::page::{LIMIT_DEFAULT, Page};

use super::icon::{Icon, icon};
use crate::i18n::{self, text};

/// A table's frame. `head` holds `<th>`s, `children` the rows. Give each `<td>` a `data-label`, which small screens
/// show in place of the head, and the first one the class `who-cell`.
#[component]
pub fn TableCard(
    /// Says what the table holds.
    #[prop(into)]
    caption: String,
    head: AnyView,
    /// While true the rows are about to be replaced.
    #[prop(optional, into)]
    busy: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-wrap" aria-busy=move || busy.get().then_some("true")>
            <table class="table">
                <caption class="sr">{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the least.
    Ascending,
    /// From the most.
    Descending,
}

/// The head of a column that can be sorted: a link, so that the order lives in the URL.
#[component]
pub fn SortHeader(
    #[prop(into)] label: String,
    /// How the table is sorted by this column now, if it is.
    sorted: Option<Direction>,
    /// The page with the other order.
    #[prop(into)]
    href: String,
    /// Set for columns of figures.
    #[prop(optional)]
    number: Option<()>,
) -> impl IntoView {
    let (sort, arrow) = match sorted {
        None => (None, None),
        Some(Direction::Ascending) => (Some("ascending"), Some(Icon::ArrowUp)),
        Some(Direction::Descending) => (Some("descending"), Some(Icon::ArrowDown)),
    };
    view! {
        <th scope="col" class:number=number.is_some() aria-sort=sort>
            <a class="sort" href=href data-noscroll="">
                {label}
                {arrow.map(icon)}
            </a>
        </th>
    }
    .into_any()
}

/// The numbers of a page's first and last row, and the addresses of its neighbours; `from` is the number of the first row, which
/// the API's cursors don't tell, and `to` the address of a page by its cursor and that number. For lists of 50 rows a page.
pub fn range<T>(page: &Page<T>, from: u64, to: impl Fn(&str, u64) -> String) -> (String, String, Option<String>, Option<String>) {
    let rows = u64::try_from(page.items.len()).unwrap_or_default();
    let from = if page.prev_cursor.is_some() { from } else { 1 };
    let last = (from + rows).saturating_sub(1);
    let before = from.saturating_sub(u64::from(LIMIT_DEFAULT)).max(1);
    let previous = page.prev_cursor.as_deref().map(|cursor| to(cursor, before));
    let next = page.next_cursor.as_deref().map(|cursor| to(cursor, last + 1));
    (i18n::number(from), i18n::number(last), previous, next)
}

/// The foot of a list: how many there are, and links to the pages before and after.
#[component]
pub fn Pager(
    /// "248 subscriptions".
    #[prop(into)]
    summary: String,
    /// The page before, if there is one.
    previous: Option<String>,
    /// The page after, if there is one.
    next: Option<String>,
) -> impl IntoView {
    let step = |label: &'static str, href: Option<String>, rel: &'static str| match href {
        Some(href) => view! { <a class="button small" href=href rel=rel>{label}</a> }.into_any(),
        None => view! { <span class="button small off" role="link" aria-disabled="true">{label}</span> }.into_any(),
    };
    let paged = previous.is_some() || next.is_some();
    view! {
        <nav class="pager" aria-label=text::common::pages()>
            <span class="figures">{summary}</span>
            {paged.then(|| {
                view! {
                    <span class="pager-steps">
                        {step(text::common::previous(), previous, "prev")} {step(text::common::next(), next, "next")}
                    </span>
                }
            })}
        </nav>
    }
    .into_any()
}
