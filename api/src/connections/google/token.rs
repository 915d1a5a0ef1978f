//! Access tokens by a signed JWT (RFC 7523): the service account says as whom it acts, and for what.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use url::Url;

use super::{Delegate, Fault};
use crate::connections::token::Token;
use crate::platform::outgoing::{Ask, Reply};

/// How long an assertion is good; Google takes no longer ones.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    scope: String,
    aud: &'a str,
    iat: i64,
    exp: i64,
}

/// Asks for a token.
pub(super) fn ask(delegate: &Delegate, scopes: &[&str], token_url: &str, now: DateTime<Utc>) -> Result<Ask, Fault> {
    let claims = Claims {
        iss: &delegate.account.client_email,
        sub: &delegate.administrator,
        scope: scopes.join(" "),
        aud: token_url,
        iat: now.timestamp(),
        exp: (now + LIFETIME).timestamp(),
    };
    let assertion = delegate.account.sign(&claims).ok_or(Fault::Senseless("the key does not sign"))?;
    let fields = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", &assertion)];
    Ok(Ask::post_form(Url::parse(token_url)?, &fields))
}

/// Reads the answer.
pub(super) fn read(reply: &Reply) -> Result<Token, Fault> {
    if !reply.is_success() {
        return Err(Fault::of_token(reply));
    }
    Token::read(&reply.body).ok_or(Fault::Senseless("there is no token in the answer"))
}
