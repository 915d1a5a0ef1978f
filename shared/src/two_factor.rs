//! Two-factor sign-in: codes of an authenticator app beside the password, and codes for the day on which it is lost.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields};
use crate::validation;

/// How many recovery codes an account gets at a time.
pub const RECOVERY_CODES: usize = 10;

/// Two-factor sign-in where it is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TwoFactor {
    /// Since when it is on.
    pub since: DateTime<Utc>,
    /// How many recovery codes were not used yet.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10, example = 10))]
    pub recovery_codes_left: u32,
}

/// Begins to turn two-factor sign-in on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BeginTwoFactor {
    /// The present password.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256, format = "password", example = "amber-window-ladder-27"))]
    pub password: String,
}

impl FromFields for BeginTwoFactor {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { password: f.required("password", validation::password)? })
    }
}

/// What an authenticator app needs. It counts once a code of that app confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TwoFactorBeginning {
    /// The secret, in Base32, for apps without a camera.
    #[cfg_attr(feature = "openapi", schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))]
    pub secret: String,
    /// The secret with all that an app wants to know beside it.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "otpauth://totp/Countersign:olga%40northwind.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Countersign")
    )]
    pub uri: String,
    /// The same as a QR code: an SVG image, black on white.
    #[cfg_attr(feature = "openapi", schema(example = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 57 57\"></svg>"))]
    pub qr_svg: String,
    /// When it must be confirmed at the latest.
    pub expires_at: DateTime<Utc>,
}

/// Proves the second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TwoFactorCode {
    /// The six digits that the authenticator app shows; or a recovery code, but to confirm.
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 40, example = "287082"))]
    pub code: String,
}

impl FromFields for TwoFactorCode {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { code: f.required("code", validation::second_factor)? })
    }
}

/// Turns two-factor sign-in off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndTwoFactor {
    /// The present password.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256, format = "password", example = "amber-window-ladder-27"))]
    pub password: String,
    /// The six digits that the authenticator app shows, or a recovery code.
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 40, example = "287082"))]
    pub code: String,
}

impl FromFields for EndTwoFactor {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let password = f.required("password", validation::password);
        let code = f.required("code", validation::second_factor);
        Some(Self { password: password?, code: code? })
    }
}

/// Recovery codes. They are shown this once; earlier ones count no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Each stands in for a code of the app, once.
    #[cfg_attr(feature = "openapi", schema(example = json!(["K7QF-2M9D-XWPA-8RTJ"])))]
    pub recovery_codes: Vec<String>,
}
