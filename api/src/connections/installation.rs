//! What of connections is up to the installation: what the operator has configured, and what is missing.

use std::path::Path;
use std::sync::Arc;

use shared::connections::{ConnectionDetail, ConnectionStep};
use shared::validation::FaultCode;

use super::google::{Addresses, Google, ServiceAccount};
use super::microsoft::{Application, Microsoft};
use crate::config;
use crate::platform::clock::Clock;
use crate::platform::outgoing::Outgoing;

/// What the operator has configured for connections.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The name of the mail servers that customers' mail is handed to.
    pub mail_host: Option<String>,
    /// Where the Outlook add-in is served from: Outlook takes no add-in but over TLS.
    pub add_in_origin: Option<String>,
    /// Microsoft's interfaces.
    pub microsoft: Access<Microsoft>,
    /// Google's interfaces.
    pub google: Google,
    /// The service account under which Google knows this installation.
    pub service_account: Option<Arc<ServiceAccount>>,
}

/// A platform's interfaces, where the operator has said as whom to use them.
#[derive(Debug, Clone)]
pub enum Access<T> {
    /// The interfaces.
    Configured(T),
    /// The variables that are missing.
    Missing(Vec<&'static str>),
}

impl<T> Access<T> {
    /// The interfaces, where they can be used.
    #[must_use]
    pub const fn configured(&self) -> Option<&T> {
        match self {
            Self::Configured(interfaces) => Some(interfaces),
            Self::Missing(_) => None,
        }
    }

    /// The variables that are missing.
    #[must_use]
    pub fn missing(&self) -> &[&'static str] {
        match self {
            Self::Configured(_) => &[],
            Self::Missing(variables) => variables,
        }
    }
}

impl Access<Microsoft> {
    fn to_microsoft(configured: &config::Microsoft, outgoing: &Outgoing) -> Self {
        let (client_id, client_secret) = match (&configured.client_id, &configured.client_secret) {
            (Some(id), Some(secret)) => (id.clone(), secret.clone()),
            (id, secret) => {
                let variables =
                    [(id.is_some(), "COUNTERSIGN_MICROSOFT_CLIENT_ID"), (secret.is_some(), "COUNTERSIGN_MICROSOFT_CLIENT_SECRET")];
                return Self::Missing(variables.into_iter().filter(|(is_set, _)| !is_set).map(|(_, variable)| variable).collect());
            }
        };
        let (login_url, graph_url) = (configured.login_url.clone(), configured.graph_url.clone());
        Self::Configured(Microsoft::new(outgoing.clone(), Application { login_url, graph_url, client_id, client_secret }))
    }
}

const SERVICE_ACCOUNT: &str = "COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT";

/// Reads the key file of the installation's service account.
fn service_account(path: &Path) -> Result<ServiceAccount, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{SERVICE_ACCOUNT}: {} can't be read ({error})", path.display()))?;
    ServiceAccount::read(&text).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(told).collect();
        format!(
            "{SERVICE_ACCOUNT}: {} is no key file of a service account ({}); make a new key and name its file",
            path.display(),
            faults.join(", ")
        )
    })
}

/// A fault of a key file, for the operator.
fn told(fault: &FaultCode) -> String {
    fault.parameters().into_iter().fold(fault.as_str().to_owned(), |told, (_, word)| format!("{told} {word}"))
}

/// Who reads a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Somebody who administers the reseller, and can talk to the operator.
    Administrator,
    /// Anybody else.
    Other,
}

impl Installation {
    /// What of the configuration concerns connections.
    ///
    /// # Errors
    /// What is wrong with the key file, and what to do.
    pub fn new(config: &config::Config, outgoing: &Outgoing, clock: &Clock) -> Result<Self, String> {
        let config::Google { token_url, directory_url, gmail_url, .. } = config.google.clone();
        Ok(Self {
            mail_host: config.mail_host.clone(),
            add_in_origin: config.public_url.clone().filter(|address| address.starts_with("https://")),
            microsoft: Access::to_microsoft(&config.microsoft, outgoing),
            google: Google::new(outgoing.clone(), clock.clone(), Addresses { token_url, directory_url, gmail_url }),
            service_account: config.google.service_account.as_deref().map(service_account).transpose()?.map(Arc::new),
        })
    }

    /// Completes a connection with what is configured; what is missing is told to administrators alone.
    #[must_use]
    pub fn complete(&self, mut connection: ConnectionDetail, reader: Reader) -> ConnectionDetail {
        if let Some(account) = connection.service_account.as_mut().filter(|account| !account.own_key) {
            account.client_id = self.service_account.as_ref().map(|account| account.client_id.clone());
        }
        connection.missing_settings = (reader == Reader::Administrator).then(|| self.missing(&connection));
        connection.mail_host.clone_from(&self.mail_host);
        connection.add_in_origin.clone_from(&self.add_in_origin);
        connection
    }

    /// The settings that the modes that are switched on need, and that nobody has made.
    fn missing(&self, connection: &ConnectionDetail) -> Vec<String> {
        let wanted = connection.modes.iter().filter(|mode| mode.enabled).flat_map(|mode| &mode.steps);
        let wanted: Vec<ConnectionStep> = wanted.map(|step| step.step).collect();
        let mut missing = Vec::new();
        if wanted.contains(&ConnectionStep::Consent) {
            missing.extend_from_slice(self.microsoft.missing());
        }
        let has_account = connection.service_account.as_ref().is_none_or(|account| account.client_id.is_some());
        if !has_account && wanted.contains(&ConnectionStep::ServiceAccount) {
            missing.push(SERVICE_ACCOUNT);
        }
        if self.mail_host.is_none() && wanted.iter().copied().any(needs_mail_host) {
            missing.push("COUNTERSIGN_MAIL_HOST");
        }
        if self.add_in_origin.is_none() && wanted.contains(&ConnectionStep::AddIn) {
            missing.push("COUNTERSIGN_PUBLIC_URL");
        }
        missing.into_iter().map(str::to_owned).collect()
    }
}

/// Whether a step leads mail to the operator's mail servers.
const fn needs_mail_host(step: ConnectionStep) -> bool {
    matches!(step, ConnectionStep::MailFlow | ConnectionStep::Routing | ConnectionStep::SendConnector)
}
