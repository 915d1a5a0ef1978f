//! The schema's versions: embedded in the binary, brought up to date at start, under a lock so that two servers that
//! start together don't race.

use std::error::Error;

use diesel::migration::{Migration, MigrationSource as _};
use diesel::result::DatabaseErrorKind;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::dialect::{self, Begin};
use super::{Connection, DatabaseUrl, Db, DbError, Door, in_transaction};

const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");

/// How the schema stands beside what this binary knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// Just what is needed.
    Current,
    /// Migrations wait to be run.
    Behind,
}

impl Db {
    /// Runs the migrations that are missing; gives their names. Makes the file of SQLite where there is none.
    ///
    /// # Errors
    /// The database can't be reached, or a migration failed (none of it is kept).
    pub async fn migrate(&self) -> Result<Vec<String>, DbError> {
        if let DatabaseUrl::Sqlite(path) = self.url() {
            // Whatever is there stays; what keeps it from being made is told by the connection.
            let _ = std::fs::OpenOptions::new().append(true).create(true).open(path);
        }
        self.on_thread(Door::Write, |conn| {
            dialect::lock_schema(conn)?;
            let done = in_transaction(conn, Begin::Write, |conn| match conn {
                Connection::Postgres(pg) => run(pg, POSTGRES),
                Connection::Sqlite(lite) => run(lite, SQLITE),
            });
            dialect::unlock_schema(conn)?;
            done
        })
        .await
    }

    /// Takes every migration back; for tests of the migrations themselves.
    ///
    /// # Errors
    /// The database can't be reached, or a migration failed.
    pub async fn revert_all(&self) -> Result<(), DbError> {
        self.on_thread(Door::Write, |conn| {
            match conn {
                Connection::Postgres(pg) => pg.revert_all_migrations(POSTGRES).map(|_| ()),
                Connection::Sqlite(lite) => lite.revert_all_migrations(SQLITE).map(|_| ()),
            }
            .map_err(failed)
        })
        .await
    }

    /// Whether the schema is what this binary needs.
    ///
    /// # Errors
    /// The database can't be reached.
    pub async fn schema_state(&self) -> Result<SchemaState, DbError> {
        self.on_thread(Door::Read, |conn| {
            let behind = match conn {
                Connection::Postgres(pg) => pg.has_pending_migration(POSTGRES),
                Connection::Sqlite(lite) => lite.has_pending_migration(SQLITE),
            }
            .map_err(failed)?;
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
    conn.run_pending_migrations(source).map(|done| done.iter().map(ToString::to_string).collect()).map_err(failed)
}

/// A full or locked database under a migration is told as such, and not as a fault of the migration. The harness keeps
/// its kind of error to itself, so that it is the sentence that says.
fn failed(error: Box<dyn Error + Send + Sync>) -> DbError {
    let words = error.to_string();
    let query = diesel::result::Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(words.clone()));
    match DbError::from(query) {
        DbError::Query(_) => DbError::Migration(words),
        trouble => trouble,
    }
}

/// The names of the migrations of both databases, in their order; for the test that holds them side by side.
///
/// # Errors
/// The embedded migrations can't be read.
pub fn names() -> Result<[Vec<String>; 2], Box<dyn Error + Send + Sync>> {
    let postgres: Vec<Box<dyn Migration<diesel::pg::Pg>>> = POSTGRES.migrations()?;
    let sqlite: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> = SQLITE.migrations()?;
    Ok([postgres.iter().map(|one| one.name().to_string()).collect(), sqlite.iter().map(|one| one.name().to_string()).collect()])
}
