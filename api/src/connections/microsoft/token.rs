//! Access tokens by client credentials (RFC 6749, section 4.4): the installation's application, in a customer's directory.

use secrecy::ExposeSecret as _;
use url::Url;

use super::{Application, Fault};
use crate::connections::token::Token;
use crate::platform::outgoing::{Ask, Reply};

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
    Token::read(&reply.body).ok_or(Fault::Senseless("there is no token in the answer"))
}
