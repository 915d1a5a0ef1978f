//! Typed ids: UUID v7 in hyphenated text, so that they sort by birth and one kind can't stand in for another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Defines an id type over [`Uuid`].
macro_rules! id {
    ($(#[$meta:meta] $name:ident),+ $(,)?) => {$(
        #[$meta]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = "uuid", example = "01a200bd-0293-7636-891b-c30a582e820d"))]
        #[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
        #[cfg_attr(feature = "diesel", diesel(sql_type = crate::sql::XUuid))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl crate::body::FieldValue for $name {
            fn read(value: serde_json::Value, mode: crate::body::Mode) -> Result<Self, crate::validation::FaultCode> {
                // Only the hyphenated form is ours; the parser takes others too.
                let text = String::read(value, mode)?;
                let id = Some(text).filter(|text| text.len() == 36).and_then(|text| text.parse().ok());
                id.ok_or(crate::validation::FaultCode::InvalidId)
            }
        }

        #[cfg(feature = "diesel")]
        crate::sql::uuid_on_both!($name);
    )+};
}

id! {
    /// Names an account: one person who can sign in.
    AccountId,
    /// Names an API key of a reseller.
    ApiKeyId,
    /// Names an amount of a statement.
    ChargeId,
    /// Names a sender domain of a subscription.
    DomainId,
    /// Names an event of the audit log.
    EventId,
    /// Names a group of a customer's directory.
    GroupId,
    /// Names an invite.
    InviteId,
    /// Names a person of a customer's directory.
    PersonId,
    /// Names a job: a mail or a timer that waits to be carried out.
    JobId,
    /// Names a membership: an account's role in a reseller or a subscription.
    MemberId,
    /// Names a reseller, the tenant of the system.
    ResellerId,
    /// Names a saved view.
    SavedViewId,
    /// Names a scheduled change of a subscription.
    ScheduledChangeId,
    /// Names a session: one browser in which an account is signed in.
    SessionId,
    /// Names a subscription.
    SubscriptionId,
}
