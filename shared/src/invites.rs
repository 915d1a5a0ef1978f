//! Invites: e-mailed, single-use, expiring links that let a person become a member.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::ids::{AccountId, InviteId, SubscriptionId};
use crate::locale::Locale;
use crate::page;
use crate::subscriptions::Product;
use crate::text_enum::text_enum;
use crate::validation;

text_enum! {
    /// The role that an invite gives: one of a reseller's, or one of a subscription's.
    InviteRole {
        /// An owner of the reseller.
        Owner => "owner",
        /// An administrator of the reseller, or of the subscription.
        Admin => "admin",
        /// A reseller's billing role.
        Billing => "billing",
        /// A reseller's support role.
        Support => "support",
        /// An editor of a subscription's signatures.
        Editor => "editor",
    }
}

text_enum! {
    /// How an invite stands.
    InviteState {
        /// It can be accepted.
        Pending => "pending",
        /// It was accepted.
        Accepted => "accepted",
        /// Its time ran out.
        Expired => "expired",
        /// It was taken back.
        Revoked => "revoked",
    }
}

text_enum! {
    /// How an invite's mail stands.
    Delivery {
        /// It waits to be sent, or to be tried again.
        Queued => "queued",
        /// The mail server took it.
        Sent => "sent",
        /// The mail server refused it for good.
        Failed => "failed",
    }
}

/// An invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invite {
    /// Names the invite.
    pub id: InviteId,
    /// The subscription that it is for; null for a colleague of the reseller.
    pub subscription_id: Option<SubscriptionId>,
    /// Whom it was mailed to.
    #[cfg_attr(feature = "openapi", schema(example = "camille@mercier.example"))]
    pub email: String,
    /// The person's name, as the inviter wrote it.
    #[cfg_attr(feature = "openapi", schema(example = "Camille Mercier"))]
    pub full_name: String,
    /// The role that it gives.
    pub role: InviteRole,
    /// The mail's language.
    pub locale: Locale,
    /// How it stands.
    pub state: InviteState,
    /// How its mail stands.
    pub delivery: Delivery,
    /// What the mail server said last, where the mail was not sent at once.
    pub delivery_detail: Option<String>,
    /// When the mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// Who invites; null where an API key did.
    pub invited_by: Option<AccountId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Grows by one with each change.
    pub version: i64,
}

/// Asks what an invite's token is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LookUpInvite {
    /// The token of the mailed link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "8vJ2mQ4xT1bW9yL6pR3sZ0cK7dF5gH2nA8eU4oX1iB0"))]
    pub token: String,
}

impl FromFields for LookUpInvite {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { token: f.required("token", validation::token)? })
    }
}

/// What an open invite is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InviteOffer {
    /// Whom it was mailed to: the user name of the account.
    #[cfg_attr(feature = "openapi", schema(example = "camille@mercier.example"))]
    pub email: String,
    /// The person's name, as the inviter wrote it.
    #[cfg_attr(feature = "openapi", schema(example = "Camille Mercier"))]
    pub full_name: String,
    /// The role that it gives.
    pub role: InviteRole,
    /// The language of the mail.
    pub locale: Locale,
    /// The reseller's name.
    #[cfg_attr(feature = "openapi", schema(example = "Northwind IT"))]
    pub reseller_name: String,
    /// The name of the person who invites: one of the reseller's people, or of the customer's. Null where it was nobody, or
    /// somebody who is no longer known.
    #[cfg_attr(feature = "openapi", schema(example = "Olga Ostrova"))]
    pub inviter_name: Option<String>,
    /// The customer's name; null for a colleague of the reseller.
    pub company_name: Option<String>,
    /// The product; null for a colleague of the reseller.
    pub product: Option<Product>,
    /// Whether the address has an account: then that account signs in and accepts with its token.
    pub account_exists: bool,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
}

/// Which invites of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct InviteQuery {
    /// Only those that can still be accepted or sent again (pending, expired); with false only the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub open: Option<bool>,
    /// Rows of the page; 50 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u32>,
    /// Where the page begins: a cursor that the list gave out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub cursor: Option<String>,
}

impl FromFields for InviteQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let open = f.optional("open", any::<bool>);
        let limit = f.optional("limit", page::limit);
        let cursor = f.optional("cursor", validation::cursor);
        Some(Self { open: open?, limit: limit?, cursor: cursor? })
    }
}

/// Accepts an invite. A new account gives name and password; an existing one only the token, signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptInvite {
    /// The token of the mailed link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "8vJ2mQ4xT1bW9yL6pR3sZ0cK7dF5gH2nA8eU4oX1iB0"))]
    pub token: String,
    /// The person's full name; needed for a new account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Camille Mercier"))]
    pub full_name: Option<String>,
    /// The person's phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 32, example = "+33 1 55 55 12 34"))]
    pub phone: Option<String>,
    /// The password of the new account; needed for a new account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 256, format = "password", example = "violet-harbour-tango-93"))]
    pub password: Option<String>,
}

impl FromFields for AcceptInvite {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let token = f.required("token", validation::token);
        let full_name = f.optional("full_name", validation::full_name);
        let phone = f.optional("phone", validation::phone);
        let password = f.optional("password", validation::new_password);
        Some(Self { token: token?, full_name: full_name?, phone: phone?, password: password? })
    }
}
