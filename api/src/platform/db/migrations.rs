//! The schema's versions: embedded in the binary, brought up to date at start, under a lock so that two servers that
//! start together don't race.

use diesel::connection::SimpleConnection as _;
use diesel::migration::{Migration, MigrationSource as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Connection, Db, DbError, in_transaction};

const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");

/// Any number that no other program on the same database uses for its advisory locks.
const LOCK: i64 = 0x434f_554e_5445_5253;

/// How the schema stands beside what this binary knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// Just what is needed.
    Current,
    /// Migrations wait to be run.
    Behind,
}

impl Db {
    /// Runs the migrations that are missing; gives their names.
    ///
    /// # Errors
    /// The database can't be reached, or a migration failed (none of it is kept).
    pub async fn migrate(&self) -> Result<Vec<String>, DbError> {
        self.on_thread(true, |conn| {
            if let Connection::Postgres(pg) = conn {
                pg.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
            }
            // SQLite's lock is the transaction itself.
            let done = in_transaction(conn, |conn| match conn {
                Connection::Postgres(pg) => run(pg, POSTGRES),
                Connection::Sqlite(lite) => run(lite, SQLITE),
            });
            if let Connection::Postgres(pg) = conn {
                pg.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
            }
            done
        })
        .await
    }

    /// Takes every migration back; for tests of the migrations themselves.
    ///
    /// # Errors
    /// The database can't be reached, or a migration failed.
    pub async fn revert_all(&self) -> Result<(), DbError> {
        self.on_thread(true, |conn| {
            match conn {
                Connection::Postgres(pg) => pg.revert_all_migrations(POSTGRES).map(|_| ()),
                Connection::Sqlite(lite) => lite.revert_all_migrations(SQLITE).map(|_| ()),
            }
            .map_err(|failed| DbError::Away(failed.to_string()))
        })
        .await
    }

    /// Whether the schema is what this binary needs.
    ///
    /// # Errors
    /// The database can't be reached.
    pub async fn schema_state(&self) -> Result<SchemaState, DbError> {
        self.on_thread(false, |conn| {
            let behind = match conn {
                Connection::Postgres(pg) => pg.has_pending_migration(POSTGRES),
                Connection::Sqlite(lite) => lite.has_pending_migration(SQLITE),
            }
            .map_err(|failed| DbError::Away(failed.to_string()))?;
            Ok(if behind { SchemaState::Behind } else { SchemaState::Current })
        })
        .await
    }
}

fn run<C, DB>(conn: &mut C, source: EmbeddedMigrations) -> Result<Vec<String>, DbError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    conn.run_pending_migrations(source)
        .map(|done| done.iter().map(ToString::to_string).collect())
        .map_err(|failed| DbError::Away(format!("a migration failed: {failed}")))
}

/// The names of the migrations of both databases, in their order; for the test that holds them side by side.
///
/// # Errors
/// The embedded migrations can't be read.
pub fn names() -> Result<[Vec<String>; 2], Box<dyn std::error::Error + Send + Sync>> {
    let postgres: Vec<Box<dyn Migration<diesel::pg::Pg>>> = POSTGRES.migrations()?;
    let sqlite: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> = SQLITE.migrations()?;
    Ok([postgres.iter().map(|one| one.name().to_string()).collect(), sqlite.iter().map(|one| one.name().to_string()).collect()])
}
