//! The schema's versions: the same on both databases, there and back, and by two servers at once.

use std::collections::BTreeMap;

use countersign::platform::db::{Connection, DatabaseUrl, Db, DbError, SchemaState, migrations};
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl as _};

use crate::support::{Database, Schema, Setup};

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    nullable: i64,
}

#[derive(Debug, QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

const POSTGRES_COLUMNS: &str = "SELECT table_name::text, column_name::text, data_type::text AS kind, \
    CASE is_nullable WHEN 'YES' THEN 1::bigint ELSE 0::bigint END AS nullable \
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%' \
    ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\"";

const SQLITE_COLUMNS: &str = "SELECT m.name AS table_name, p.name AS column_name, p.type AS kind, \
    CAST(NOT p.\"notnull\" AS INTEGER) AS nullable \
    FROM sqlite_master m JOIN pragma_table_info(m.name) p \
    WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
    ORDER BY m.name, p.name";

const POSTGRES_INDEXES: &str = "SELECT indexname::text AS name FROM pg_indexes WHERE schemaname = 'public' \
    AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key' ORDER BY indexname COLLATE \"C\"";

const SQLITE_INDEXES: &str = "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

/// A database without a table.
async fn empty(setup: &Setup) -> Db {
    let url: DatabaseUrl = setup.url(Schema::Empty).await.parse().unwrap();
    if let DatabaseUrl::Sqlite(path) = &url {
        // As a start does it: a file that is not there is not made by connecting.
        std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
    }
    Db::new(url, 2)
}

async fn columns(db: &Db) -> Vec<Column> {
    let work = |conn: &mut Connection| {
        let query = if matches!(conn, Connection::Postgres(_)) { POSTGRES_COLUMNS } else { SQLITE_COLUMNS };
        diesel::sql_query(query).load(conn).map_err(DbError::from)
    };
    db.read(work).await.unwrap()
}

async fn indexes(db: &Db) -> Vec<String> {
    let work = |conn: &mut Connection| {
        let query = if matches!(conn, Connection::Postgres(_)) { POSTGRES_INDEXES } else { SQLITE_INDEXES };
        diesel::sql_query(query).load::<Named>(conn).map_err(DbError::from)
    };
    db.read(work).await.unwrap().into_iter().map(|index| index.name).collect()
}

/// How one kind of value is kept in each.
fn same_kind(postgres: &str, sqlite: &str) -> bool {
    matches!(
        (postgres, sqlite),
        ("uuid" | "bytea", "BLOB") | ("text" | "date", "TEXT") | ("bigint" | "integer" | "boolean" | "timestamp with time zone", "INTEGER")
    )
}

#[test]
fn both_databases_have_migrations_of_the_same_names() {
    let [postgres, sqlite] = migrations::names().unwrap();
    assert_eq!(postgres, sqlite);
    assert!(postgres.is_sorted() && !postgres.is_empty(), "{postgres:?}");
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    actix_web::rt::System::new().block_on(async {
        let (on_postgres, on_sqlite) = (Setup::new(Database::Postgres), Setup::new(Database::Sqlite));
        let (postgres, sqlite) = (empty(&on_postgres).await, empty(&on_sqlite).await);
        for db in [&postgres, &sqlite] {
            db.migrate().await.unwrap();
        }
        let by_name = |columns: Vec<Column>| -> BTreeMap<(String, String), (String, i64)> {
            columns.into_iter().map(|column| ((column.table_name, column.column_name), (column.kind, column.nullable))).collect()
        };
        let (in_postgres, in_sqlite) = (by_name(columns(&postgres).await), by_name(columns(&sqlite).await));
        assert_eq!(in_postgres.keys().collect::<Vec<_>>(), in_sqlite.keys().collect::<Vec<_>>());
        assert!(in_postgres.len() > 50, "{}", in_postgres.len());
        for (name, (kind, nullable)) in &in_postgres {
            let (other_kind, other_nullable) = &in_sqlite[name];
            assert_eq!(nullable, other_nullable, "nullability of {name:?}");
            assert!(same_kind(kind, other_kind), "{name:?}: {kind} and {other_kind}");
        }
        assert_eq!(indexes(&postgres).await, indexes(&sqlite).await);
    });
}

on_both_databases! {
    async fn there_and_back_and_there_again_gives_the_same_schema(setup: Setup) {
        let db = empty(&setup).await;
        assert_eq!(db.schema_state().await.unwrap(), SchemaState::Behind);
        let done = db.migrate().await.unwrap();
        assert_eq!(done.len(), migrations::names().unwrap()[0].len());
        assert_eq!(db.schema_state().await.unwrap(), SchemaState::Current);
        let (first, first_indexes) = (columns(&db).await, indexes(&db).await);
        db.revert_all().await.unwrap();
        assert_eq!(columns(&db).await, []);
        assert_eq!(indexes(&db).await.iter().filter(|name| !name.contains("diesel")).count(), 0);
        db.migrate().await.unwrap();
        assert_eq!((columns(&db).await, indexes(&db).await), (first, first_indexes));
    }

    async fn what_is_up_to_date_is_left_alone(setup: Setup) {
        let db = empty(&setup).await;
        db.migrate().await.unwrap();
        assert_eq!(db.migrate().await.unwrap(), Vec::<String>::new());
    }

    async fn servers_that_migrate_at_once_do_not_race(setup: Setup) {
        setup.url(Schema::Empty).await;
        let done = crate::support::at_once(6, |_| {
            let setup = setup.clone();
            async move { empty(&setup).await.migrate().await.unwrap().len() }
        })
        .await;
        let all = migrations::names().unwrap()[0].len();
        assert_eq!(done.iter().filter(|count| **count == all).count(), 1, "{done:?}");
        assert_eq!(done.iter().filter(|count| **count == 0).count(), 5, "{done:?}");
    }
}
