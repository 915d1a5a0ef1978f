//! What a list shows: search, filters, order and page. It lives in the address, so that back, reload and a shared link
//! work.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use shared::page::{self, Page};
use shared::subscriptions::{Subscription, SubscriptionQuery, SubscriptionSort};
use web_sys::UrlSearchParams;

use crate::ui::{Direction, browser};

/// What a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ListState {
    /// What the API is asked for.
    pub query: SubscriptionQuery,
    /// The number of the page's first row, counted from 1. The API's cursors don't tell it.
    from: Option<u64>,
}

impl ListState {
    /// Reads a query string; what it doesn't know or can't use is left out.
    fn parse(search: &str, archived: Option<bool>) -> Self {
        let params = UrlSearchParams::new_with_str(search).ok();
        Self::read(archived, |name| params.as_ref().and_then(|params| params.get(name)).filter(|value| !value.is_empty()))
    }

    /// What a view's query string shows, from its first page.
    pub fn of_view(query: &str, archived: Option<bool>) -> Self {
        Self::parse(query, archived).with(|_| ())
    }

    fn read(archived: Option<bool>, get: impl Fn(&str) -> Option<String>) -> Self {
        let days = |name| get(name).and_then(|text| text.parse().ok()).filter(|days| (1..=366).contains(days));
        let query = SubscriptionQuery {
            status: get("status").and_then(|text| text.parse().ok()),
            product: get("product").and_then(|text| text.parse().ok()),
            connection: get("connection").and_then(|text| text.parse().ok()),
            ids: None,
            q: get("q"),
            archived,
            trial_ends_within: days("trial_ends_within"),
            payment_due_within: days("payment_due_within"),
            sort: get("sort").and_then(|text| text.parse().ok()),
            limit: get("limit").and_then(|text| text.parse().ok()).and_then(|count| page::limit(count).ok()),
            cursor: get("cursor"),
        };
        let from = get("from").and_then(|text| text.parse().ok()).filter(|_| query.cursor.is_some());
        Self { query, from }
    }

    /// The parameters that are set, in a fixed order.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let query = &self.query;
        let pairs = [
            ("q", query.q.clone()),
            ("status", query.status.map(|status| status.to_string())),
            ("product", query.product.map(|product| product.to_string())),
            ("connection", query.connection.map(|connection| connection.to_string())),
            ("trial_ends_within", query.trial_ends_within.map(|days| days.to_string())),
            ("payment_due_within", query.payment_due_within.map(|days| days.to_string())),
            ("sort", query.sort.map(|sort| sort.to_string())),
            ("limit", query.limit.map(|limit| limit.to_string())),
            ("cursor", query.cursor.clone()),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The address of the page that shows this.
    pub fn address(&self) -> String {
        let mut pairs = self.pairs();
        pairs.extend(self.from.map(|from| ("from", from.to_string())));
        browser::path() + &written(&pairs)
    }

    /// The query string that a view keeps: everything but the page.
    pub fn view(&self) -> String {
        let mut query = written(&self.with(|_| ()).pairs());
        // Without its question mark.
        query.drain(..query.len().min(1));
        query
    }

    /// The API's path for the page of rows.
    pub fn request(&self) -> String {
        let mut pairs = self.pairs();
        pairs.extend(self.query.archived.map(|archived| ("archived", archived.to_string())));
        format!("/subscriptions{}", written(&pairs))
    }

    /// The API's path for all rows of the filter.
    pub fn export_request(&self) -> String {
        let query = SubscriptionQuery { cursor: None, limit: None, ..self.query.clone() };
        Self { query, from: None }.request()
    }

    /// The API's path for a page of the same list that is as long as one can be.
    pub fn long_request(&self, cursor: Option<String>) -> String {
        let query = SubscriptionQuery { cursor, limit: Some(page::LIMIT_MAX), ..self.query.clone() };
        Self { query, from: None }.request()
    }

    /// The same list with something changed, at its first page.
    pub fn with(&self, change: impl FnOnce(&mut SubscriptionQuery)) -> Self {
        let mut query = self.query.clone();
        change(&mut query);
        query.cursor = None;
        Self { query, from: None }
    }

    /// Another page of the same list.
    fn at(&self, cursor: &str, from: u64) -> Self {
        Self { query: SubscriptionQuery { cursor: Some(cursor.to_owned()), ..self.query.clone() }, from: Some(from) }
    }

    /// Whether anything narrows the list down.
    pub fn is_filtered(&self) -> bool {
        let query = &self.query;
        query.q.is_some()
            || query.status.is_some()
            || query.product.is_some()
            || query.connection.is_some()
            || query.trial_ends_within.is_some()
            || query.payment_due_within.is_some()
    }

    /// The same order without any filter.
    pub fn unfiltered(&self) -> Self {
        let SubscriptionQuery { archived, sort, limit, .. } = self.query;
        Self { query: SubscriptionQuery { archived, sort, limit, ..SubscriptionQuery::default() }, from: None }
    }

    /// How the list is sorted by a column that has these two orders; by name unless something else is chosen.
    pub fn sorted_by(&self, up: SubscriptionSort, down: SubscriptionSort) -> Option<Direction> {
        let sort = self.query.sort.unwrap_or(SubscriptionSort::CompanyName);
        if sort == up {
            Some(Direction::Ascending)
        } else if sort == down {
            Some(Direction::Descending)
        } else {
            None
        }
    }

    /// The numbers of a page's first and last row.
    pub fn range(&self, page: &Page<Subscription>) -> (u64, u64) {
        let rows = u64::try_from(page.items.len()).unwrap_or_default();
        let first = match (&page.prev_cursor, &page.next_cursor, page.total) {
            (None, ..) => 1,
            // The last page is counted from the end: rows may have come or gone since the first one.
            (Some(_), None, Some(total)) => (u64::from(total) + 1).saturating_sub(rows),
            _ => self.from.unwrap_or(1),
        };
        (first.min(first + rows), (first + rows).saturating_sub(1))
    }

    /// The addresses of the pages before and after a page.
    pub fn neighbours(&self, page: &Page<Subscription>) -> (Option<String>, Option<String>) {
        let (first, last) = self.range(page);
        let limit = u64::from(self.query.limit.unwrap_or(page::LIMIT_DEFAULT));
        let previous = page.prev_cursor.as_ref().map(|cursor| self.at(cursor, first.saturating_sub(limit).max(1)).address());
        let next = page.next_cursor.as_ref().map(|cursor| self.at(cursor, last + 1).address());
        (previous, next)
    }
}

fn written(pairs: &[(&'static str, String)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&browser::encode(value));
    }
    text
}

/// Leads to an address.
pub(super) type Navigate = Arc<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// The list that the address names, and the way to another one. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct ListUrl {
    state: Memo<ListState>,
    navigate: StoredValue<Navigate>,
}

/// Reads the address of this page; `archived` is the same for all lists of a page.
pub(super) fn use_list_url(archived: Option<bool>) -> ListUrl {
    let search = use_location().search;
    let navigate: Navigate = Arc::new(use_navigate());
    ListUrl { state: Memo::new(move |_| search.with(|search| ListState::parse(search, archived))), navigate: StoredValue::new(navigate) }
}

impl ListUrl {
    /// What the list shows; tracked.
    pub fn get(self) -> ListState {
        self.state.get()
    }

