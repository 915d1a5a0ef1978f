//! API keys: with one a program works for a reseller, within the key's scopes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::ids::{AccountId, ApiKeyId};
use crate::rights::Right;
use crate::text_enum::text_enum;
use crate::validation;

text_enum! {
    /// What a key may do. New scopes may come.
    ApiKeyScope {
        /// See subscriptions, trials, people and events; no amounts.
        Read => "read",
        /// Create, change and cancel subscriptions; invite and remove their people; and see them.
        Write => "write",
        /// Activate, change seats and plans, see amounts; and see subscriptions.
        Billing => "billing",
    }
}

impl ApiKeyScope {
    /// The rights of the scope; a key has those of all its scopes. The reseller's team and its keys are no key's.
    #[must_use]
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::Read => &[Right::See],
            Self::Write => &[Right::See, Right::ManageSubscriptions, Right::Connect, Right::ManagePeople, Right::Design],
            Self::Billing => &[Right::See, Right::Bill],
        }
    }
}

text_enum! {
    /// Whether a key works.
    ApiKeyState {
        /// It works.
        Active => "active",
        /// Its time is over.
        Expired => "expired",
        /// It was revoked.
        Revoked => "revoked",
    }
}

/// An API key. Its secret is shown once, when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Names the key.
    pub id: ApiKeyId,
    /// What people call it.
    #[cfg_attr(feature = "openapi", schema(example = "CRM sync"))]
    pub name: String,
    /// How its secret begins, to tell it from others.
    #[cfg_attr(feature = "openapi", schema(example = "ck_Zm9vYmFy"))]
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<ApiKeyScope>,
    /// Whether it works.
    pub state: ApiKeyState,
    /// Who made it.
    pub created_by: Option<AccountId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it works no more; null: it works until it is revoked.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute; null: never.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Grows by one with each change; a use is none.
    pub version: i64,
}

/// An API key that was just made, with its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// Names the key.
    pub id: ApiKeyId,
    /// What people call it.
    #[cfg_attr(feature = "openapi", schema(example = "CRM sync"))]
    pub name: String,
    /// The secret, for the `Authorization: Bearer …` of requests. It is shown here and never again.
    #[cfg_attr(feature = "openapi", schema(example = "ck_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"))]
    pub key: String,
    /// How the secret begins, to tell it from others.
    #[cfg_attr(feature = "openapi", schema(example = "ck_Zm9vYmFy"))]
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<ApiKeyScope>,
    /// Whether it works.
    pub state: ApiKeyState,
    /// Who made it.
    pub created_by: Option<AccountId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it works no more; null: it works until it is revoked.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used: null, since it is new.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked: null, since it is new.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Grows by one with each change; a use is none.
    pub version: i64,
}

/// Makes an API key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// What people call it, for example after the program that will hold it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "CRM sync"))]
    pub name: String,
    /// What it may do.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub scopes: Vec<ApiKeyScope>,
    /// From when on it works no more: an instant to come. Absent or null: it works until it is revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2099-12-31T00:00:00Z"))]
    pub expires_at: Option<DateTime<Utc>>,
}

impl FromFields for CreateApiKey {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let name = f.required("name", validation::api_key_name);
        let scopes = f.some_of("scopes");
        let expires_at = f.optional("expires_at", any::<DateTime<Utc>>);
        Some(Self { name: name?, scopes: scopes?, expires_at: expires_at? })
    }
}
