//! One's own account: profile, language, memberships.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::ids::{AccountId, ResellerId, SubscriptionId};
use crate::locale::Locale;
use crate::rights::{ResellerRole, Right, SubscriptionRole};
use crate::subscriptions::Product;
use crate::two_factor::TwoFactor;
use crate::validation;

/// The account that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Names the account.
    pub id: AccountId,
    /// The user name, as it was typed.
    #[cfg_attr(feature = "openapi", schema(example = "olga@northwind.example"))]
    pub email: String,
    /// A new address that waits to be confirmed by the link mailed to it.
    pub new_email: Option<String>,
    /// The person's full name.
    #[cfg_attr(feature = "openapi", schema(example = "Olga Ostrova"))]
    pub full_name: String,
    /// The person's phone number.
    pub phone: Option<String>,
    /// The language of screens and mails.
    pub locale: Locale,
    /// Whether mails come before trials end, as they expire and as they become paid: to owners and administrators.
    pub trial_mails: bool,
    /// Two-factor sign-in; null where it is off.
    pub two_factor: Option<TwoFactor>,
    /// The membership in a reseller; null for a customer's person.
    pub reseller: Option<ResellerMembership>,
    /// The memberships in subscriptions; empty for a reseller's person.
    pub subscriptions: Vec<SubscriptionMembership>,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

/// What the account is in its reseller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResellerMembership {
    /// Names the reseller.
    pub id: ResellerId,
    /// The reseller's name.
    #[cfg_attr(feature = "openapi", schema(example = "Northwind IT"))]
    pub name: String,
    /// The account's role.
    pub role: ResellerRole,
    /// What the role allows.
    pub rights: Vec<Right>,
    /// Whether it is a sandbox, in which time can be moved ahead.
    pub sandbox: bool,
}

/// What the account is in a customer's subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionMembership {
    /// Names the subscription.
    pub id: SubscriptionId,
    /// The customer's name.
    #[cfg_attr(feature = "openapi", schema(example = "Boulangerie Mercier et Fils"))]
    pub company_name: String,
    /// The product.
    pub product: Product,
    /// The name of the reseller who serves the customer.
    #[cfg_attr(feature = "openapi", schema(example = "Northwind IT"))]
    pub reseller_name: String,
    /// The account's role.
    pub role: SubscriptionRole,
    /// What the role allows; to see alone, where the customer does not edit signatures.
    pub rights: Vec<Right>,
}

/// Changes one's own profile. What is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeMe {
    /// The person's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, min_length = 1, max_length = 200, example = "Olga Ostrova"))]
    pub full_name: Option<String>,
    /// The person's phone number; null takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 3, max_length = 32, example = "+32 2 555 12 34"))]
    pub phone: Option<Option<String>>,
    /// The language of screens and mails.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Locale))]
    pub locale: Option<Locale>,
    /// Whether mails about trials are wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub trial_mails: Option<bool>,
}

impl FromFields for ChangeMe {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let full_name = f.changed("full_name", validation::full_name);
        let phone = f.clearable("phone", validation::phone);
        let locale = f.changed("locale", any::<Locale>);
        let trial_mails = f.changed("trial_mails", any::<bool>);
        Some(Self { full_name: full_name?, phone: phone?, locale: locale?, trial_mails: trial_mails? })
    }
}

/// Chooses a new password; ends all other sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The present password.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256, format = "password", example = "amber-window-ladder-27"))]
    pub current: String,
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 256, format = "password", example = "violet-harbour-tango-93"))]
    pub new: String,
}

impl FromFields for ChangePassword {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let current = f.required("current", validation::password);
        let new = f.required("new", validation::new_password);
        Some(Self { current: current?, new: new? })
    }
}

/// Asks for another e-mail address; it counts once the link mailed to it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeEmail {
    /// The new address.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, format = "email", example = "olga@northwind.example"))]
    pub email: String,
    /// The present password.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256, format = "password", example = "amber-window-ladder-27"))]
    pub password: String,
}

impl FromFields for ChangeEmail {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let email = f.required("email", validation::email);
        let password = f.required("password", validation::password);
        Some(Self { email: email?, password: password? })
    }
}

/// Confirms a new e-mail address with the token of the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmEmail {
    /// The token of the mailed link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "8vJ2mQ4xT1bW9yL6pR3sZ0cK7dF5gH2nA8eU4oX1iB0"))]
    pub token: String,
}

impl FromFields for ConfirmEmail {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { token: f.required("token", validation::token)? })
    }
}
