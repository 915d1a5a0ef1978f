//! Google's interfaces, by its public documentation: tokens of a service account, and reading a customer's directory.
//!
//! Everything is asked as a service account that acts as an administrator of the customer, which the customer has allowed
//! it in the admin console (domain-wide delegation); nobody's password or session is involved.

mod directory;
mod fault;
mod gmail;
mod groups;
mod key;
mod page;
mod people;
mod private_key;
mod token;

use std::sync::Arc;

use serde_json::Value;
use url::Url;

pub use self::directory::Directory;
pub use self::fault::Fault;
pub use self::key::ServiceAccount;

use super::domain::Organisation;
use super::token::Token;
use crate::platform::clock::Clock;
use crate::platform::outgoing::{Ask, Outgoing};

/// What reading a directory takes, and no more.
pub const DIRECTORY_SCOPES: [&str; 3] = [
    "https://www.googleapis.com/auth/admin.directory.user.readonly",
    "https://www.googleapis.com/auth/admin.directory.group.readonly",
    "https://www.googleapis.com/auth/admin.directory.domain.readonly",
];

/// Where Google is asked.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// Where tokens are made.
    pub token_url: String,
    /// Where directories are read, without a slash at its end.
    pub directory_url: String,
    /// Where people's mail settings are, without a slash at its end.
    pub gmail_url: String,
}

/// A service account, as the administrator of a customer.
#[derive(Debug, Clone)]
pub struct Delegate {
    /// The service account.
    pub account: Arc<ServiceAccount>,
    /// The address of the administrator.
    pub administrator: String,
}

/// Asks Google. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Google {
    outgoing: Outgoing,
    clock: Clock,
    addresses: Arc<Addresses>,
}

impl Google {
    /// Connects to nothing yet. The clock tells when tokens are asked for.
    #[must_use]
    pub fn new(outgoing: Outgoing, clock: Clock, addresses: Addresses) -> Self {
        Self { outgoing, clock, addresses: Arc::new(addresses) }
    }

    /// The directory of a customer, by Google's id of it: that of another one is not read, whoever the administrator is.
    #[must_use]
    pub fn directory(&self, delegate: Delegate, customer: String) -> Directory {
        Directory::new(self.clone(), delegate, customer)
    }

    /// The customer whose administrator the account is said to act as: found out by doing so, with all that it needs. It is
    /// called by the domain of the administrator's address.
    ///
    /// # Errors
    /// There is no access, or Google can't be asked.
    pub async fn verify(&self, delegate: &Delegate, scopes: &[&str]) -> Result<Organisation, Fault> {
        let token = self.token(delegate, scopes).await?;
        let mut url = self.directory_url(&["users", &delegate.administrator])?;
        url.query_pairs_mut().append_pair("projection", "basic").append_pair("fields", "id,primaryEmail,customerId");
        let found = self.get(url, &token, page::Place::Beginning).await?;
        let is_id = |id: &&str| (1..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric());
        let id =
            found.get("customerId").and_then(Value::as_str).filter(is_id).ok_or(Fault::Senseless("an administrator has no customer"))?;
        let (_, domain) = delegate.administrator.rsplit_once('@').ok_or(Fault::Senseless("an administrator has no domain"))?;
        Ok(Organisation { id: id.to_owned(), name: domain.to_ascii_lowercase() })
    }

    /// A token for these scopes.
    async fn token(&self, delegate: &Delegate, scopes: &[&str]) -> Result<Token, Fault> {
        let ask = token::ask(delegate, scopes, &self.addresses.token_url, self.clock.now())?;
        token::read(&self.outgoing.send(&ask).await?)
    }

    /// The address of something in the Directory API. What stands in the path is what it is, and leads nowhere else.
    fn directory_url(&self, path: &[&str]) -> Result<Url, Fault> {
        let mut url = Url::parse(&self.addresses.directory_url)?;
        let mut segments = url.path_segments_mut().map_err(|()| Fault::Senseless("an address is none"))?;
        segments.clear().extend(["admin", "directory", "v1"]).extend(path);
        drop(segments);
        Ok(url)
    }

    async fn get(&self, url: Url, token: &Token, place: page::Place) -> Result<Value, Fault> {
        let reply = self.outgoing.send(&Ask::get(url).bearer(token.secret.clone())).await?;
        if reply.is_success() { Ok(reply.body) } else { Err(Fault::of_directory(&reply, place)) }
    }
}

#[cfg(test)]
mod tests;
