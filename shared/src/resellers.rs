//! The reseller: its own name, and the colleagues who work in it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::ids::{AccountId, MemberId, ResellerId};
use crate::locale::Locale;
use crate::rights::ResellerRole;
use crate::sandbox::SandboxClock;
use crate::validation;

/// The reseller that the caller works for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reseller {
    /// Names the reseller.
    pub id: ResellerId,
    /// The organisation's name, as customers read it in mails.
    #[cfg_attr(feature = "openapi", schema(example = "Northwind IT"))]
    pub name: String,
    /// Where answers to its mails go.
    #[cfg_attr(feature = "openapi", schema(example = "olga@northwind.example"))]
    pub email: String,
    /// The currency of its prices and statements, by ISO 4217.
    #[cfg_attr(feature = "openapi", schema(example = "EUR"))]
    pub currency: String,
    /// Its clock where it is a sandbox, in which time can be moved ahead; else null.
    pub sandbox: Option<SandboxClock>,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

/// Changes the reseller. What is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeReseller {
    /// The organisation's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, min_length = 1, max_length = 200, example = "Northwind IT"))]
    pub name: Option<String>,
    /// Where answers to its mails go.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(nullable = false, min_length = 3, max_length = 254, format = "email", example = "office@northwind.example")
    )]
    pub email: Option<String>,
}

impl FromFields for ChangeReseller {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let name = f.changed("name", validation::company_name);
        let email = f.changed("email", validation::email);
        Some(Self { name: name?, email: email? })
    }
}

/// A colleague: an account's role in the reseller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResellerMember {
    /// Names the membership.
    pub id: MemberId,
    /// Names the account.
    pub account_id: AccountId,
    /// The user name.
    #[cfg_attr(feature = "openapi", schema(example = "ben@northwind.example"))]
    pub email: String,
    /// The person's full name.
    #[cfg_attr(feature = "openapi", schema(example = "Ben Okafor"))]
    pub full_name: String,
    /// The role.
    pub role: ResellerRole,
    /// Whether the person signs in with two factors.
    pub two_factor: bool,
    /// When the person joined.
    pub created_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

/// Gives a colleague another role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeResellerMember {
    /// The new role.
    pub role: ResellerRole,
}

impl FromFields for ChangeResellerMember {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { role: f.required("role", any::<ResellerRole>)? })
    }
}

/// Invites a colleague by mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteColleague {
    /// The colleague's full name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Ben Okafor"))]
    pub full_name: String,
    /// The colleague's e-mail address.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, format = "email", example = "ben@northwind.example"))]
    pub email: String,
    /// The role that the colleague will have.
    pub role: ResellerRole,
    /// The mail's language.
    pub locale: Locale,
}

impl FromFields for InviteColleague {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let full_name = f.required("full_name", validation::full_name);
        let email = f.required("email", validation::email);
        let role = f.required("role", any::<ResellerRole>);
        let locale = f.required("locale", any::<Locale>);
        Some(Self { full_name: full_name?, email: email?, role: role?, locale: locale? })
    }
}
