//! Recording and reading events.

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::events::{Actor, ActorKind, Event, EventKind, EventQuery, KindFilter, SubjectKind};
use shared::ids::{AccountId, EventId, ResellerId, SubscriptionId};
use shared::page::{LIMIT_DEFAULT, Page, PageQuery};
use uuid::Uuid;

use super::{store, view};
use crate::deed::Deed;
use crate::http::cursor::{self, Cursor};
use crate::page;
use crate::platform::db::{Connection, news};
use crate::platform::ids;
use crate::refusal::Refusal;

/// What is about to be recorded.
#[derive(Debug, Clone)]
pub struct Happening {
    /// What happened.
    pub kind: EventKind,
    /// What kind of thing it happened to.
    pub subject: SubjectKind,
    /// That thing's id.
    pub subject_id: Uuid,
    /// The subscription that it belongs to.
    pub subscription: Option<SubscriptionId>,
    /// More about it; people by id only.
    pub data: Value,
}

impl Happening {
    /// Something that happened to a subscription itself.
    #[must_use]
    pub const fn to_subscription(kind: EventKind, id: SubscriptionId, data: Value) -> Self {
        Self { kind, subject: SubjectKind::Subscription, subject_id: id.0, subscription: Some(id), data }
    }
}

/// Records an event; the change that it tells of is in the same transaction.
///
/// # Errors
/// The database failed.
pub fn record(conn: &mut Connection, reseller: ResellerId, deed: &Deed, happening: Happening) -> Result<(), Refusal> {
    let seq = store::next_seq(conn, reseller)?;
    let row = store::EventRow {
        id: ids::next::<EventId>(),
        reseller_id: reseller,
        seq,
        at: deed.now.into(),
        kind: happening.kind.as_str().to_owned(),
        actor_kind: deed.actor.kind(),
        actor_id: deed.actor.id().map(EventId),
        subject_kind: happening.subject,
        subject_id: happening.subject_id.into(),
        subscription_id: happening.subscription,
        data: happening.data.to_string(),
        request_id: deed.request_id.clone(),
    };
    store::insert(conn, &row)?;
    news::note(reseller);
    Ok(())
}

/// Somebody who did something, by today's name.
///
/// # Errors
/// The database failed.
pub fn actor(conn: &mut Connection, reseller: ResellerId, kind: ActorKind, id: Option<Uuid>) -> Result<Actor, Refusal> {
    view::actor_now(conn, reseller, kind, id)
}

/// Erases the words of people from a subscription's events: names, references, reasons. The events stay.
///
/// # Errors
/// The database failed.
pub fn erase_words(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<(), Refusal> {
    for (id, data) in store::data_of(conn, reseller, subscription)? {
        let Ok(Value::Object(mut data)) = serde_json::from_str(&data) else { continue };
        let before = data.len();
        data.retain(|key, _| !WORDS.contains(&key.as_str()));
        if data.len() < before {
            store::set_data(conn, reseller, id, &Value::Object(data).to_string())?;
        }
    }
    Ok(())
}

/// What of an event's data holds words that people wrote.
const WORDS: [&str; 4] = ["company_name", "domain", "external_ref", "reason"];

/// What narrows a list of the reseller's events down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only a kind, or a group of kinds.
    pub kind: Option<KindFilter>,
    /// Only what an account did.
    pub actor: Option<AccountId>,
    /// Only what belongs to a subscription.
    pub subscription: Option<SubscriptionId>,
    /// Only from this instant on.
    pub since: Option<DateTime<Utc>>,
    /// Only before this instant.
    pub until: Option<DateTime<Utc>>,
}

impl From<&EventQuery> for Filter {
    fn from(query: &EventQuery) -> Self {
        Self { kind: query.kind, actor: query.actor_id, subscription: query.subscription_id, since: query.since, until: query.until }
    }
}

/// Which events are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those of the reseller that pass a filter.
    All(Filter),
    /// Those of a subscription, as the reseller's people see them.
    Of(SubscriptionId),
    /// Those of a subscription, less what a customer's people may not see.
    OfForCustomer(SubscriptionId),
}

/// Events, newest first.
///
/// # Errors
/// `invalid_cursor`; the database failed.
pub fn list(conn: &mut Connection, reseller: ResellerId, which: Which, query: &PageQuery) -> Result<Page<Event>, Refusal> {
    let filter = format!("events {which:?}");
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let cursor = query.cursor.as_deref().map(|text| Cursor::<i64>::decode(text, &filter)).transpose()?;
    let side = cursor.as_ref().map(|cursor| cursor.side);
    let rows = store::list(conn, reseller, which, cursor.as_ref().map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || store::count(conn, reseller, which))?;
    let page = cursor::page(rows, limit, side, &filter, total, |row| row.seq)?;
    let items = view::events(conn, reseller, page.items)?;
    Ok(Page { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, total })
}
