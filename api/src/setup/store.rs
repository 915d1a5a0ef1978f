//! The one row of the installation.

use diesel::prelude::*;
use shared::sql::Instant;

use crate::platform::db::Connection;
use crate::schema::installation;

/// The setup code's hash, and when the first reseller was made.
pub(super) fn find(conn: &mut Connection) -> QueryResult<Option<(Vec<u8>, Option<Instant>)>> {
    installation::table.find(1).select((installation::setup_code_hash, installation::set_up_at)).first(conn).optional()
}

/// Puts another code in place of the present one, while the installation is not set up.
pub(super) fn replace_code(conn: &mut Connection, hash: &[u8]) -> QueryResult<usize> {
    diesel::update(installation::table.find(1))
        .filter(installation::set_up_at.is_null())
        .set(installation::setup_code_hash.eq(hash))
        .execute(conn)
}

/// Notes that the installation is set up, once. Gives whether it was this call that did.
pub(super) fn mark_set_up(conn: &mut Connection, now: Instant) -> QueryResult<bool> {
    let changed = diesel::update(installation::table.find(1))
        .filter(installation::set_up_at.is_null())
        .set(installation::set_up_at.eq(now))
        .execute(conn)?;
    Ok(changed == 1)
}
