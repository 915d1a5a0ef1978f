//! The database: SQLite or PostgreSQL, chosen by URL, behind one connection type and its doors: [`Db::read`],
//! [`Db::snapshot`] and [`Db::tx`].
//!
//! SQLite has one writer and a pool of readers (many writers waiting for each other made the slowest writes several
//! times slower); PostgreSQL has one pool. Semaphores as wide as the pools keep waiting requests off the threads.

mod capped_count;
#[expect(missing_docs, reason = "the derive writes public items without docs")]
mod connection;
pub mod dialect;
mod error;
mod listener;
mod manager;
pub mod migrations;
pub mod news;
pub mod sqlite_file;
mod url;

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::TransactionManager;
use diesel::r2d2::{Pool, PooledConnection};
use tokio::sync::Semaphore;

pub use capped_count::CappedCount;
pub(crate) use connection::natively;
pub use connection::{Conn as Connection, MultiBackend};
pub use error::DbError;
pub use migrations::SchemaState;
pub use news::News;
pub use url::DatabaseUrl;

use dialect::Begin;
use manager::Manager;

/// How long a request waits for a connection before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(5);

/// A handle on the database; clones share its pools.
#[derive(Clone)]
pub struct Db(Arc<Pools>);

struct Pools {
    url: DatabaseUrl,
    readers: Gate,
    /// SQLite's one writer; PostgreSQL writes through `readers`.
    writer: Option<Gate>,
    news: News,
}

/// What a connection is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Read,
    Write,
}

/// A pool and the semaphore before it.
struct Gate {
    pool: Pool<Manager>,
    places: Arc<Semaphore>,
}

impl Gate {
    fn new(manager: Manager, size: u32) -> Self {
        // Connections are made when they are first wanted, so that a database that is away now may come later.
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(0))
            .test_on_check_out(false)
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(QuietHandler))
            .build_unchecked(manager);
        Self { pool, places: Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(1))) }
    }
}

/// Failed attempts to connect are told by the request that needed the connection.
#[derive(Debug)]
struct QuietHandler;

impl<E> diesel::r2d2::HandleError<E> for QuietHandler {
    fn handle_error(&self, _: E) {}
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.0.url)
    }
}

impl Db {
    /// Prepares the pools; connects only when a connection is wanted.
    #[must_use]
    pub fn new(url: DatabaseUrl, connections: u32) -> Self {
        let manager = Manager::new(url.clone());
        let writer = url.is_sqlite().then(|| Gate::new(manager.clone(), 1));
        Self(Arc::new(Pools { readers: Gate::new(manager, connections), writer, url, news: News::default() }))
    }

    /// Where the database is, without its password.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.0.url
    }

    /// Where word of new events goes out.
    #[must_use]
    pub fn news(&self) -> &News {
        &self.0.news
    }

    /// Runs queries that change nothing.
    ///
    /// # Errors
    /// [`DbError`] where no connection was to be had; else what `work` gives.
    pub async fn read<T, E>(&self, work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.on_thread(Door::Read, move |conn| work(conn)).await
    }

    /// Runs several queries that change nothing and see the same rows, whatever is written meanwhile.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn snapshot<T, E>(&self, work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.on_thread(Door::Read, move |conn| in_transaction(conn, Begin::Snapshot, work)).await
    }

    /// Runs one transaction: all of it is kept, or nothing.
    ///
    /// # Errors
    /// [`DbError`] where no connection was to be had or the commit failed; else what `work` gives, rolled back.
    pub async fn tx<T, E>(&self, work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let news = self.0.news.clone();
        self.on_thread(Door::Write, move |conn| news.after(|| in_transaction(conn, Begin::Write, work))).await
    }

    async fn on_thread<T, E>(&self, door: Door, work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let gate = self.gate(door);
        let wait = tokio::time::timeout(PATIENCE, Arc::clone(&gate.places).acquire_owned());
        let place = match wait.await {
            Ok(Ok(place)) => place,
            _ => return Err(DbError::Busy.into()),
        };
        let pool = gate.pool.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            let mut conn: PooledConnection<Manager> = pool.get().map_err(|away| DbError::Away(away.to_string()))?;
            work(&mut conn)
        });
        match done.await {
            Ok(result) => result,
            Err(lost) => match lost.try_into_panic() {
                // The request's own guard turns a panic into an answer and a line in the log.
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(DbError::Busy.into()),
            },
        }
    }

    fn gate(&self, door: Door) -> &Gate {
        match (door, &self.0.writer) {
            (Door::Write, Some(writer)) => writer,
            _ => &self.0.readers,
        }
    }

    /// Connections in use and connections in all, for the metrics.
    #[must_use]
    pub fn in_use(&self) -> (u32, u32) {
        let gates = [Some(&self.0.readers), self.0.writer.as_ref()];
        gates.into_iter().flatten().fold((0, 0), |(used, all), gate| {
            let state = gate.pool.state();
            (used + state.connections - state.idle_connections, all + gate.pool.max_size())
        })
    }
}

fn in_transaction<T, E: From<DbError>>(
    conn: &mut Connection,
    kind: Begin,
    work: impl FnOnce(&mut Connection) -> Result<T, E>,
) -> Result<T, E> {
    dialect::begin(conn, kind).map_err(DbError::from)?;
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(conn)));
    match done {
        Ok(Ok(value)) => {
            <Connection as diesel::Connection>::TransactionManager::commit_transaction(conn).map_err(DbError::from)?;
            Ok(value)
        }
        refused => {
            // A connection that can't even roll back is dropped by the pool; the first error says more.
            let rolled_back = <Connection as diesel::Connection>::TransactionManager::rollback_transaction(conn);
            if let Err(failed) = rolled_back {
                tracing::warn!(error = %failed, "a transaction could not be rolled back");
            }
            match refused {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    }
}
