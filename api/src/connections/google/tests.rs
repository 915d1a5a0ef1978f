mod told;

use std::time::Duration;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::json;
use shared::connections::{ConnectionMode as Mode, ConnectionStep as Step};
use shared::validation::FaultCode;

use super::page::Place;
use super::*;
use crate::connections::platforms;
use crate::connections::sync::source::Trouble;
use crate::platform::outgoing::{Failure, Patience, Reply};

fn pem(der: &[u8]) -> String {
    let lines: Vec<String> = STANDARD.encode(der).as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
}

fn file(private_key: &str) -> String {
    json!({
        "type": "service_account", "private_key_id": "8f2c", "private_key": private_key, "client_id": "104782913746518290347",
        "client_email": "reader@countersign.iam.gserviceaccount.com", "token_uri": "https://evil.example/token",
    })
    .to_string()
}

fn rsa_pem(key: &KeyPair) -> String {
    pem(key.as_der().unwrap().as_ref())
}

fn google(addresses: Addresses) -> Google {
    let clock = Clock::by_hand("2026-11-28T12:00:00Z".parse().unwrap());
    Google::new(Outgoing::new(clock.clone(), Patience::default()), clock, addresses)
}

fn reply(status: u16, body: Value) -> Reply {
    Reply { status, body }
}

#[test]
fn what_a_key_signs_its_public_half_verifies() {
    let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let account = ServiceAccount::read(&file(&rsa_pem(&key))).unwrap();
    assert_eq!(
        (account.client_id.as_str(), account.client_email.as_str()),
        ("104782913746518290347", "reader@countersign.iam.gserviceaccount.com")
    );
    let signed = account.sign(&json!({"iss": "reader", "exp": 4_102_444_800_u64})).unwrap();
    let public = DecodingKey::from_rsa_der(key.public_key().as_ref());
    let found = jsonwebtoken::decode::<Value>(&signed, &public, &Validation::new(Algorithm::RS256)).unwrap();
    assert_eq!((found.claims["iss"].as_str(), found.header.kid.as_deref()), (Some("reader"), Some("8f2c")));
    let other = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let other = DecodingKey::from_rsa_der(other.public_key().as_ref());
    assert!(jsonwebtoken::decode::<Value>(&signed, &other, &Validation::new(Algorithm::RS256)).is_err());
}

