//! The language that a request asks for.

use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use shared::locale::Locale;

/// The language of answers to a request with these headers (RFC 9110, section 12.5.4); English where it asks for none of ours.
#[must_use]
pub fn asked_for(headers: &HeaderMap) -> Locale {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Locale::from_accept_language(header.unwrap_or_default())
}
