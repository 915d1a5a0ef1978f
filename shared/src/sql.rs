//! The SQL types of ids and instants, known to PostgreSQL and SQLite alike.
//!
//! They stand beside the ids because Rust's orphan rule wants them there; what the server's own connection enum needs
//! stands in the server.

use chrono::{DateTime, SubsecRound, Utc};
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{self as st, SqlType};
use diesel::sqlite::{Sqlite, SqliteValue};

/// `uuid` in PostgreSQL, 16 bytes in SQLite: both sort by birth for UUID v7.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct XUuid;

/// `timestamptz` in PostgreSQL, microseconds since 1970 as INTEGER in SQLite.
#[derive(Debug, Clone, Copy, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct XInstant;

/// A point in time, in UTC and to the microsecond: what both databases keep without loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = XInstant)]
pub struct Instant(DateTime<Utc>);

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(6))
    }
}

impl From<Instant> for DateTime<Utc> {
    fn from(at: Instant) -> Self {
        at.0
    }
}

/// `ToSql` and `FromSql` of an id for the two databases.
macro_rules! uuid_on_both {
    ($name:ident) => {
        impl diesel::deserialize::FromSql<$crate::sql::XUuid, diesel::pg::Pg> for $name {
            fn from_sql(raw: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                <uuid::Uuid as diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg>>::from_sql(raw).map(Self)
            }
        }
        impl diesel::serialize::ToSql<$crate::sql::XUuid, diesel::pg::Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                <uuid::Uuid as diesel::serialize::ToSql<diesel::sql_types::Uuid, diesel::pg::Pg>>::to_sql(&self.0, out)
            }
        }
        impl diesel::deserialize::FromSql<$crate::sql::XUuid, diesel::sqlite::Sqlite> for $name {
            fn from_sql(raw: diesel::sqlite::SqliteValue<'_, '_, '_>) -> diesel::deserialize::Result<Self> {
                let bytes = <Vec<u8> as diesel::deserialize::FromSql<diesel::sql_types::Binary, diesel::sqlite::Sqlite>>::from_sql(raw)?;
                Ok(Self(uuid::Uuid::from_slice(&bytes)?))
            }
        }
        impl diesel::serialize::ToSql<$crate::sql::XUuid, diesel::sqlite::Sqlite> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> diesel::serialize::Result {
                out.set_value(self.0.as_bytes().as_slice());
                Ok(diesel::serialize::IsNull::No)
            }
        }
    };
}
pub(crate) use uuid_on_both;

impl FromSql<XInstant, Pg> for Instant {
    fn from_sql(raw: PgValue<'_>) -> deserialize::Result<Self> {
        <DateTime<Utc> as FromSql<st::Timestamptz, Pg>>::from_sql(raw).map(Instant)
    }
}
impl ToSql<XInstant, Pg> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <DateTime<Utc> as ToSql<st::Timestamptz, Pg>>::to_sql(&self.0, out)
    }
}
impl FromSql<XInstant, Sqlite> for Instant {
    fn from_sql(raw: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<st::BigInt, Sqlite>>::from_sql(raw)?;
        Ok(Instant(DateTime::from_timestamp_micros(micros).ok_or("an instant out of range")?))
    }
}
impl ToSql<XInstant, Sqlite> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.timestamp_micros());
        Ok(IsNull::No)
    }
}
