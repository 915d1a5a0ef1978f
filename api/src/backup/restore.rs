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

/// Puts a backup in the place of what is there: all of it, or nothing. What was there is kept beside it, and only moved out of
/// the way where `replace` says so. Gives what to say of it.
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
    make_room(database, &places, replace, now)?;
    for (source, place) in &places {
        put(source, place).map_err(|error| told(place, error, "make room on its disk, and put the backup back once more"))?;
    }
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

/// Moves what is there out of the way, under names that say since when.
fn make_room(database: &Path, places: &[(PathBuf, PathBuf)], replace: bool, now: DateTime<Utc>) -> Result<(), BackupError> {
    let in_the_way: Vec<&PathBuf> = places.iter().map(|(_, place)| place).filter(|place| place.exists()).collect();
    let Some(first) = in_the_way.first() else { return Ok(()) };
    if !replace {
        return Err(told(first, "it is there already", "add --replace to keep it beside the backup, under another name"));
    }
    if database.exists() {
        sqlite_file::close(database).map_err(|error| told(database, error, "stop the server first"))?;
    }
    let ending = format!(".before-{}", now.format("%Y%m%dT%H%M%SZ"));
    for place in in_the_way {
        let mut name = place.file_name().map(OsString::from).unwrap_or_default();
        name.push(&ending);
        fs::rename(place, place.with_file_name(name)).map_err(|error| told(place, error, "check its rights"))?;
    }
    Ok(())
}

/// Under another name first: a server never meets half a file.
fn put(source: &Path, place: &Path) -> io::Result<()> {
    let mut name = place.file_name().map(OsString::from).unwrap_or_default();
    name.push(".unfinished");
    let unfinished = place.with_file_name(name);
    let _ = fs::remove_file(&unfinished);
    let written = File::open(source).and_then(|mut source| {
        let mut file = data_folder::private(&unfinished)?;
        io::copy(&mut source, &mut file)?;
        file.sync_all()?;
        fs::rename(&unfinished, place)
    });
    let _ = fs::remove_file(&unfinished);
    written?;
    place.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
