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

#[cfg(test)]
mod tests {
    use diesel::dsl::sql;
    use diesel::prelude::*;
    use diesel::sql_types::Integer;

    /// `.cargo/config.toml` sees to it; without it each execution prepares its statement anew.
    #[test]
    fn sqlite_keeps_to_a_statements_plan_whatever_is_bound() {
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let used: i32 = diesel::select(sql::<Integer>("sqlite_compileoption_used('ENABLE_QPSG')")).get_result(&mut conn).unwrap();
        assert_eq!(used, 1);
    }
}
