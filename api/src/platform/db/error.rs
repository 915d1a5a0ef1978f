//! What can go wrong between us and the database.

use diesel::result::{DatabaseErrorKind, Error};

/// A failure of the database, as opposed to a refusal by a rule.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection became free in time, or another program holds the database.
    #[error("the database is busy")]
    Busy,
    /// The database can't be reached, read or written.
    #[error("the database can't be used: {0}")]
    Away(String),
    /// The disk is full.
    #[error("the database's disk is full")]
    Full,
    /// A row is locked by another transaction for too long.
    #[error("another transaction holds a lock")]
    Locked,
    /// A migration can't be carried out on what the database holds.
    #[error("a migration failed: {0}")]
    Migration(String),
    /// Anything else.
    #[error(transparent)]
    Query(Error),
}

/// What passes, or is for the operator to mend, as opposed to a fault in our queries.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    Busy,
    Away,
    Full,
    Locked,
}

/// How a trouble reads that has no kind of its own in diesel. SQLite's sentences are fixed and English (those of
/// `sqlite3_errstr`); PostgreSQL's are made English by the connection (`lc_messages`).
const SENTENCES: &[(&str, Trouble)] = &[
    // SQLite
    ("database or disk is full", Trouble::Full),
    ("database is locked", Trouble::Busy),
    ("database table is locked", Trouble::Busy),
    ("locking protocol", Trouble::Busy),
    ("attempt to write a readonly database", Trouble::Away),
    ("unable to open database file", Trouble::Away),
    ("disk I/O error", Trouble::Away),
    ("database disk image is malformed", Trouble::Away),
    ("file is not a database", Trouble::Away),
    // The file was put in the place of ours, or emptied.
    ("no such table", Trouble::Away),
    // PostgreSQL
    ("No space left", Trouble::Full),
    ("Disk quota exceeded", Trouble::Full),
    ("could not extend file", Trouble::Full),
    ("wrote only", Trouble::Full),
    ("lock timeout", Trouble::Locked),
    ("deadlock detected", Trouble::Locked),
    ("too many clients", Trouble::Busy),
    ("remaining connection slots", Trouble::Busy),
    ("starting up", Trouble::Busy),
    ("out of memory", Trouble::Busy),
    ("out of shared memory", Trouble::Busy),
    ("terminating connection", Trouble::Away),
    ("shutting down", Trouble::Away),
    ("server closed the connection", Trouble::Away),
    ("no connection to the server", Trouble::Away),
];

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        let (kind, message) = match &error {
            Error::DatabaseError(kind, info) => (kind, info.message()),
            Error::BrokenTransactionManager => return Self::Away(error.to_string()),
            _ => return Self::Query(error),
        };
        let trouble = match kind {
            // Read only: a standby that was not promoted yet.
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand | DatabaseErrorKind::ReadOnlyTransaction => {
                Some(Trouble::Away)
            }
            DatabaseErrorKind::SerializationFailure => Some(Trouble::Locked),
            DatabaseErrorKind::Unknown => SENTENCES.iter().find(|(sentence, _)| message.contains(sentence)).map(|(_, trouble)| *trouble),
            _ => None,
        };
        match trouble {
            Some(Trouble::Busy) => Self::Busy,
            Some(Trouble::Away) => Self::Away(message.to_owned()),
            Some(Trouble::Full) => Self::Full,
            Some(Trouble::Locked) => Self::Locked,
            None => Self::Query(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: DatabaseErrorKind, message: &str) -> String {
        match DbError::from(Error::DatabaseError(kind, Box::new(message.to_owned()))) {
            DbError::Busy => "busy",
            DbError::Away(_) => "away",
            DbError::Full => "full",
            DbError::Locked => "locked",
            DbError::Migration(_) | DbError::Query(_) => "ours",
        }
        .to_owned()
    }

    #[test]
    fn what_passes_is_told_from_what_is_our_fault() {
        for (message, expected) in [
            ("database or disk is full", "full"),
            ("database is locked", "busy"),
            ("attempt to write a readonly database", "away"),
            ("unable to open database file", "away"),
            ("disk I/O error", "away"),
            ("no such table: accounts", "away"),
            ("could not extend file \"base/1/2\": No space left on device", "full"),
            ("could not extend file \"base/1/2\": wrote only 4096 of 8192 bytes at block 7", "full"),
            ("canceling statement due to lock timeout", "locked"),
            ("deadlock detected", "locked"),
            ("column \"seats\" does not exist", "ours"),
            ("near \"SELEC\": syntax error", "ours"),
        ] {
            assert_eq!(told(DatabaseErrorKind::Unknown, message), expected, "{message}");
        }
    }

    #[test]
    fn kinds_are_told_whatever_the_language() {
        for (kind, expected) in [
            (DatabaseErrorKind::ClosedConnection, "away"),
            (DatabaseErrorKind::ReadOnlyTransaction, "away"),
            (DatabaseErrorKind::SerializationFailure, "locked"),
            (DatabaseErrorKind::UniqueViolation, "ours"),
        ] {
            assert_eq!(told(kind, "Verbindungsabbruch: Sperre, voll"), expected, "{kind:?}");
        }
    }
}