#[test]
fn a_key_that_is_none_of_rsa_is_refused() {
    let rsa = rsa_pem(&KeyPair::generate(KeySize::Rsa2048).unwrap());
    let elliptic = aws_lc_rs::signature::EcdsaKeyPair::generate(&aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let elliptic = pem(elliptic.to_pkcs8v1().unwrap().as_ref());
    let in_one_line = rsa.replace('\n', "");
    let with_returns = rsa.replace('\n', "\r\n");
    for (private_key, is_fine) in [
        (rsa.as_str(), true),
        (&in_one_line, true),
        (&with_returns, true),
        (&elliptic, false),
        (&rsa[..rsa.len() / 2], false),
        (&rsa.replacen("MII", "MIJ", 1), false),
        (&rsa.replace("PRIVATE", "PUBLIC"), false),
        (&rsa.replace("BEGIN PRIVATE", "BEGIN ENCRYPTED PRIVATE"), false),
        ("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----", false),
        ("-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----", false),
        ("secret", false),
    ] {
        let expected = if is_fine { None } else { Some(vec![FaultCode::NotAnRsaKey]) };
        assert_eq!(ServiceAccount::read(&file(private_key)).err(), expected, "{private_key}");
    }
}

#[test]
fn nothing_of_an_account_is_shown_but_its_number() {
    let key = rsa_pem(&KeyPair::generate(KeySize::Rsa2048).unwrap());
    let account = Arc::new(ServiceAccount::read(&file(&key)).unwrap());
    let delegate = Delegate { account, administrator: "admin@mercier.example".to_owned() };
    let addresses = Addresses {
        token_url: "https://oauth2.googleapis.com/token".to_owned(),
        directory_url: "https://admin.googleapis.com".to_owned(),
        gmail_url: "https://gmail.googleapis.com".to_owned(),
    };
    let google = google(addresses);
    let shown = format!("{google:?}{:?}", google.directory(delegate, "C03az79cb".to_owned()));
    assert!(shown.contains("104782913746518290347") && !shown.contains("PRIVATE") && !shown.contains(&key[40..80]), "{shown}");
}

#[test]
fn what_stands_in_a_path_leads_nowhere_else() {
    let addresses = Addresses {
        token_url: String::new(),
        directory_url: "https://admin.googleapis.com".to_owned(),
        gmail_url: "https://gmail.googleapis.com".to_owned(),
    };
    let google = google(addresses);
    for (key, expected) in [
        ("admin@mercier.example", "users/admin@mercier.example"),
        ("a/b?c#d@mercier.example", "users/a%2Fb%3Fc%23d@mercier.example"),
        ("../../token@mercier.example", "users/..%2F..%2Ftoken@mercier.example"),
    ] {
        let url = google.directory_url(&["users", key]).unwrap();
        assert_eq!(url.as_str(), format!("https://admin.googleapis.com/admin/directory/v1/{expected}"));
    }
}

#[test]
fn every_mode_asks_for_what_reading_the_directory_takes() {
    for mode in [Mode::ServerSide, Mode::ClientSide] {
        let asked = platforms::permissions(Step::ServiceAccount, mode);
        assert!(DIRECTORY_SCOPES.iter().all(|scope| asked.contains(scope)), "{mode}");
    }
    assert_eq!(platforms::permissions(Step::ServiceAccount, Mode::ServerSide), DIRECTORY_SCOPES);
}

#[test]
fn what_the_token_endpoint_says_is_about_the_customer_or_about_us() {
    let told = |error: &str, sentence: &str| json!({"error": error, "error_description": sentence});
    for (body, expected) in [
        (told("unauthorized_client", "Client is unauthorized to retrieve access tokens using this method."), "NotDelegated"),
        (told("unauthorized_client", "Unauthorized client or scope in request."), "NotDelegated"),
        (told("access_denied", "Requested client not authorized."), "NotDelegated"),
        (told("admin_policy_enforced", ""), "NotDelegated"),
        (told("invalid_scope", "Invalid OAuth scope or ID token audience provided."), "NotDelegated"),
        (told("invalid_grant", "Invalid email or User ID"), "NobodyThere"),
        (told("invalid_grant", "Not a valid email."), "NobodyThere"),
        (told("invalid_grant", ""), "NobodyThere"),
        (told("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."), "Clock"),
        (told("invalid_grant", "Invalid JWT Signature."), "Key"),
        (told("invalid_grant", "Invalid grant: account not found"), "Key"),
        (told("invalid_client", "The OAuth client was not found."), "Key"),
        (told("deleted_client", ""), "Key"),
        (told("disabled_client", ""), "Key"),
        (told("temporarily_unavailable", ""), "Busy"),
        (told("unsupported_grant_type", "<b>Bob</b>"), "Refused"),
        (Value::Null, "Refused"),
    ] {
        let found = format!("{:?}", Fault::of_token(&reply(400, body.clone())));
        assert!(found.starts_with(expected) && !found.contains("Bob") && !found.contains("email"), "{body}: {found}");
    }
    assert_eq!(Fault::of_token(&reply(401, told("<i>no", ""))), Fault::Refused("401 ino".to_owned()));
}

#[test]
fn what_the_directory_says_tells_the_synchronisation_what_to_do() {
    let error = |code: u16, reason: &str| json!({"error": {"code": code, "message": "Bob may not", "errors": [{"domain": "global", "reason": reason}]}});
    let newer = |reason: &str| json!({"error": {"code": 403, "details": [{"@type": "x"}, {"@type": "ErrorInfo", "reason": reason}]}});
    let withdrawn = |words: &str| Trouble::Withdrawn(words.to_owned());
    let refused = |words: &str| Trouble::Refused(words.to_owned());
    let credentials = |words: &str| Trouble::Credentials(words.to_owned());
    for (status, body, place, expected) in [
        (401, error(401, "authError"), Place::Beginning, withdrawn("401 authError")),
        (403, error(403, "forbidden"), Place::Beginning, withdrawn("403 forbidden")),
        (403, Value::Null, Place::Further, withdrawn("403 ")),
        (403, error(403, "rateLimitExceeded"), Place::Beginning, Trouble::Wait(None)),
        (403, error(403, "userRateLimitExceeded"), Place::Beginning, Trouble::Wait(None)),
        (403, error(403, "quotaExceeded"), Place::Further, Trouble::Wait(None)),
        (403, newer("RATE_LIMIT_EXCEEDED"), Place::Beginning, Trouble::Wait(None)),
        (403, error(403, "accessNotConfigured"), Place::Beginning, credentials("403 accessNotConfigured")),
        (403, newer("SERVICE_DISABLED"), Place::Beginning, credentials("403 SERVICE_DISABLED")),
        (400, error(400, "invalid"), Place::Further, Trouble::StartOver),
        (400, error(400, "invalid"), Place::Beginning, refused("400 invalid")),
        (400, error(400, "domainCannotUseApis"), Place::Further, refused("400 domainCannotUseApis")),
        (410, Value::Null, Place::Beginning, Trouble::StartOver),
        (404, error(404, "notFound"), Place::Beginning, refused("404")),
        (409, error(409, "<b>"), Place::Beginning, refused("409 b")),
    ] {
        assert_eq!(Trouble::from(Fault::of_directory(&reply(status, body.clone()), place)), expected, "{status} {body}");
    }
    let seven = Some(Duration::from_secs(7));
    assert_eq!(Trouble::from(Fault::from(Failure::Busy(seven))), Trouble::Wait(seven));
    assert_eq!(Trouble::from(Fault::from(Failure::TimedOut)), Trouble::Unreachable("it does not answer in time".to_owned()));
    assert_eq!(Trouble::from(Fault::NotDelegated("400 unauthorized_client".to_owned())), withdrawn("400 unauthorized_client"));
    assert_eq!(Trouble::from(Fault::Key("400 invalid_grant".to_owned())), credentials("400 invalid_grant"));
    assert_eq!(Trouble::from(Fault::Clock("400 invalid_grant".to_owned())), credentials("400 invalid_grant"));
}
