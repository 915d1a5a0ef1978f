//! The addresses of events.

use shared::events::Event;
use shared::ids::SubscriptionId;
use shared::page::Page;
use shared::resellers::ResellerMember;
use shared::subscriptions::Subscription;

use super::filter::Filter;
use crate::api::{self, Answer};
use crate::ui::browser;

/// A page of what happened and passes the filter, newest first.
pub(super) async fn all(filter: &Filter, cursor: Option<String>) -> Answer<Page<Event>> {
    api::get(&with_cursor(&format!("/events?limit=50{}", filter.request()), cursor)).await
}

/// All of it, as CSV.
pub(super) async fn export(filter: &Filter) -> Answer<String> {
    let query = filter.request();
    api::get_csv(&format!("/events{}", query.replacen('&', "?", 1))).await
}

/// A page of what happened to a subscription, newest first.
pub(super) async fn of(id: SubscriptionId, limit: u32, cursor: Option<String>) -> Answer<Page<Event>> {
    api::get(&with_cursor(&format!("/subscriptions/{id}/events?limit={limit}"), cursor)).await
}

/// Who may have done something.
pub(super) async fn team() -> Answer<Page<ResellerMember>> {
    api::get("/reseller/members?limit=200").await
}

/// The subscription that events are narrowed to.
pub(super) async fn subscription(id: SubscriptionId) -> Answer<Subscription> {
    api::get(&format!("/subscriptions/{id}")).await
}

fn with_cursor(path: &str, cursor: Option<String>) -> String {
    cursor.map_or_else(|| path.to_owned(), |cursor| format!("{path}&cursor={}", browser::encode(&cursor)))
}
