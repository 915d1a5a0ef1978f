//! Makes and judges the pool's connections.

use std::sync::Once;

use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{ManageConnection, R2D2Connection as _};
use diesel::{Connection as _, ConnectionError, PgConnection, QueryableByName, RunQueryDsl as _};

use super::{Connection, DatabaseUrl, dialect, sqlite_file};

#[derive(QueryableByName)]
struct Language {
    #[diesel(sql_type = diesel::sql_types::Text)]
    lc_messages: String,
}

/// Troubles are known by their sentences (see `error`), so these must be English. To set that may take a grant.
fn speak_english(pg: &mut PgConnection) {
    static SAID: Once = Once::new();
    let known = diesel::sql_query("SHOW lc_messages").get_result::<Language>(pg).map(|row| row.lc_messages).unwrap_or_default();
    let is_english = ["C", "POSIX", "en"].iter().any(|language| known.starts_with(language));
    if !is_english && pg.batch_execute("SET lc_messages = 'C'").is_err() {
        SAID.call_once(|| {
            tracing::warn!(
                lc_messages = known,
                "PostgreSQL's messages are not in English, so that a full disk is answered with 500: GRANT SET ON PARAMETER lc_messages TO this user"
            );
        });
    }
}

/// Makes connections for one URL.
#[derive(Debug, Clone)]
pub(super) struct Manager {
    url: DatabaseUrl,
}

impl Manager {
    pub(super) const fn new(url: DatabaseUrl) -> Self {
        Self { url }
    }
}

impl ManageConnection for Manager {
    type Connection = Connection;
    type Error = ConnectionError;

    fn connect(&self) -> Result<Connection, ConnectionError> {
        match &self.url {
            DatabaseUrl::Postgres(url) => {
                let mut pg = PgConnection::establish(url)?;
                pg.batch_execute(&format!("SET TIME ZONE 'UTC'; {}", dialect::LOCK_PATIENCE))
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                speak_english(&mut pg);
                Ok(Connection::Postgres(pg))
            }
            DatabaseUrl::Sqlite(path) => {
                // Migrating makes it.
                let mut lite = sqlite_file::open(path, "rw")?;
                // FULL keeps every acknowledged write through a loss of power; WAL lets readers go on beside the writer.
                lite.batch_execute(
                    "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                     PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000;",
                )
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Connection::Sqlite(lite))
            }
        }
    }

    fn is_valid(&self, conn: &mut Connection) -> Result<(), ConnectionError> {
        conn.ping().map_err(ConnectionError::CouldntSetupConfiguration)
    }

    fn has_broken(&self, conn: &mut Connection) -> bool {
        match conn {
            Connection::Postgres(pg) => pg.is_broken(),
            Connection::Sqlite(lite) => lite.is_broken(),
        }
    }
}
