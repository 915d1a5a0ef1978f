//! What of connections is up to the installation: what the operator has configured, and what is missing.

use shared::connections::{ConnectionDetail, ConnectionModeDetail, ConnectionStep};

/// What the operator has configured for connections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Installation {
    /// The name of the mail servers that customers' mail is handed to.
    pub mail_host: Option<String>,
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
    /// Completes a connection with what is configured; what is missing is told to administrators alone.
    #[must_use]
    pub fn complete(&self, mut connection: ConnectionDetail, reader: Reader) -> ConnectionDetail {
        connection.missing_settings = (reader == Reader::Administrator).then(|| self.missing(&connection));
        connection.mail_host.clone_from(&self.mail_host);
        connection
    }

    /// The settings that the modes that are switched on need, and that nobody has made.
    fn missing(&self, connection: &ConnectionDetail) -> Vec<String> {
        let leads_mail = |mode: &ConnectionModeDetail| mode.enabled && mode.steps.iter().any(|step| needs_mail_host(step.step));
        let missing = self.mail_host.is_none() && connection.modes.iter().any(leads_mail);
        missing.then(|| "COUNTERSIGN_MAIL_HOST".to_owned()).into_iter().collect()
    }
}

/// Whether a step leads mail to the operator's mail servers.
const fn needs_mail_host(step: ConnectionStep) -> bool {
    matches!(step, ConnectionStep::MailFlow | ConnectionStep::Routing | ConnectionStep::SendConnector)
}
