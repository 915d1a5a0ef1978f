//! The connection enum of the two databases, and what it needs to know our SQL types.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::HasSqlType;
use diesel::{PgConnection, SqliteConnection};
use shared::ids::{
    AccountId, ApiKeyId, ChargeId, DomainId, EventId, GroupId, InviteId, JobId, MemberId, PersonId, ResellerId, SavedViewId,
    ScheduledChangeId, SessionId, SubscriptionId,
};
use shared::sql::{Instant, XInstant, XUuid};

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

macro_rules! sql_type_on_both {
    ($sql:ident: $($rust:ident),+) => {
        impl HasSqlType<$sql> for MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                Self::lookup_sql_type::<$sql>(lookup)
            }
        }
        $(
            impl FromSql<$sql, MultiBackend> for $rust {
                fn from_sql(raw: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                    raw.from_sql::<$rust, $sql>()
                }
            }
            impl ToSql<$sql, MultiBackend> for $rust {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
                    out.set_value(($sql, self));
                    Ok(IsNull::No)
                }
            }
        )+
    };
}
sql_type_on_both!(XUuid: AccountId, ApiKeyId, ChargeId, DomainId, EventId, GroupId, InviteId, JobId, MemberId, PersonId, ResellerId, SavedViewId, ScheduledChangeId, SessionId, SubscriptionId);
sql_type_on_both!(XInstant: Instant);

/// Runs a query on the connection of the database itself: `natively!(conn, |conn| query.first(conn))`.
///
/// Over both databases at once, diesel writes a query's text twice for each execution, only to find the statement that it
/// has prepared; that was a quarter of the time of reading a row. For reads that nearly every request needs, and whose
/// types say all of them (no `into_boxed`, no lists); the work is compiled once for each database.
macro_rules! natively {
    ($conn:expr, |$native:ident| $work:expr) => {
        match $conn {
            $crate::platform::db::Connection::Postgres($native) => $work,
            $crate::platform::db::Connection::Sqlite($native) => $work,
        }
    };
}
pub(crate) use natively;

#[cfg(test)]
mod tests {
    use diesel::dsl::sql;
    use diesel::prelude::*;
    use diesel::sql_types::Integer;

    /// `.cargo/config.toml` sees to both.
    #[test]
    fn sqlite_keeps_to_a_statements_plan_and_a_connection_to_its_own_cache() {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let mut used = |option: &str| -> i32 {
            diesel::select(sql::<Integer>(&format!("sqlite_compileoption_used('{option}')"))).get_result(&mut conn).unwrap()
        };
        assert_eq!(used("ENABLE_QPSG"), 1);
        assert_eq!(used("ENABLE_MEMORY_MANAGEMENT"), 0, "connections share a cache and wait for each other");
    }
}
