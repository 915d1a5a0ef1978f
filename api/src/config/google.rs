//! What is configured of Google's interfaces.

use std::path::PathBuf;

use url::Url;

use super::guarded::{endpoint, origin};
use super::{Faults, Settings};

const TOKEN: &str = "https://oauth2.googleapis.com/token";
const DIRECTORY: &str = "https://admin.googleapis.com";
const GMAIL: &str = "https://gmail.googleapis.com";

/// Google's interfaces, and as whom this installation uses them.
#[derive(Debug, Clone)]
pub struct Google {
    /// The key file of the installation's own service account.
    pub service_account: Option<PathBuf>,
    /// Where tokens are made.
    pub token_url: String,
    /// Where directories are read, without a slash at its end.
    pub directory_url: String,
    /// Where people's mail settings are, without a slash at its end.
    pub gmail_url: String,
}

pub(super) fn read(faults: &mut Faults, settings: &Settings) -> Google {
    let token = faults.read("COUNTERSIGN_GOOGLE_TOKEN_URL", settings.google_token_url.as_ref(), |text| endpoint(text, TOKEN));
    let directory = faults.read("COUNTERSIGN_GOOGLE_DIRECTORY_URL", settings.google_directory_url.as_ref(), |text| origin(text, DIRECTORY));
    let gmail = faults.read("COUNTERSIGN_GOOGLE_GMAIL_URL", settings.google_gmail_url.as_ref(), |text| origin(text, GMAIL));
    Google {
        service_account: settings.google_service_account.as_deref().map(|path| path.trim().into()),
        token_url: token.map_or_else(|| TOKEN.to_owned(), Url::into),
        directory_url: directory.unwrap_or_else(|| DIRECTORY.to_owned()),
        gmail_url: gmail.unwrap_or_else(|| GMAIL.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_settings_it_is_googles_own_addresses_and_nobodys_account() {
        let found = read(&mut Faults::default(), &Settings::default());
        assert_eq!((found.token_url.as_str(), found.directory_url.as_str(), found.gmail_url.as_str()), (TOKEN, DIRECTORY, GMAIL));
        assert!(found.service_account.is_none());
    }
}
