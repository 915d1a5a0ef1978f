//! Who does something, when, and in which request: what every change carries into its event.

use chrono::{DateTime, Utc};
use shared::events::ActorKind;
use shared::ids::AccountId;

/// The circumstances of a change.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The time of the change.
    pub now: DateTime<Utc>,
    /// What kind of thing does it.
    pub actor: ActorKind,
    /// The person, where it is one.
    pub account: Option<AccountId>,
    /// The request, where there is one.
    pub request_id: Option<String>,
}

impl Deed {
    /// Something that Countersign does by itself: a timer or a mail.
    #[must_use]
    pub const fn of_system(now: DateTime<Utc>) -> Self {
        Self { now, actor: ActorKind::System, account: None, request_id: None }
    }

    /// Something that the operator does by command.
    #[must_use]
    pub const fn of_operator(now: DateTime<Utc>) -> Self {
        Self { now, actor: ActorKind::Operator, account: None, request_id: None }
    }
}
