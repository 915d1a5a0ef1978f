//! The table of events.

use diesel::prelude::*;
use shared::events::{ActorKind, EventKind, KindFilter, SubjectKind};
use shared::ids::{AccountId, ApiKeyId, EventId, InviteId, PersonId, ResellerId, SubscriptionId};
use shared::page::TOTAL_MAX;
use shared::sql::Instant;

use super::service::{Filter, Which};
use crate::http::cursor::Side;
use crate::platform::db::{CappedCount, Connection};
use crate::schema::{accounts, api_keys, directory_people, events, invites, resellers, subscriptions};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = events)]
pub(super) struct EventRow {
    pub id: EventId,
    pub reseller_id: ResellerId,
    pub seq: i64,
    pub at: Instant,
    pub kind: String,
    pub actor_kind: ActorKind,
    /// An account's or an API key's id; `EventId` stands for any of them here.
    pub actor_id: Option<EventId>,
    pub subject_kind: SubjectKind,
    /// An id of whatever kind.
    pub subject_id: EventId,
    pub subscription_id: Option<SubscriptionId>,
    pub data: String,
    pub request_id: Option<String>,
}

/// Takes the reseller's next number.
pub(super) fn next_seq(conn: &mut Connection, reseller: ResellerId) -> QueryResult<i64> {
    diesel::update(resellers::table.find(reseller))
        .set(resellers::event_seq.eq(resellers::event_seq + 1))
        .returning(resellers::event_seq)
        .get_result(conn)
}

pub(super) fn insert(conn: &mut Connection, row: &EventRow) -> QueryResult<usize> {
    diesel::insert_into(events::table).values(row).execute(conn)
}

type Boxed<'a> = events::BoxedQuery<'a, crate::platform::db::MultiBackend>;

fn of<'a>(reseller: ResellerId, which: Which) -> Boxed<'a> {
    let query = events::table.filter(events::reseller_id.eq(reseller)).into_boxed();
    match which {
        Which::All(filter) => narrowed(query, filter),
        Which::Of(id) => query.filter(events::subscription_id.eq(id)),
        Which::OfForCustomer(id) => query.filter(events::subscription_id.eq(id)).filter(events::kind.eq_any(for_customers())),
    }
}

fn narrowed(mut query: Boxed<'_>, filter: Filter) -> Boxed<'_> {
    query = match filter.kind {
        None => query,
        // Equality, so that an index gives the order too.
        Some(KindFilter::One(kind)) => query.filter(events::kind.eq(kind.as_str())),
        Some(group) => query.filter(events::kind.eq_any(group.kinds().into_iter().map(EventKind::as_str))),
    };
    if let Some(actor) = filter.actor {
        query = query.filter(events::actor_id.eq(actor));
    }
    if let Some(subscription) = filter.subscription {
        query = query.filter(events::subscription_id.eq(subscription));
    }
    if let Some(since) = filter.since {
        query = query.filter(events::at.ge(Instant::from(since)));
    }
    if let Some(until) = filter.until {
        query = query.filter(events::at.lt(Instant::from(until)));
    }
    query
}

/// The kinds that carry nothing about money, schedules or holds.
fn for_customers() -> Vec<&'static str> {
    [
        EventKind::MemberAdded,
        EventKind::MemberChanged,
        EventKind::MemberRemoved,
        EventKind::InviteCreated,
        EventKind::InviteResent,
        EventKind::InviteRevoked,
        EventKind::InviteAccepted,
        EventKind::InviteDelivered,
        EventKind::InviteDeliveryFailed,
        EventKind::InviteExpired,
        EventKind::SubscriptionLaunched,
        EventKind::ConnectionModeEnabled,
        EventKind::ConnectionModeDisabled,
        EventKind::ConnectionStepDone,
        EventKind::ConnectionStepFailed,
        EventKind::ConnectionStepReopened,
        EventKind::PersonAdded,
        EventKind::PersonChanged,
        EventKind::PersonRemoved,
        EventKind::DirectoryImported,
        EventKind::DirectorySynchronised,
        EventKind::DomainAdded,
        EventKind::DomainRemoved,
        EventKind::DomainSpfWorsened,
        EventKind::DomainSpfImproved,
        EventKind::DomainGone,
        EventKind::DomainReturned,
    ]
    .iter()
    .map(|kind| kind.as_str())
    .collect()
}

