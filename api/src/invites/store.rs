//! The tables of invites and of tokens that a newer one replaced.

use diesel::prelude::*;
use shared::ids::{AccountId, InviteId, ResellerId, SubscriptionId};
use shared::invites::{Delivery, InviteRole, InviteState};
use shared::locale::Locale;
use shared::page::TOTAL_MAX;
use shared::sql::Instant;

use super::service::Party;
use crate::http::cursor::Side;
use crate::platform::db::{CappedCount, Connection, MultiBackend};
use crate::schema::{dead_tokens, invites};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = invites)]
pub(super) struct InviteRow {
    pub id: InviteId,
    pub reseller_id: ResellerId,
    pub subscription_id: Option<SubscriptionId>,
    pub email: String,
    pub email_key: String,
    pub full_name: String,
    pub role: InviteRole,
    pub locale: Locale,
    pub token_hash: Vec<u8>,
    pub state: InviteState,
    pub delivery: Delivery,
    pub delivery_detail: Option<String>,
    pub sent_at: Option<Instant>,
    pub expires_at: Instant,
    pub invited_by: Option<AccountId>,
    pub created_at: Instant,
    pub accepted_at: Option<Instant>,
    pub accepted_by: Option<AccountId>,
    pub version: i64,
}

pub(super) fn insert(conn: &mut Connection, row: &InviteRow) -> QueryResult<usize> {
    diesel::insert_into(invites::table).values(row).execute(conn)
}

type Boxed<'a> = invites::BoxedQuery<'a, MultiBackend>;

fn of<'a>(reseller: ResellerId, party: Party) -> Boxed<'a> {
    let query = invites::table.filter(invites::reseller_id.eq(reseller)).into_boxed();
    match party {
        Party::Team => query.filter(invites::subscription_id.is_null()),
        Party::Subscription(id) => query.filter(invites::subscription_id.eq(id)),
    }
}

pub(super) fn find(conn: &mut Connection, reseller: ResellerId, party: Party, id: InviteId) -> QueryResult<InviteRow> {
    of(reseller, party).filter(invites::id.eq(id)).select(InviteRow::as_select()).first(conn)
}

/// An invite of the reseller, for its mail or timer.
pub(super) fn find_any(conn: &mut Connection, reseller: ResellerId, id: InviteId) -> QueryResult<InviteRow> {
    invites::table.find(id).filter(invites::reseller_id.eq(reseller)).select(InviteRow::as_select()).first(conn)
}

/// The invite of a token: whoever holds the token may see it.
pub(super) fn by_token_across_tenants(conn: &mut Connection, token_hash: &[u8]) -> QueryResult<Option<InviteRow>> {
    invites::table.filter(invites::token_hash.eq(token_hash)).select(InviteRow::as_select()).first(conn).optional()
}

/// Whether a token was good until a newer one replaced it.
pub(super) fn is_dead_token_across_tenants(conn: &mut Connection, token_hash: &[u8]) -> QueryResult<bool> {
    Ok(dead_tokens::table.find(token_hash).select(dead_tokens::invite_id).first::<InviteId>(conn).optional()?.is_some())
}

/// The open ones among a party's invites.
fn open_of<'a>(reseller: ResellerId, party: Party, now: Instant) -> Boxed<'a> {
    of(reseller, party).filter(invites::state.eq(InviteState::Pending)).filter(invites::expires_at.gt(now))
}

