//! Access tokens by client credentials (RFC 6749, section 4.4): the installation's application, in a customer's directory.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use super::{Application, Fault};
use crate::platform::outgoing::{Ask, Reply};

/// A token is not used any more when it ends within this time.
const RESERVE: Duration = Duration::from_secs(60);

/// An access token.
#[derive(Clone)]
pub(super) struct Token {
    pub secret: SecretString,
    until: Instant,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// Whether it can be used for a while.
    pub fn is_fresh(&self) -> bool {
        Instant::now() + RESERVE < self.until
    }
}

/// Asks for a token in a directory, whose id must be one: it stands in the path.
pub(super) fn ask(application: &Application, tenant: &str) -> Result<Ask, Fault> {
    let tenant = uuid::Uuid::try_parse(tenant).map_err(|_| Fault::Senseless("the directory's id is none"))?;
    let scope = format!("{}/.default", application.graph_url);
    let fields = [
        ("client_id", application.client_id.as_str()),
        ("client_secret", application.client_secret.expose_secret()),
        ("scope", &scope),
        ("grant_type", "client_credentials"),
    ];
    let url = Url::parse(&format!("{}/{}/oauth2/v2.0/token", application.login_url, tenant.hyphenated()))?;
    Ok(Ask::post_form(url, &fields))
}

/// Reads the answer.
pub(super) fn read(reply: Reply) -> Result<Token, Fault> {
    if !reply.is_success() {
        return Err(Fault::of_login(&reply));
    }
    let secret = reply.body.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty());
    let secret = secret.ok_or(Fault::Senseless("there is no token in the answer"))?;
    let seconds = reply.body.get("expires_in").and_then(Value::as_u64).unwrap_or_default();
    Ok(Token { secret: secret.to_owned().into(), until: Instant::now() + Duration::from_secs(seconds.min(86_400)) })
}