pub(super) fn list(
    conn: &mut Connection,
    reseller: ResellerId,
    which: Which,
    at: Option<(Side, i64)>,
    limit: u32,
) -> QueryResult<Vec<EventRow>> {
    let query = of(reseller, which).limit(i64::from(limit) + 1);
    let query = match at {
        None => query.order(events::seq.desc()),
        Some((Side::After, seq)) => query.filter(events::seq.lt(seq)).order(events::seq.desc()),
        Some((Side::Before, seq)) => query.filter(events::seq.gt(seq)).order(events::seq.asc()),
    };
    query.select(EventRow::as_select()).load(conn)
}

/// The number of the reseller's last event.
pub(super) fn last_number(conn: &mut Connection, reseller: ResellerId) -> QueryResult<i64> {
    resellers::table.find(reseller).select(resellers::event_seq).first(conn)
}

/// The events after a number and up to another, oldest first; for a customer's people those of their subscriptions,
/// less what they may not see.
pub(super) fn between(
    conn: &mut Connection,
    reseller: ResellerId,
    own: Option<&[SubscriptionId]>,
    (after, end): (i64, i64),
    limit: u32,
) -> QueryResult<Vec<EventRow>> {
    let mut query = events::table
        .filter(events::reseller_id.eq(reseller))
        .filter(events::seq.gt(after))
        .filter(events::seq.le(end))
        .order(events::seq.asc())
        .limit(i64::from(limit))
        .select(EventRow::as_select())
        .into_boxed();
    if let Some(own) = own {
        query = query.filter(events::subscription_id.eq_any(own.to_vec())).filter(events::kind.eq_any(for_customers()));
    }
    query.load(conn)
}

/// How many there are, up to the limit of counting.
pub(super) fn count(conn: &mut Connection, reseller: ResellerId, which: Which) -> QueryResult<Option<u32>> {
    let counted: i64 = CappedCount(of(reseller, which).select(events::id).limit(i64::from(TOTAL_MAX) + 1)).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}

/// The names of accounts.
pub(super) fn account_names(conn: &mut Connection, _: ResellerId, ids: &[AccountId]) -> QueryResult<Vec<(AccountId, String)>> {
    accounts::table.filter(accounts::id.eq_any(ids.to_vec())).select((accounts::id, accounts::full_name)).load(conn)
}

/// The names of the reseller's API keys, revoked ones too.
pub(super) fn api_key_names(conn: &mut Connection, reseller: ResellerId, ids: &[ApiKeyId]) -> QueryResult<Vec<(ApiKeyId, String)>> {
    api_keys::table
        .filter(api_keys::reseller_id.eq(reseller))
        .filter(api_keys::id.eq_any(ids.to_vec()))
        .select((api_keys::id, api_keys::name))
        .load(conn)
}

/// The names of the reseller's customers.
pub(super) fn company_names(
    conn: &mut Connection,
    reseller: ResellerId,
    ids: &[SubscriptionId],
) -> QueryResult<Vec<(SubscriptionId, String)>> {
    subscriptions::table
        .filter(subscriptions::reseller_id.eq(reseller))
        .filter(subscriptions::id.eq_any(ids.to_vec()))
        .filter(subscriptions::erased_at.is_null())
        .select((subscriptions::id, subscriptions::company_name))
        .load(conn)
}

/// The names of people that the reseller's invites were made for.
pub(super) fn invite_names(conn: &mut Connection, reseller: ResellerId, ids: &[InviteId]) -> QueryResult<Vec<(InviteId, String)>> {
    invites::table
        .filter(invites::reseller_id.eq(reseller))
        .filter(invites::id.eq_any(ids.to_vec()))
        .select((invites::id, invites::full_name))
        .load(conn)
}

/// The names of people of directories.
pub(super) fn person_names(conn: &mut Connection, reseller: ResellerId, ids: &[PersonId]) -> QueryResult<Vec<(PersonId, String)>> {
    directory_people::table
        .filter(directory_people::reseller_id.eq(reseller))
        .filter(directory_people::id.eq_any(ids.to_vec()))
        .select((directory_people::id, directory_people::display_name))
        .load(conn)
}

/// The reseller's own name.
pub(super) fn reseller_name(conn: &mut Connection, reseller: ResellerId) -> QueryResult<String> {
    resellers::table.find(reseller).select(resellers::name).first(conn)
}

/// The data of a subscription's events.
pub(super) fn data_of(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<Vec<(EventId, String)>> {
    events::table
        .filter(events::reseller_id.eq(reseller))
        .filter(events::subscription_id.eq(subscription))
        .select((events::id, events::data))
        .load(conn)
}

/// Puts other data in place of an event's.
pub(super) fn set_data(conn: &mut Connection, reseller: ResellerId, id: EventId, data: &str) -> QueryResult<usize> {
    diesel::update(events::table.find(id)).filter(events::reseller_id.eq(reseller)).set(events::data.eq(data)).execute(conn)
}
