//! Mails as files, for trying out and for machines without a mail server.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::MailError;

/// Writes `<id>.eml` under another name first, so that whoever watches the folder sees whole mails only.
pub(super) async fn write(folder: PathBuf, id: Uuid, message: Vec<u8>) -> Result<(), MailError> {
    let place = folder.display().to_string();
    let written = tokio::task::spawn_blocking(move || write_whole(&folder, id, &message)).await;
    let failed = |error: &dyn std::fmt::Display| MailError::Transient(format!("the mail could not be written into {place}: {error}"));
    written.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
}

fn write_whole(folder: &Path, id: Uuid, message: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".{id}.part"));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // Mails carry links that open accounts: they are for the server's user alone.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    file.write_all(message)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(format!("{id}.eml")))
}