    /// What the list shows, for handlers: not tracked.
    pub fn now(self) -> ListState {
        self.state.get_untracked()
    }

    /// Shows another list, one step on in the history.
    pub fn go(self, state: &ListState) {
        self.lead(state, false);
    }

    /// Shows another list in this one's place in the history: for what changes with every key.
    pub fn replace(self, state: &ListState) {
        self.lead(state, true);
    }

    fn lead(self, state: &ListState, replace: bool) {
        let options = NavigateOptions { replace, scroll: false, resolve: false, ..NavigateOptions::default() };
        // Nothing to do where the page was left meanwhile.
        let _ = self.navigate.try_with_value(|navigate| navigate(&state.address(), options));
    }
}

#[cfg(test)]
mod tests {
    use shared::page::Page;
    use shared::subscriptions::{Status, SubscriptionSort};

    use super::ListState;

    fn read(pairs: &[(&str, &str)]) -> ListState {
        ListState::read(None, |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn what_was_written_is_read_again() {
        let state =
            read(&[("q", "café & co"), ("status", "on_hold"), ("sort", "-seats"), ("limit", "20"), ("cursor", "c"), ("from", "21")]);
        let pairs = state.pairs();
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).chain([("from", "21")]).collect();
        assert_eq!(read(&pairs), state);
        assert_eq!((state.query.status, state.query.sort), (Some(Status::OnHold), Some(SubscriptionSort::SeatsDesc)));
    }

    #[test]
    fn nonsense_is_left_out() {
        let state = read(&[("status", "asleep"), ("limit", "9999"), ("trial_ends_within", "0"), ("sort", "; drop"), ("from", "7")]);
        assert_eq!(state, ListState::default());
    }

    #[test]
    fn another_filter_begins_at_the_first_page() {
        let state = read(&[("cursor", "c"), ("from", "51"), ("sort", "seats")]).with(|query| query.status = Some(Status::Trial));
        assert_eq!((state.query.cursor, state.from, state.query.sort), (None, None, Some(SubscriptionSort::Seats)));
    }

    #[test]
    fn the_last_page_is_counted_from_the_end() {
        let page = |prev: Option<&str>, next: Option<&str>, total| Page {
            items: Vec::new(),
            next_cursor: next.map(str::to_owned),
            prev_cursor: prev.map(str::to_owned),
            total,
        };
        let state = read(&[("cursor", "c"), ("from", "51")]);
        assert_eq!(state.range(&page(Some("p"), Some("n"), Some(200))).0, 51);
        assert_eq!(state.range(&page(None, Some("n"), Some(200))).0, 1);
        assert_eq!(state.range(&page(Some("p"), None, Some(60))).0, 61);
    }
}
