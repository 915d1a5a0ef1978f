//! Microsoft's interfaces, by its public documentation: consent, tokens, and reading a customer's directory.
//!
//! Everything is asked as the installation's own application, with permissions that an administrator of the customer has
//! consented to; nobody's password or session is involved.

mod consent;
mod directory;
mod fault;
mod groups;
mod page;
mod people;
mod token;

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use url::Url;

pub use self::directory::Directory;
pub use self::fault::Fault;

use super::domain::Organisation;
use super::token::Token;
use crate::platform::outgoing::{Ask, Outgoing, Reply};

/// The pauses between tries to use an access that was given a moment ago: it takes that long to be known everywhere.
const ARRIVAL: [Duration; 4] = [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(3)];

/// The installation's application, and where it is known.
pub struct Application {
    /// Where consent is given and tokens are made, without a slash at its end.
    pub login_url: String,
    /// Where the directory is read, without a slash at its end.
    pub graph_url: String,
    /// The application id.
    pub client_id: String,
    /// The secret that goes with it.
    pub client_secret: SecretString,
}

/// Asks Microsoft. Clones share their connections.
#[derive(Clone)]
pub struct Microsoft {
    outgoing: Outgoing,
    application: Arc<Application>,
}

impl std::fmt::Debug for Microsoft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Microsoft({}, …)", self.application.client_id)
    }
}

impl Microsoft {
    /// Connects to nothing yet.
    #[must_use]
    pub fn new(outgoing: Outgoing, application: Application) -> Self {
        Self { outgoing, application: Arc::new(application) }
    }

    /// Where an administrator gives access; `back` is where the browser is sent afterwards, with `state`.
    ///
    /// # Errors
    /// The configured address is of no use.
    pub fn consent_url(&self, back: &str, state: &str) -> Result<Url, url::ParseError> {
        consent::url(&self.application, back, state)
    }

    /// The directory of a customer who gave access.
    #[must_use]
    pub fn directory(&self, tenant: String) -> Directory {
        Directory::new(self.clone(), tenant)
    }

    /// The organisation whose administrator is said to have given access: found out by using it. An access that was just
    /// given is tried for some seconds.
    ///
    /// # Errors
    /// There is no access, or Microsoft can't be asked.
    pub async fn verify(&self, tenant: &str) -> Result<Organisation, Fault> {
        for pause in ARRIVAL {
            match self.organisation(tenant).await {
                Err(Fault::NoAccess(_)) => self.outgoing.pause(pause).await,
                come_of_it => return come_of_it,
            }
        }
        self.organisation(tenant).await
    }

    async fn organisation(&self, tenant: &str) -> Result<Organisation, Fault> {
        let token = self.token(tenant).await?;
        let answer = self.get(self.graph("/v1.0/organization?$select=id,displayName")?, &token, None).await?;
        let found = page::items(&answer)?.iter().find(|one| one["id"].as_str().is_some_and(|id| id.eq_ignore_ascii_case(tenant)));
        let found = found.ok_or_else(|| Fault::Refused("another organisation".to_owned()))?;
        let name = found["displayName"].as_str().map(str::trim).filter(|name| !name.is_empty());
        Ok(Organisation { id: tenant.to_owned(), name: name.unwrap_or(tenant).to_owned() })
    }

    /// A token for a customer's directory.
    async fn token(&self, tenant: &str) -> Result<Token, Fault> {
        token::read(self.outgoing.send(&token::ask(&self.application, tenant)?).await?)
    }

    fn graph(&self, path: &str) -> Result<Url, Fault> {
        Ok(Url::parse(&format!("{}{path}", self.application.graph_url))?)
    }

    /// Asks Graph, and only Graph.
    async fn get(&self, url: Url, token: &Token, prefer: Option<&'static str>) -> Result<Value, Fault> {
        if url.origin() != self.graph("")?.origin() {
            return Err(Fault::Senseless("a link leads elsewhere"));
        }
        let ask = Ask::get(url).bearer(token.secret.clone());
        let ask = prefer.into_iter().fold(ask, Ask::prefer);
        let reply: Reply = self.outgoing.send(&ask).await?;
        if reply.is_success() { Ok(reply.body) } else { Err(Fault::of_graph(&reply)) }
    }
}

#[cfg(test)]
mod tests;
