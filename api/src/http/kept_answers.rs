//! The table of answers that are kept for idempotency keys.

use diesel::prelude::*;
use shared::sql::Instant;

use crate::http::idempotency::Place;
use crate::platform::db::{Connection, dialect};
use crate::schema::kept_answers;

/// What stands in a key's place.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Kept {
    /// SHA-256 of the first request's body.
    pub body_hash: Vec<u8>,
    /// The answer, encrypted; nothing while the first request still runs.
    pub answer: Option<Vec<u8>>,
    /// When the first request came.
    pub created_at: Instant,
}

type One<'a> = diesel::helper_types::Find<kept_answers::table, (&'a str, &'a str, &'a str, &'a str)>;

fn of(place: &Place) -> One<'_> {
    kept_answers::table.find((&*place.credential, &*place.method, &*place.path, &*place.key))
}

/// Takes a key's place, unless it is taken. Gives whether it was this call that did.
pub(super) fn take(conn: &mut Connection, place: &Place, now: Instant) -> QueryResult<bool> {
    dialect::reserve_kept_answer(conn, place, now)
}

/// What stands in a key's place.
pub(super) fn find(conn: &mut Connection, place: &Place) -> QueryResult<Option<Kept>> {
    of(place).select((kept_answers::body_hash, kept_answers::answer, kept_answers::created_at)).first(conn).optional()
}

/// Keeps the answer in the place that was taken for it.
pub(super) fn keep(conn: &mut Connection, place: &Place, answer: Vec<u8>) -> QueryResult<usize> {
    diesel::update(of(place)).set(kept_answers::answer.eq(answer)).execute(conn)
}

/// Empties the place of an answer that is kept no longer.
pub(super) fn vacate(conn: &mut Connection, place: &Place, was: &Kept) -> QueryResult<usize> {
    diesel::delete(of(place).filter(kept_answers::created_at.eq(was.created_at))).execute(conn)
}

/// Deletes answers of a time and before; gives how many.
pub(super) fn delete_old_across_tenants(conn: &mut Connection, until: Instant) -> QueryResult<usize> {
    diesel::delete(kept_answers::table.filter(kept_answers::created_at.le(until))).execute(conn)
}
