//! What can go wrong between us and the database.

use diesel::result::{DatabaseErrorKind, Error};

/// A failure of the database, as opposed to a refusal by a rule.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection became free in time.
    #[error("the database is busy")]
    Busy,
    /// No connection could be made.
    #[error("the database can't be reached: {0}")]
    Away(String),
    /// The disk is full.
    #[error("the database's disk is full")]
    Full,
    /// A row is locked by another transaction for too long.
    #[error("another transaction holds a lock")]
    Locked,
    /// Anything else.
    #[error(transparent)]
    Query(Error),
}

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        let Error::DatabaseError(kind, info) = &error else { return Self::Query(error) };
        let message = info.message();
        if matches!(kind, DatabaseErrorKind::ClosedConnection) || message.contains("terminating connection") {
            Self::Away(message.to_owned())
        } else if message.contains("is full") || message.contains("No space left") {
            Self::Full
        } else if message.contains("lock timeout") || message.contains("deadlock detected") {
            Self::Locked
        } else if message.contains("database is locked") || message.contains("too many clients") || message.contains("starting up") {
            Self::Busy
        } else if message.contains("server closed the connection") || message.contains("no connection to the server") {
            Self::Away(message.to_owned())
        } else {
            Self::Query(error)
        }
    }
}
