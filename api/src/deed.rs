//! Who does something, when, and in which request: what every change carries into its event.

use chrono::{DateTime, Utc};
use shared::events::ActorKind;
use shared::ids::{AccountId, ApiKeyId};
use uuid::Uuid;

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    Account(AccountId),
    /// A program with an API key.
    ApiKey(ApiKeyId),
    /// Countersign itself: a timer or a mail.
    System,
    /// Who runs the installation, by command.
    Operator,
}

impl Actor {
    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(self) -> ActorKind {
        match self {
            Self::Account(_) => ActorKind::Account,
            Self::ApiKey(_) => ActorKind::ApiKey,
            Self::System => ActorKind::System,
            Self::Operator => ActorKind::Operator,
        }
    }

    /// The account's or the API key's id.
    #[must_use]
    pub const fn id(self) -> Option<Uuid> {
        match self {
            Self::Account(id) => Some(id.0),
            Self::ApiKey(id) => Some(id.0),
            Self::System | Self::Operator => None,
        }
    }
}

/// The circumstances of a change.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The time of the change.
    pub now: DateTime<Utc>,
    /// Who makes it.
    pub actor: Actor,
    /// The request, where there is one.
    pub request_id: Option<String>,
}

impl Deed {
    /// Something that a person does.
    #[must_use]
    pub const fn of_account(account: AccountId, request_id: Option<String>, now: DateTime<Utc>) -> Self {
        Self { now, actor: Actor::Account(account), request_id }
    }

    /// Something that Countersign does by itself: a timer or a mail.
    #[must_use]
    pub const fn of_system(now: DateTime<Utc>) -> Self {
        Self { now, actor: Actor::System, request_id: None }
    }

    /// Something that the operator does by command.
    #[must_use]
    pub const fn of_operator(now: DateTime<Utc>) -> Self {
        Self { now, actor: Actor::Operator, request_id: None }
    }

    /// The person, where it is one.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self.actor {
            Actor::Account(account) => Some(account),
            Actor::ApiKey(_) | Actor::System | Actor::Operator => None,
        }
    }
}
