//! Addresses of other programs to which secrets are sent: by HTTPS, or on this very machine, as for tests.

use std::net::IpAddr;

use url::{Host, Url};

/// Scheme, host and port alone, without a slash at the end.
pub(super) fn origin(text: &str, example: &str) -> Result<String, String> {
    let url = address(text).filter(|url| url.path() == "/");
    let url = url.ok_or_else(|| format!("write an address such as {example}, with https and without a path"))?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// With a path or without.
pub(super) fn endpoint(text: &str, example: &str) -> Result<Url, String> {
    address(text).ok_or_else(|| format!("write an address such as {example}, with https"))
}

fn address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|url| url.query().is_none() && url.fragment().is_none())?;
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    let is_here = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => IpAddr::from(address).is_loopback(),
        Host::Ipv6(address) => IpAddr::from(address).is_loopback(),
    };
    let is_guarded = url.scheme() == "https" || url.scheme() == "http" && is_here;
    (is_anonymous && is_guarded).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGIN: &str = "https://login.microsoftonline.com";

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
            assert_eq!(origin(text, LOGIN).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_endpoint_has_a_path_and_nothing_after_it() {
        for (text, expected) in [
            ("https://oauth2.googleapis.com/token", Some("https://oauth2.googleapis.com/token")),
            ("http://127.0.0.1:4010/token", Some("http://127.0.0.1:4010/token")),
            ("http://oauth2.googleapis.com/token", None),
            ("https://oauth2.googleapis.com/token?x", None),
            ("https://oauth2.googleapis.com/token#x", None),
            ("https://user:word@oauth2.googleapis.com/token", None),
            ("oauth2.googleapis.com/token", None),
        ] {
            assert_eq!(endpoint(text, "https://oauth2.googleapis.com/token").ok().as_ref().map(Url::as_str), expected, "{text}");
        }
    }
}
