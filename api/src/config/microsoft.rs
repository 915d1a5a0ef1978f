//! What is configured of Microsoft's interfaces.

use std::net::IpAddr;

use secrecy::SecretString;
use url::{Host, Url};

use super::{Faults, Settings};

const LOGIN: &str = "https://login.microsoftonline.com";
const GRAPH: &str = "https://graph.microsoft.com";

/// Microsoft's interfaces, and as whom this installation uses them.
#[derive(Debug, Clone)]
pub struct Microsoft {
    /// Where consent is given and tokens are made, without a slash at its end.
    pub login_url: String,
    /// Where the directory is read, without a slash at its end.
    pub graph_url: String,
    /// The application id.
    pub client_id: Option<String>,
    /// The secret that goes with it.
    pub client_secret: Option<SecretString>,
}

pub(super) fn read(faults: &mut Faults, settings: &Settings) -> Microsoft {
    let login = faults.read("COUNTERSIGN_MICROSOFT_LOGIN_URL", settings.microsoft_login_url.as_ref(), |text| guarded(text, LOGIN));
    let graph = faults.read("COUNTERSIGN_MICROSOFT_GRAPH_URL", settings.microsoft_graph_url.as_ref(), |text| guarded(text, GRAPH));
    let client_id = faults.read("COUNTERSIGN_MICROSOFT_CLIENT_ID", settings.microsoft_client_id.as_ref(), application_id);
    Microsoft {
        login_url: login.unwrap_or_else(|| LOGIN.to_owned()),
        graph_url: graph.unwrap_or_else(|| GRAPH.to_owned()),
        client_id,
        client_secret: settings.microsoft_client_secret.as_deref().map(|secret| secret.trim().to_owned().into()),
    }
}

/// An address to which secrets are sent: by HTTPS, or on this very machine, as for tests.
fn guarded(text: &str, example: &str) -> Result<String, String> {
    let remedy = || format!("write an address such as {example}, with https and without a path");
    let url = Url::parse(text).ok().filter(|url| url.path() == "/" && url.query().is_none() && url.fragment().is_none());
    let url = url.filter(|url| url.username().is_empty() && url.password().is_none()).ok_or_else(remedy)?;
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    };
    let is_guarded = url.scheme() == "https" && url.has_host() || url.scheme() == "http" && is_here;
    if is_guarded { Ok(url.as_str().trim_end_matches('/').to_owned()) } else { Err(remedy()) }
}

/// Ids are UUIDs; secrets are not, so that the two can't change places unseen.
fn application_id(text: &str) -> Result<String, String> {
    let id = uuid::Uuid::try_parse(text)
        .map_err(|_| "write the application (client) id, such as 00001111-aaaa-2222-bbbb-3333cccc4444".to_owned());
    Ok(id?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_by_https_or_stay_on_this_machine() {
        for (text, expected) in [
            ("https://login.microsoftonline.us", Some("https://login.microsoftonline.us")),
            ("https://graph.example:8443/", Some("https://graph.example:8443")),
            ("http://127.0.0.1:4010", Some("http://127.0.0.1:4010")),
            ("http://[::1]:4010", Some("http://[::1]:4010")),
            ("http://localhost:4010", Some("http://localhost:4010")),
            ("http://login.microsoftonline.com", None),
            ("http://127.0.0.1.example", None),
            ("https://login.microsoftonline.com/organizations", None),
            ("https://user@login.microsoftonline.com", None),
            ("https://login.microsoftonline.com?x", None),
            ("login.microsoftonline.com", None),
            ("file:///etc", None),
        ] {
            assert_eq!(guarded(text, LOGIN).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn without_settings_it_is_the_worldwide_cloud_as_nobody() {
        let found = read(&mut Faults::default(), &Settings::default());
        assert_eq!((found.login_url.as_str(), found.graph_url.as_str()), (LOGIN, GRAPH));
        assert!(found.client_id.is_none() && found.client_secret.is_none());
    }
}
