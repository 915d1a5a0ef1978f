//! Makes and judges the pool's connections.

use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{ManageConnection, R2D2Connection as _};
use diesel::{Connection as _, ConnectionError, PgConnection, SqliteConnection};

use super::{Connection, DatabaseUrl};

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
                pg.batch_execute("SET TIME ZONE 'UTC'").map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Connection::Postgres(pg))
            }
            DatabaseUrl::Sqlite(path) => {
                let mut lite = SqliteConnection::establish(&path.to_string_lossy())?;
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