/// Whether an open invite for this address exists.
pub(super) fn is_open_for(conn: &mut Connection, reseller: ResellerId, party: Party, email_key: &str, now: Instant) -> QueryResult<bool> {
    let found: Option<InviteId> =
        open_of(reseller, party, now).filter(invites::email_key.eq(email_key.to_owned())).select(invites::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// The open invites of a subscription.
pub(super) fn open(conn: &mut Connection, reseller: ResellerId, party: Party, now: Instant) -> QueryResult<Vec<InviteRow>> {
    open_of(reseller, party, now).order(invites::id).select(InviteRow::as_select()).load(conn)
}

/// All invites, the open ones, or those that are not.
fn which<'a>(reseller: ResellerId, party: Party, open: Option<bool>) -> Boxed<'a> {
    // Whose time ran out is pending until its timer has run: it counts as open either way.
    const OPEN: [InviteState; 2] = [InviteState::Pending, InviteState::Expired];
    match open {
        None => of(reseller, party),
        Some(true) => of(reseller, party).filter(invites::state.eq_any(OPEN)),
        Some(false) => of(reseller, party).filter(invites::state.ne_all(OPEN)),
    }
}

/// The invites, newest first.
pub(super) fn list(
    conn: &mut Connection,
    reseller: ResellerId,
    party: Party,
    open: Option<bool>,
    at: Option<(Side, InviteId)>,
    limit: u32,
) -> QueryResult<Vec<InviteRow>> {
    let query = which(reseller, party, open).limit(i64::from(limit) + 1);
    let query = match at {
        None => query.order(invites::id.desc()),
        Some((Side::After, id)) => query.filter(invites::id.lt(id)).order(invites::id.desc()),
        Some((Side::Before, id)) => query.filter(invites::id.gt(id)).order(invites::id.asc()),
    };
    query.select(InviteRow::as_select()).load(conn)
}

pub(super) fn count(conn: &mut Connection, reseller: ResellerId, party: Party, open: Option<bool>) -> QueryResult<Option<u32>> {
    let inner = which(reseller, party, open).select(invites::id).limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}

/// Marks an open invite as accepted, once. Gives whether it was this call that did.
pub(super) fn mark_accepted(conn: &mut Connection, was: &InviteRow, by: AccountId, now: Instant) -> QueryResult<bool> {
    let changed = diesel::update(invites::table.find(was.id))
        .filter(invites::reseller_id.eq(was.reseller_id))
        .filter(invites::state.eq(InviteState::Pending))
        .filter(invites::version.eq(was.version))
        .set((
            invites::state.eq(InviteState::Accepted),
            invites::accepted_at.eq(now),
            invites::accepted_by.eq(by),
            invites::version.eq(was.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Moves an invite to another state. Gives whether it still was as it was read.
pub(super) fn mark(conn: &mut Connection, was: &InviteRow, state: InviteState) -> QueryResult<bool> {
    let changed = diesel::update(invites::table.find(was.id))
        .filter(invites::reseller_id.eq(was.reseller_id))
        .filter(invites::version.eq(was.version))
        .set((invites::state.eq(state), invites::version.eq(was.version + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Gives an invite a new token and a new time; the old token is dead. Gives whether it still was as it was read.
pub(super) fn renew(conn: &mut Connection, was: &InviteRow, token_hash: &[u8], expires_at: Instant) -> QueryResult<bool> {
    let changed = diesel::update(invites::table.find(was.id))
        .filter(invites::reseller_id.eq(was.reseller_id))
        .filter(invites::version.eq(was.version))
        .set((
            invites::state.eq(InviteState::Pending),
            invites::token_hash.eq(token_hash),
            invites::expires_at.eq(expires_at),
            invites::delivery.eq(Delivery::Queued),
            invites::delivery_detail.eq(None::<String>),
            invites::sent_at.eq(None::<Instant>),
            invites::version.eq(was.version + 1),
        ))
        .execute(conn)?;
    if changed == 0 {
        return Ok(false);
    }
    diesel::insert_into(dead_tokens::table)
        .values((dead_tokens::token_hash.eq(&was.token_hash), dead_tokens::invite_id.eq(was.id)))
        .execute(conn)?;
    Ok(true)
}

/// Notes how the mail with this token stands. Gives whether the token is still the invite's.
pub(super) fn mark_delivery(
    conn: &mut Connection,
    was: &InviteRow,
    delivery: Delivery,
    detail: Option<&str>,
    sent_at: Option<Instant>,
) -> QueryResult<bool> {
    let changed = diesel::update(invites::table.find(was.id))
        .filter(invites::reseller_id.eq(was.reseller_id))
        .filter(invites::token_hash.eq(&was.token_hash))
        .set((
            invites::delivery.eq(delivery),
            invites::delivery_detail.eq(detail),
            invites::sent_at.eq(sent_at),
            invites::version.eq(invites::version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Deletes the invites of a subscription.
pub(super) fn delete_all(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<usize> {
    diesel::delete(invites::table.filter(invites::reseller_id.eq(reseller)).filter(invites::subscription_id.eq(subscription))).execute(conn)
}
