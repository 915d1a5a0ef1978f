//! The data folder: for its owner's eyes alone, with the keys that are made at the first start.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use secrecy::SecretString;
use uuid::Uuid;

use super::{ids, tokens};

/// Why the data folder can't be used: one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FolderError(String);

/// What went wrong with a file, and what to do: another remedy for a full disk than for missing rights.
fn told(what: &str, error: &io::Error, remedy: &str) -> FolderError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            FolderError(format!("{what} can't be written ({error}); make room on its disk"))
        }
        _ => FolderError(format!("{what} can't be used ({error}); {remedy}")),
    }
}

/// Makes the folder where it is missing.
///
/// # Errors
/// It can't be made.
pub fn make(folder: &Path) -> Result<(), FolderError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let what = format!("the data folder {}", folder.display());
    builder.create(folder).map_err(|error| told(&what, &error, "set COUNTERSIGN_DATA_DIR to one that can"))
}

/// Makes the database's file where it is missing, empty: SQLite gives its side files the same rights.
///
/// # Errors
/// It can't be made.
pub fn make_database(path: &Path) -> Result<(), FolderError> {
    if path.exists() {
        return Ok(());
    }
    let what = format!("the database {}", path.display());
    private(path).map(drop).map_err(|error| told(&what, &error, "check COUNTERSIGN_DATABASE_URL"))
}

/// A key that is kept in the folder, made at the first start.
///
/// # Errors
/// It can't be read or made, or what is there is no key.
pub fn kept_key(folder: &Path, name: &str) -> Result<SecretString, FolderError> {
    let path = folder.join(name);
    let what = path.display().to_string();
    let wrong = |error: io::Error| told(&what, &error, "check its rights");
    match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = tokens::random().map_err(|error| FolderError(error.to_string()))?;
            write_whole(&path, |file| file.write_all(key.as_bytes())).map_err(wrong)?;
            // Another server that started at the same time may have been faster: what stands there counts.
            checked(&what, &std::fs::read_to_string(&path).map_err(wrong)?)
        }
        read => checked(&what, &read.map_err(wrong)?),
    }
}

fn checked(what: &str, text: &str) -> Result<SecretString, FolderError> {
    let key = text.trim();
    if key.len() < 32 {
        return Err(FolderError(format!("{what} is damaged; restore it from a backup")));
    }
    Ok(key.to_owned().into())
}

/// A new file that only its owner reads.
///
/// # Errors
/// It can't be made, or is there.
pub fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes a file that is there whole or not at all: under another name first, and under its own only when the disk has
/// it. A file that is there already stays as it is.
fn write_whole(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let unfinished = path.with_extension(format!("{}.unfinished", ids::next::<Uuid>().simple()));
    let written = private(&unfinished).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()?;
        name(&unfinished, path)
    });
    // A second name for the same file, or what could not be finished.
    let _ = std::fs::remove_file(&unfinished);
    written?;
    // The name itself is in the folder, which the disk must have too.
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Gives a finished file its name, unless another has it.
fn name(unfinished: &Path, path: &Path) -> io::Result<()> {
    match std::fs::hard_link(unfinished, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // Not every file system has second names.
        Err(_) => std::fs::rename(unfinished, path),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_key_that_could_not_be_written_whole_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let full = write_whole(&path, |file| {
            file.write_all(b"half a k")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(full.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(names(folder.path()), Vec::<String>::new());
        kept_key(folder.path(), "secret.key").unwrap();
        assert_eq!(names(folder.path()), ["secret.key"]);
    }

    #[test]
    fn of_two_that_write_the_first_counts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        for text in ["first", "second"] {
            write_whole(&path, |file| file.write_all(text.as_bytes())).unwrap();
        }
        assert_eq!((std::fs::read_to_string(&path).unwrap().as_str(), names(folder.path())), ("first", vec!["secret.key".to_owned()]));
    }

    #[test]
    fn a_full_disk_is_told_as_such() {
        let line = told("secret.key", &io::ErrorKind::StorageFull.into(), "check its rights").to_string();
        assert!(line.contains("make room") && !line.contains("rights"), "{line}");
    }
}
