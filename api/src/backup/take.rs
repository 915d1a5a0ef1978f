//! Taking a backup.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::manifest::{self, Manifest};
use super::{BackupError, DATABASE, KEYS, told};
use crate::config::Config;
use crate::platform::data_folder;
use crate::platform::db::{DatabaseUrl, sqlite_file};

/// Takes a backup into a folder that is not there yet: whole, or not at all. Gives what to say of it.
///
/// # Errors
/// What went wrong, and what to do.
pub fn take(config: &Config, to: &Path, now: DateTime<Utc>) -> Result<String, BackupError> {
    let DatabaseUrl::Sqlite(database) = &config.database_url else {
        return Err(BackupError(
            "the database is PostgreSQL, which has a tool of its own: \
             pg_dump --format=custom --file=countersign.dump \"$COUNTERSIGN_DATABASE_URL\""
                .to_owned(),
        ));
    };
    if to.exists() {
        return Err(told(to, "it is there already", "name a folder that is not"));
    }
    let unfinished = unfinished(to);
    let written = write(config, database, &unfinished, now).and_then(|said| {
        fs::rename(&unfinished, to).map_err(|error| told(to, error, "name another folder"))?;
        Ok(said)
    });
    if written.is_err() {
        // What could not be finished.
        let _ = fs::remove_dir_all(&unfinished);
    }
    written.map(|said| format!("The backup is in {}: {said}\n", to.display()))
}

/// Under another name first: what is there under its own is whole.
fn unfinished(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    to.with_file_name(name)
}

fn write(config: &Config, database: &Path, folder: &Path, now: DateTime<Utc>) -> Result<String, BackupError> {
    // Of an attempt that was cut off.
    let _ = fs::remove_dir_all(folder);
    data_folder::make(folder).map_err(|error| told(folder, error, "name another folder"))?;
    let copy = folder.join(DATABASE);
    let failed = |error| told(database, error, "check COUNTERSIGN_DATABASE_URL, and that there is room for a copy");
    // For its owner's eyes alone from the beginning; SQLite takes an empty file for a new one.
    data_folder::private(&copy).map_err(|error| told(&copy, error, "make room on its disk"))?;
    sqlite_file::copy(database, &copy).map_err(failed)?;
    let schema = sqlite_file::check(&copy).map_err(|error| told(&copy, error, "the database is damaged: put an older backup back"))?;
    let mut names = vec![DATABASE];
    for (name, configured) in KEYS.into_iter().zip([config.secret_key.is_some(), config.jwt_keys.is_some()]) {
        let kept = config.data_dir.join(name);
        if !configured && kept.exists() {
            let key = fs::read(&kept).map_err(|error| told(&kept, error, "check its rights"))?;
            let path = folder.join(name);
            let written = data_folder::private(&path).and_then(|mut file| file.write_all(&key));
            written.map_err(|error| told(&path, error, "make room on its disk"))?;
            names.push(name);
        }
    }
    let failed = |error| told(folder, error, "make room on its disk");
    let manifest = Manifest::of(folder, &names, schema, now).map_err(failed)?;
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| BackupError(error.to_string()))?;
    let path = folder.join(manifest::NAME);
    data_folder::private(&path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)?;
    // Only what is on the disk counts.
    for name in manifest.names().chain([manifest::NAME]) {
        File::open(folder.join(name)).and_then(|file| file.sync_all()).map_err(failed)?;
    }
    File::open(folder).and_then(|file| file.sync_all()).map_err(failed)?;
    let keys = if names.len() > KEYS.len() {
        "Its keys are in it: keep it as the secret that it is."
    } else {
        "The keys that the configuration names are not in it: keep them with it."
    };
    Ok(format!("the database, looked through, as it was at {}. {keys}", now.format("%Y-%m-%d %H:%M:%S UTC")))
}
