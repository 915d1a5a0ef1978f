//! The customer's people: accounts with a role in a subscription.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::ids::{AccountId, MemberId, SubscriptionId};
use crate::locale::Locale;
use crate::rights::SubscriptionRole;
use crate::validation;

/// One of the customer's people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Names the membership.
    pub id: MemberId,
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// Names the account.
    pub account_id: AccountId,
    /// The user name.
    #[cfg_attr(feature = "openapi", schema(example = "camille@mercier.example"))]
    pub email: String,
    /// The person's full name.
    #[cfg_attr(feature = "openapi", schema(example = "Camille Mercier"))]
    pub full_name: String,
    /// The role.
    pub role: SubscriptionRole,
    /// When the person joined.
    pub created_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

/// Gives one of the customer's people another role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeMember {
    /// The new role.
    pub role: SubscriptionRole,
}

impl FromFields for ChangeMember {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { role: f.required("role", any::<SubscriptionRole>)? })
    }
}

/// Invites one of the customer's people by mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteMember {
    /// The person's full name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Camille Mercier"))]
    pub full_name: String,
    /// The person's e-mail address.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, format = "email", example = "camille@mercier.example"))]
    pub email: String,
    /// The role that the person will have.
    pub role: SubscriptionRole,
    /// The mail's language.
    pub locale: Locale,
}

impl FromFields for InviteMember {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let full_name = f.required("full_name", validation::full_name);
        let email = f.required("email", validation::email);
        let role = f.required("role", any::<SubscriptionRole>);
        let locale = f.required("locale", any::<Locale>);
        Some(Self { full_name: full_name?, email: email?, role: role?, locale: locale? })
    }
}
