//! The address at which an administrator gives access to a whole directory.

use url::Url;

use super::Application;

/// `organizations` stands for whichever directory the administrator signs in to; `.default` for the permissions with which
/// the application is registered, which is the only way to ask for application permissions.
pub(super) fn url(application: &Application, back: &str, state: &str) -> Result<Url, url::ParseError> {
    let scope = format!("{}/.default", application.graph_url);
    let address = format!("{}/organizations/v2.0/adminconsent", application.login_url);
    let fields = [("client_id", application.client_id.as_str()), ("scope", &scope), ("redirect_uri", back), ("state", state)];
    Url::parse_with_params(&address, fields)
}
