//! Signing in: sessions, tokens and passwords.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::accounts::Me;
use crate::body::{Fields, FromFields, any};
use crate::ids::SessionId;
use crate::validation;

/// Signs in with a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The user name, without regard to case.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, format = "email", example = "olga@northwind.example"))]
    pub email: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256, format = "password", example = "violet-harbour-tango-93"))]
    pub password: String,
    /// The second factor, where the account has one: the six digits that the authenticator app shows, or a recovery code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 40, example = "287082"))]
    pub code: Option<String>,
}

impl FromFields for Login {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let email = f.required("email", validation::email);
        let password = f.required("password", validation::password);
        let code = f.optional("code", validation::second_factor);
        Some(Self { email: email?, password: password?, code: code? })
    }
}

/// A sign-in that worked: the token for the `Authorization` header. The refresh token comes as an HttpOnly cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// A JWT.
    #[cfg_attr(feature = "openapi", schema(example = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMWEyMDBiZCJ9.c2lnbmF0dXJl"))]
    pub access_token: String,
    /// Always `Bearer`.
    #[cfg_attr(feature = "openapi", schema(example = "Bearer"))]
    pub token_type: String,
    /// Seconds until the access token ends.
    #[cfg_attr(feature = "openapi", schema(example = 900))]
    pub expires_in: u32,
    /// The account, its memberships and what each allows.
    pub account: Me,
}

/// A browser in which the account is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Names the session.
    pub id: SessionId,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// Where it signed in from.
    pub address: Option<String>,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it last asked for a new access token.
    pub last_used_at: DateTime<Utc>,
    /// When it ends unless it is used before.
    pub expires_at: DateTime<Utc>,
    /// Whether this is the session that asks.
    pub current: bool,
}

/// The sessions of an account, newest use first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sessions {
    /// Each session that is alive.
    pub items: Vec<Session>,
}

/// Asks for a mail with a link to choose a new password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgotPassword {
    /// The user name.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, format = "email", example = "olga@northwind.example"))]
    pub email: String,
}

impl FromFields for ForgotPassword {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { email: f.required("email", validation::email)? })
    }
}

/// Chooses a new password with the token of that mail; ends all sessions of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// The token of the mailed link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "8vJ2mQ4xT1bW9yL6pR3sZ0cK7dF5gH2nA8eU4oX1iB0"))]
    pub token: String,
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 256, format = "password", example = "violet-harbour-tango-93"))]
    pub password: String,
}

impl FromFields for ResetPassword {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let token = f.required("token", validation::token);
        let password = f.required("password", validation::new_password);
        Some(Self { token: token?, password: password? })
    }
}

/// Asks how easy a password is to guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordStrengthQuestion {
    /// The password that is being chosen; it is not kept.
    #[cfg_attr(feature = "openapi", schema(max_length = 256, format = "password", example = "violet-harbour-tango-93"))]
    pub password: String,
}

impl FromFields for PasswordStrengthQuestion {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let bounded = |text: String| {
            if text.chars().count() > validation::PASSWORD_MAX {
                Err(validation::FaultCode::TooLong { max: validation::PASSWORD_MAX })
            } else {
                any(text)
            }
        };
        Some(Self { password: f.required("password", bounded)? })
    }
}

/// How easy a password is to guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordStrength {
    /// zxcvbn's score from 0 (guessed at once) to 4 (strong); 3 is enough.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4, example = 3))]
    pub score: u8,
    /// Whether the password is long and strong enough to be chosen.
    pub acceptable: bool,
    /// What would make it stronger, in the language of the request.
    #[cfg_attr(feature = "openapi", schema(example = json!(["Add another word or two. Uncommon words are better."])))]
    pub suggestions: Vec<String>,
}
