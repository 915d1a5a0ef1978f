//! Putting a backup back.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::manifest::Manifest;
use super::{BackupError, DATABASE, told};
use crate::config::Config;
use crate::platform::data_folder;
use crate::platform::db::{DatabaseUrl, migrations, sqlite_file};

/// Puts a backup in the place of what is there. All of it is on the disk before anything is moved; what was there is kept beside it,
/// and only moved out of the way where `replace` says so. Gives what to say of it.
///
/// # Errors
/// What went wrong, and what to do.
pub fn restore(config: &Config, from: &Path, replace: bool, now: DateTime<Utc>) -> Result<String, BackupError> {
    let DatabaseUrl::Sqlite(database) = &config.database_url else {
        return Err(BackupError(
            "the database is PostgreSQL, which has a tool of its own: \
             pg_restore --no-owner --dbname=\"$COUNTERSIGN_DATABASE_URL\" countersign.dump, into an empty database"
                .to_owned(),
        ));
    };
    let manifest = Manifest::read(from)?;
    manifest.hold(from)?;
    let copy = from.join(DATABASE);
    let schema = sqlite_file::check(&copy).map_err(|error| told(&copy, error, "the backup is damaged: take an older one"))?;
    if !is_known(&schema)? {
        return Err(told(from, format!("it was made by version {}, which is newer", manifest.program), "use that version or a newer one"));
    }
    data_folder::make(&config.data_dir).map_err(|error| told(&config.data_dir, error, "check its rights"))?;
    let places: Vec<(PathBuf, PathBuf)> = manifest
        .names()
        .map(|name| (from.join(name), if name == DATABASE { database.clone() } else { config.data_dir.join(name) }))
        .collect();
    let placed = stage(&places).and_then(|()| make_room(database, &places, replace, now)).and_then(|()| put(&places));
    if placed.is_err() {
        for (_, place) in &places {
            // What has its own name by now is no more there.
            let _ = fs::remove_file(with_ending(place, ".unfinished"));
        }
    }
    placed?;
    Ok(format!(
        "The backup of {} is in place at {}. Start the server; its schema is brought up to date by that.\n",
        manifest.taken_at.format("%Y-%m-%d %H:%M:%S UTC"),
        database.display()
    ))
}

/// Whether the schema is one that this program knows.
fn is_known(schema: &str) -> Result<bool, BackupError> {
    let [_, sqlite] = migrations::names().map_err(|error| BackupError(error.to_string()))?;
    // A version is the name's beginning, without its lines.
    let version = |name: &String| name.chars().take_while(|c| *c != '_').filter(char::is_ascii_digit).collect::<String>();
    Ok(sqlite.iter().any(|name| version(name) == schema))
}

/// A file's path with something behind its name.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(ending);
    path.with_file_name(name)
}

/// Writes what is to be put in place beside it, under another name: before anything is moved, all of it is on the disk.
fn stage(places: &[(PathBuf, PathBuf)]) -> Result<(), BackupError> {
    for (source, place) in places {
        let unfinished = with_ending(place, ".unfinished");
        // Of an attempt that was cut off.
        let _ = fs::remove_file(&unfinished);
        let written = File::open(source).and_then(|mut source| {
            let mut file = data_folder::private(&unfinished)?;
            io::copy(&mut source, &mut file)?;
            file.sync_all()
        });
        written.map_err(|error| told(&unfinished, error, "make room on its disk, and check the folder's rights"))?;
    }
    Ok(())
}

/// Moves what is there out of the way, under names that say since when. A journal goes with its database: SQLite would read it into
/// another one.
fn make_room(database: &Path, places: &[(PathBuf, PathBuf)], replace: bool, now: DateTime<Utc>) -> Result<(), BackupError> {
    let journals = ["-wal", "-shm", "-journal"].map(|ending| with_ending(database, ending));
    let there = || places.iter().map(|(_, place)| place).chain(&journals).filter(|place| place.exists());
    let Some(first) = there().next() else { return Ok(()) };
    if !replace {
        return Err(told(first, "it is there already", "add --replace to keep it, under another name"));
    }
    if database.exists() {
        sqlite_file::close(database).map_err(|error| told(database, error, "stop the server first"))?;
    }
    let ending = format!(".before-{}", now.format("%Y%m%dT%H%M%SZ"));
    for place in there() {
        fs::rename(place, with_ending(place, &ending)).map_err(|error| told(place, error, "check its rights"))?;
    }
    Ok(())
}

/// Gives what was written its name.
fn put(places: &[(PathBuf, PathBuf)]) -> Result<(), BackupError> {
    for (_, place) in places {
        let named = fs::rename(with_ending(place, ".unfinished"), place)
            .and_then(|()| place.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all()));
        named.map_err(|error| told(place, error, "put the backup back once more"))?;
    }
    Ok(())
}
