//! Service accounts of the stand-in, and the assertions by which they ask for tokens
//! (<https://developers.google.com/identity/protocols/oauth2/service-account>).

use std::collections::BTreeSet;
use std::sync::OnceLock;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde_json::json;

/// A service account.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// The installation's.
    Installation,
    /// One of a customer's own.
    Own,
}

impl Account {
    pub const ALL: [Self; 2] = [Self::Installation, Self::Own];

    pub const fn client_id(self) -> &'static str {
        match self {
            Self::Installation => "104782913746518290347",
            Self::Own => "117391820465738291046",
        }
    }

    pub const fn email(self) -> &'static str {
        match self {
            Self::Installation => "reader@countersign.iam.gserviceaccount.com",
            Self::Own => "signatures@mercier.iam.gserviceaccount.com",
        }
    }

    /// Made once: it takes a while.
    fn key(self) -> &'static KeyPair {
        static KEYS: [OnceLock<KeyPair>; 2] = [const { OnceLock::new() }; 2];
        let place = usize::from(self == Self::Own);
        KEYS[place].get_or_init(|| KeyPair::generate(KeySize::Rsa2048).unwrap())
    }

    /// The key, as PEM.
    pub fn pem(self) -> String {
        let whole = STANDARD.encode(self.key().as_der().unwrap().as_ref());
        let lines: Vec<&str> = whole.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
    }

    /// The key file, as Google gives it out.
    pub fn key_file(self) -> String {
        let file = json!({
            "type": "service_account", "project_id": "countersign", "private_key_id": "8f2c0a7d", "private_key": self.pem(),
            "client_email": self.email(), "client_id": self.client_id(), "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": "https://token.evil.example/token", "universe_domain": "googleapis.com",
        });
        serde_json::to_string_pretty(&file).unwrap()
    }
}

/// What an assertion says.
#[derive(Deserialize)]
pub struct Claims {
    iss: String,
    pub sub: String,
    scope: String,
    aud: String,
    iat: i64,
    exp: i64,
}

impl Claims {
    pub fn scopes(&self) -> BTreeSet<String> {
        self.scope.split(' ').map(str::to_owned).collect()
    }

    /// The account whose assertion it is, and what it says, or why it is not taken.
    pub fn read(assertion: &str, token_url: &str, now: DateTime<Utc>) -> Result<(Account, Self), (&'static str, &'static str)> {
        let mut rules = Validation::new(Algorithm::RS256);
        // By the test's clock, below.
        (rules.validate_exp, rules.validate_aud) = (false, false);
        let unsigned = jsonwebtoken::dangerous::insecure_decode::<Self>(assertion).map_err(|_| ("invalid_request", "Bad Request"))?;
        let named = Account::ALL.into_iter().find(|account| account.email() == unsigned.claims.iss);
        let account = named.ok_or(("invalid_grant", "Invalid grant: account not found"))?;
        let public = DecodingKey::from_rsa_der(account.key().public_key().as_ref());
        let signed = jsonwebtoken::decode::<Self>(assertion, &public, &rules).map_err(|_| ("invalid_grant", "Invalid JWT Signature."))?;
        let claims = signed.claims;
        if signed.header.typ.as_deref() != Some("JWT") || signed.header.kid.as_deref() != Some("8f2c0a7d") {
            return Err(("invalid_grant", "Invalid JWT Signature."));
        }
        if claims.aud != token_url {
            return Err(("invalid_grant", "Invalid JWT: Failed audience check."));
        }
        let age = now.timestamp() - claims.iat;
        if claims.exp - claims.iat > 3600 || claims.exp <= now.timestamp() || age < -60 {
            let sentence = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and \
                exp values in the JWT claim.";
            return Err(("invalid_grant", sentence));
        }
        Ok((account, claims))
    }
}
