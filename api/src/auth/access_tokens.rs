//! Access tokens: JWTs (RFC 7519) that name a session and live for minutes.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use shared::ids::{AccountId, SessionId};

use crate::platform::tokens::{self, RandomFailed};
use crate::refusal::Refusal;

/// How long an access token lives.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);
/// For whom tokens are.
const AUDIENCE: &str = "countersign-api";
/// Clocks of replicas may differ by this much.
const LEEWAY: i64 = 5;

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: AccountId,
    sid: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
}

struct Key {
    id: String,
    signs: EncodingKey,
    verifies: DecodingKey,
}

/// Makes and checks access tokens. The first key signs; all verify, so that keys can be changed without a break.
pub struct AccessTokens {
    issuer: String,
    keys: Vec<Key>,
}

impl std::fmt::Debug for AccessTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccessTokens({})", self.issuer)
    }
}

impl AccessTokens {
    /// Keys by id, the signing one first.
    #[must_use]
    pub fn new(issuer: String, keys: &[(String, String)]) -> Self {
        let keys = keys.iter().map(|(id, secret)| Key {
            id: id.clone(),
            signs: EncodingKey::from_secret(secret.as_bytes()),
            verifies: DecodingKey::from_secret(secret.as_bytes()),
        });
        Self { issuer, keys: keys.collect() }
    }

    /// A token for a session.
    ///
    /// # Errors
    /// There is no key, or no randomness.
    pub fn issue(&self, account: AccountId, session: SessionId, now: DateTime<Utc>) -> Result<String, Refusal> {
        let key = self.keys.first().ok_or_else(|| Refusal::Internal("no key signs access tokens".to_owned()))?;
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: account,
            sid: session,
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: (now + LIFETIME).timestamp(),
            jti: tokens::random().map_err(|failed: RandomFailed| Refusal::from(failed))?,
        };
        let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::HS256) };
        jsonwebtoken::encode(&header, &claims, &key.signs).map_err(|error| Refusal::Internal(error.to_string()))
    }

    /// The session of a token that is ours and alive; `None` for every other.
    #[must_use]
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<SessionId> {
        let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
        let key = self.keys.iter().find(|key| key.id == kid)?;
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        // The library reads the system's clock; ours is below.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.verifies, &rules).ok()?.claims;
        let now = now.timestamp();
        (claims.nbf - LEEWAY <= now && now < claims.exp + LEEWAY).then_some(claims.sid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::ids;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn tokens(keys: &[(&str, &str)]) -> AccessTokens {
        let keys: Vec<_> = keys.iter().map(|(id, key)| ((*id).to_owned(), (*key).to_owned())).collect();
        AccessTokens::new("https://countersign.example".to_owned(), &keys)
    }

    fn noon() -> DateTime<Utc> {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_token_lives_for_its_minutes_under_any_of_the_keys() {
        let session: SessionId = ids::next();
        let old = tokens(&[("a", "first key of thirty-two bytes...")]);
        let token = old.issue(ids::next(), session, noon()).unwrap();
        let turned = tokens(&[("b", "another key of thirty-two bytes."), ("a", "first key of thirty-two bytes...")]);
        assert_eq!(turned.verify(&token, noon()), Some(session));
        assert_eq!(turned.verify(&token, noon() + LIFETIME - TimeDelta::seconds(1)), Some(session));
        assert_eq!(turned.verify(&token, noon() + LIFETIME + TimeDelta::seconds(LEEWAY)), None);
        assert_eq!(turned.verify(&token, noon() - TimeDelta::seconds(LEEWAY + 1)), None);
    }

    #[test]
    fn forged_tokens_are_not_taken() {
        let ours = tokens(&[("a", "first key of thirty-two bytes...")]);
        let token = ours.issue(ids::next(), ids::next(), noon()).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT","kid":"a"}"#);
        let no_kid = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
        let other_issuer =
            AccessTokens::new("https://other.example".to_owned(), &[("a".to_owned(), "first key of thirty-two bytes...".to_owned())]);
        for forged in [
            format!("{none}.{}.", parts[1]),
            format!("{none}.{}.{}", parts[1], parts[2]),
            format!("{no_kid}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.{}", parts[0], parts[1], &parts[2][1..]),
            format!("{}.{}", parts[0], parts[1]),
            tokens(&[("a", "a key that somebody has guessed.")]).issue(ids::next(), ids::next(), noon()).unwrap(),
            tokens(&[("z", "first key of thirty-two bytes...")]).issue(ids::next(), ids::next(), noon()).unwrap(),
            other_issuer.issue(ids::next(), ids::next(), noon()).unwrap(),
            String::new(),
        ] {
            assert_eq!(ours.verify(&forged, noon()), None, "{forged}");
        }
    }
}
