//! Backups of an installation on SQLite: its database and the keys that are kept beside it, taken while it runs, looked
//! through before they count, and put back. PostgreSQL has tools of its own for that.

mod manifest;
mod restore;
mod take;

pub use restore::restore;
pub use take::take;

use std::path::Path;

/// The database's name in a backup.
const DATABASE: &str = "countersign.db";
/// The keys that a server makes in its data folder where the configuration has none.
const KEYS: [&str; 2] = ["secret.key", "jwt.key"];

/// Why there is no backup, or why it was not put back: one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BackupError(String);

fn told(what: &Path, error: impl std::fmt::Display, remedy: &str) -> BackupError {
    BackupError(format!("{}: {error}; {remedy}", what.display()))
}
