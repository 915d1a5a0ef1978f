//! What is in a backup, so that one that is not whole, or was changed, is known before it is put back.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{BackupError, told};

/// The manifest's name in a backup.
pub(super) const NAME: &str = "backup.json";
/// What this program writes and reads.
const FORMAT: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    /// When the database was as it is in there.
    pub taken_at: DateTime<Utc>,
    /// The version of the program.
    pub program: String,
    /// The version of the schema.
    pub schema: String,
    files: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    name: String,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    /// Of the files of these names in a folder.
    pub fn of(folder: &Path, names: &[&str], schema: String, taken_at: DateTime<Utc>) -> io::Result<Self> {
        let entry = |name: &&str| {
            let (bytes, sha256) = sum(&folder.join(name))?;
            Ok(Entry { name: (*name).to_owned(), bytes, sha256 })
        };
        let files = names.iter().map(entry).collect::<io::Result<_>>()?;
        Ok(Self { format: FORMAT, taken_at, program: env!("CARGO_PKG_VERSION").to_owned(), schema, files })
    }

    /// That of a backup.
    pub fn read(backup: &Path) -> Result<Self, BackupError> {
        let path = backup.join(NAME);
        let text = std::fs::read_to_string(&path).map_err(|error| told(&path, error, "name the folder of a backup"))?;
        let manifest: Self = serde_json::from_str(&text).map_err(|error| told(&path, error, "the backup is damaged: take an older one"))?;
        if manifest.format != FORMAT {
            return Err(told(&path, format!("its format is {}", manifest.format), "use the program that made it, or a newer one"));
        }
        Ok(manifest)
    }

    /// The names of its files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|entry| entry.name.as_str())
    }

    /// Holds the files against what was written of them.
    pub fn hold(&self, backup: &Path) -> Result<(), BackupError> {
        for entry in &self.files {
            let path = backup.join(&entry.name);
            // A name leads nowhere else.
            let is_plain = Path::new(&entry.name).file_name().is_some_and(|name| name == entry.name.as_str());
            let found = sum(&path).map_err(|error| told(&path, error, "the backup is not whole: take an older one"))?;
            if !is_plain || found != (entry.bytes, entry.sha256.clone()) {
                return Err(told(&path, "it is not as it was written", "the backup is damaged: take an older one"));
            }
        }
        Ok(())
    }
}

/// A file's length and sum.
fn sum(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut context, mut bytes) = (File::open(path)?, Context::new(&SHA256), 0);
    let mut portion = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut portion)?;
        if read == 0 {
            break;
        }
        context.update(portion.get(..read).unwrap_or_default());
        bytes += u64::try_from(read).unwrap_or_default();
    }
    let hex = context.finish().as_ref().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    Ok((bytes, hex))
}
