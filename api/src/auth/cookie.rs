//! The cookies with the refresh token and with the mark of a known browser: out of reach of scripts, sent to the sign-in
//! paths of this site only.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};

use super::device;
use super::service::SESSION_LIFETIME;

const REFRESH: &str = "countersign_refresh";
const DEVICE: &str = "countersign_device";
const PATH: &str = "/api/v1/auth";

/// Whether browsers may send the cookie without TLS: only where the public URL is plain HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// TLS only.
    Https,
    /// On a developer's machine.
    Http,
}

fn made(name: &'static str, value: String, transport: Transport) -> Cookie<'static> {
    Cookie::build(name, value).path(PATH).http_only(true).same_site(SameSite::Strict).secure(transport == Transport::Https).finish()
}

/// The cookie with a token.
#[must_use]
pub fn with(token: String, transport: Transport) -> Cookie<'static> {
    let mut cookie = made(REFRESH, token, transport);
    cookie.set_max_age(Duration::seconds(SESSION_LIFETIME.num_seconds()));
    cookie
}

/// The cookie that takes it away.
#[must_use]
pub fn without(transport: Transport) -> Cookie<'static> {
    let mut cookie = made(REFRESH, String::new(), transport);
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// The cookie with the mark of a browser.
#[must_use]
pub fn with_mark(mark: String, transport: Transport) -> Cookie<'static> {
    let mut cookie = made(DEVICE, mark, transport);
    cookie.set_max_age(Duration::seconds(device::LIFETIME.num_seconds()));
    cookie
}

/// The mark that a request brings.
#[must_use]
pub fn mark_of(request: &HttpRequest) -> Option<String> {
    request.cookie(DEVICE).map(|cookie| cookie.value().to_owned())
}

/// The token that a request brings.
#[must_use]
pub fn token_of(request: &HttpRequest) -> Option<String> {
    request.cookie(REFRESH).map(|cookie| cookie.value().to_owned()).filter(|token| !token.is_empty())
}
