//! The addresses of events.

use shared::events::Event;
use shared::ids::SubscriptionId;
use shared::page::Page;

use crate::api::{self, Answer};
use crate::ui::browser;

/// A page of everything that happened, newest first.
pub(super) async fn all(cursor: Option<String>) -> Answer<Page<Event>> {
    api::get(&with_cursor("/events?limit=50", cursor)).await
}

/// A page of what happened to a subscription, newest first.
pub(super) async fn of(id: SubscriptionId, limit: u32, cursor: Option<String>) -> Answer<Page<Event>> {
    api::get(&with_cursor(&format!("/subscriptions/{id}/events?limit={limit}"), cursor)).await
}

fn with_cursor(path: &str, cursor: Option<String>) -> String {
    cursor.map_or_else(|| path.to_owned(), |cursor| format!("{path}&cursor={}", browser::encode(&cursor)))
}
