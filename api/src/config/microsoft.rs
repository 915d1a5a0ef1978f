//! What is configured of Microsoft's interfaces.

use secrecy::SecretString;

use super::guarded::origin;
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
    let login = faults.read("COUNTERSIGN_MICROSOFT_LOGIN_URL", settings.microsoft_login_url.as_ref(), |text| origin(text, LOGIN));
    let graph = faults.read("COUNTERSIGN_MICROSOFT_GRAPH_URL", settings.microsoft_graph_url.as_ref(), |text| origin(text, GRAPH));
    let client_id = faults.read("COUNTERSIGN_MICROSOFT_CLIENT_ID", settings.microsoft_client_id.as_ref(), application_id);
    Microsoft {
        login_url: login.unwrap_or_else(|| LOGIN.to_owned()),
        graph_url: graph.unwrap_or_else(|| GRAPH.to_owned()),
        client_id,
        client_secret: settings.microsoft_client_secret.as_deref().map(|secret| secret.trim().to_owned().into()),
    }
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
    fn without_settings_it_is_the_worldwide_cloud_as_nobody() {
        let found = read(&mut Faults::default(), &Settings::default());
        assert_eq!((found.login_url.as_str(), found.graph_url.as_str()), (LOGIN, GRAPH));
        assert!(found.client_id.is_none() && found.client_secret.is_none());
    }
}
