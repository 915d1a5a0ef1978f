//! A SQLite database as a file, for backups: copied while it is used, and looked through.

use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What ends a path within a URI.
const IN_PATHS: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');

/// Why a file can't be copied, or is not right: the database's own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FileError(String);

impl From<diesel::result::Error> for FileError {
    fn from(error: diesel::result::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<diesel::ConnectionError> for FileError {
    fn from(error: diesel::ConnectionError) -> Self {
        Self(error.to_string())
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    text: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Mode {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

/// Opens a file that is there: as a URI, which alone can say that one that is gone is not made anew, empty.
pub(super) fn open(path: &Path, mode: &str) -> Result<SqliteConnection, diesel::ConnectionError> {
    SqliteConnection::establish(&format!("file:{}?mode={mode}", utf8_percent_encode(&path.to_string_lossy(), IN_PATHS)))
}

/// Copies a database as it is at one moment, while others read and write it; `target` must not be there yet.
///
/// # Errors
/// The database can't be read, or the copy not written.
pub fn copy(path: &Path, target: &Path) -> Result<(), FileError> {
    let mut lite = open(path, "rw")?;
    lite.batch_execute("PRAGMA busy_timeout = 5000")?;
    diesel::sql_query("VACUUM INTO $1").bind::<Text, _>(target.to_string_lossy()).execute(&mut lite)?;
    Ok(())
}

/// Looks a database through, page by page and reference by reference; gives the version of its schema.
///
/// # Errors
/// It is damaged, or none of Countersign's.
pub fn check(path: &Path) -> Result<String, FileError> {
    let mut lite = open(path, "ro")?;
    let lines: Vec<Line> = diesel::sql_query("SELECT integrity_check AS text FROM pragma_integrity_check").load(&mut lite)?;
    if let Some(fault) = lines.iter().find(|line| line.text != "ok") {
        return Err(FileError(fault.text.clone()));
    }
    let lost: Number = diesel::sql_query("SELECT count(*) AS number FROM pragma_foreign_key_check").get_result(&mut lite)?;
    if lost.number > 0 {
        return Err(FileError(format!("{} rows refer to what is not there", lost.number)));
    }
    let version = diesel::sql_query("SELECT max(version) AS text FROM __diesel_schema_migrations").get_result::<Line>(&mut lite);
    Ok(version.map_err(|_| FileError("it is no database of Countersign".to_owned()))?.text)
}

/// Makes sure that nobody uses a database, and that all of it is in the one file.
///
/// # Errors
/// Somebody uses it, or it can't be read.
pub fn close(path: &Path) -> Result<(), FileError> {
    let mut lite = open(path, "rw")?;
    // To leave its journal behind takes the whole database for oneself.
    let mode: Mode = diesel::sql_query("PRAGMA journal_mode = DELETE").get_result(&mut lite)?;
    if mode.journal_mode == "delete" { Ok(()) } else { Err(FileError("it is in use".to_owned())) }
}
