//! Access tokens: ours, alive, or nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::support::{Caller, TestApp};

const KEY: &str = "a signing key of the tests of 32 characters or more";

/// The claims of a good token of a caller.
fn claims(app: &TestApp, of: &Caller) -> Value {
    let now = app.clock.now().timestamp();
    json!({
        "iss": "https://portal.example", "aud": "countersign-api", "sub": of.account(), "sid": of.session(),
        "iat": now, "nbf": now, "exp": now + 900, "jti": "x",
    })
}

fn signed(algorithm: Algorithm, kid: Option<&str>, key: &str, claims: &Value) -> String {
    let header = Header { kid: kid.map(str::to_owned), ..Header::new(algorithm) };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(key.as_bytes())).unwrap()
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().unwrap().remove(name);
    claims
}

on_both_databases! {
    async fn one_lives_for_fifteen_minutes(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let token = northwind.owner().token();
        app.clock.advance(TimeDelta::seconds(899));
        app.with_token(&token).get("/me").await.expect(200);
        // Five seconds for replicas whose clocks differ.
        app.clock.advance(TimeDelta::seconds(6));
        let answer = app.with_token(&token).get("/me").await.refused(401, "unauthenticated");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }

    async fn a_forged_one_is_worth_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, now) = (northwind.owner(), app.clock.now().timestamp());
        let good = claims(&app, owner);
        let hs256 = |claims: &Value| signed(Algorithm::HS256, Some("1"), KEY, claims);
        app.with_token(&hs256(&good)).get("/me").await.expect(200);

        let token = owner.token();
        let parts: Vec<&str> = token.split('.').collect();
        let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let none = encoded(&json!({"alg": "none", "typ": "JWT", "kid": "1"}));
        let other = encoded(&with(good.clone(), "sid", json!("01a20000-0000-7000-8000-000000000000")));
        let forged = [
            ("no signature, by its own word", format!("{none}.{}.", parts[1])),
            ("no signature, by its own word, with one", format!("{none}.{}.{}", parts[1], parts[2])),
            ("other claims under a good signature", format!("{}.{other}.{}", parts[0], parts[2])),
            ("a signature cut short", token[..token.len() - 4].to_owned()),
            ("no signature", format!("{}.{}", parts[0], parts[1])),
            ("a fourth part", format!("{token}.{}", parts[2])),
            ("another key", signed(Algorithm::HS256, Some("1"), "a key that somebody has guessed, or so they think", &good)),
            ("an empty key", signed(Algorithm::HS256, Some("1"), "", &good)),
            ("another algorithm", signed(Algorithm::HS512, Some("1"), KEY, &good)),
            ("an unknown key id", signed(Algorithm::HS256, Some("2"), KEY, &good)),
            ("a key id that is a path", signed(Algorithm::HS256, Some("../1"), KEY, &good)),
            ("no key id", signed(Algorithm::HS256, None, KEY, &good)),
            ("another issuer", hs256(&with(good.clone(), "iss", json!("https://other.example")))),
            ("no issuer", hs256(&without(good.clone(), "iss"))),
            ("another audience", hs256(&with(good.clone(), "aud", json!("other")))),
            ("no audience", hs256(&without(good.clone(), "aud"))),
            ("a time that is over", hs256(&with(good.clone(), "exp", json!(now - 6)))),
            ("no end", hs256(&without(good.clone(), "exp"))),
            ("a time to come", hs256(&with(good.clone(), "nbf", json!(now + 6)))),
            ("no beginning", hs256(&without(good.clone(), "nbf"))),
            ("an end that is no number", hs256(&with(good.clone(), "exp", json!("never")))),
            ("a session that is none", hs256(&with(good.clone(), "sid", json!("01a20000-0000-7000-8000-000000000000")))),
            ("a session that is no id", hs256(&with(good.clone(), "sid", json!("' OR 1=1 --")))),
            ("no session", hs256(&without(good, "sid"))),
            ("something else", "x".to_owned()),
            ("a key of the API", format!("ck_{}", "x".repeat(40))),
            ("a long text", "a.".repeat(2000)),
        ];
        for (what, token) in forged {
            let answer = app.with_token(&token).get("/me").await;
            assert_eq!((answer.status(), answer.code()), (401, "unauthenticated".to_owned()), "{what}");
        }
    }

    async fn only_the_bearer_scheme_counts(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let token = northwind.owner().token();
        for (header, status) in [
            (format!("Bearer {token}"), 200),
            (format!("bearer {token}"), 200),
            (format!("Bearer  {token} "), 200),
            (format!("Basic {token}"), 401),
            (format!("Bearer{token}"), 401),
            (token.clone(), 401),
            ("Bearer".to_owned(), 401),
            ("Bearer ".to_owned(), 401),
        ] {
            let answer = app.anonymous().get("/me").header("authorization", &header).await;
            assert_eq!(answer.status(), status, "{}", &header[..header.len().min(12)]);
        }
    }
}
