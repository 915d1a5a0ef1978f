//! The mark of a browser in which somebody signed in before: its wrong passwords are counted apart, so that strangers who
//! guess can't keep the account's owner out (OWASP's device cookies). It proves nothing else.

use aws_lc_rs::constant_time;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};

use crate::platform::tokens::{self, RandomFailed};
use crate::platform::vault::Vault;

/// A browser is known for this long after the last time that somebody signed in there.
pub const LIFETIME: TimeDelta = TimeDelta::days(180);

/// A browser in which the account of an address signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Names the browser and the address, for the counter.
    pub name: String,
}

/// Marks a browser in which the account of an address has just signed in.
///
/// # Errors
/// The system's random source failed.
pub fn mark(vault: &Vault, email_key: &str, now: DateTime<Utc>) -> Result<String, RandomFailed> {
    let stem = format!("{}.{}", now.timestamp(), URL_SAFE_NO_PAD.encode(tokens::random_bytes::<16>()?));
    let signature = URL_SAFE_NO_PAD.encode(sign(vault, &stem, email_key));
    Ok(format!("{stem}.{signature}"))
}

impl Device {
    /// The browser that a mark is of; nothing where it is not ours, of another address, or too old.
    #[must_use]
    pub fn of(vault: &Vault, email_key: &str, mark: &str, now: DateTime<Utc>) -> Option<Self> {
        let (stem, signature) = mark.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        constant_time::verify_slices_are_equal(&sign(vault, stem, email_key), &signature).ok()?;
        let (since, nonce) = stem.split_once('.')?;
        let since = DateTime::from_timestamp(since.parse().ok()?, 0)?;
        (now - since < LIFETIME && !nonce.contains('.')).then(|| Self { name: format!("{stem} {email_key}") })
    }
}

/// The stem has one dot, and an address stands after it, so that no other pair is signed alike.
fn sign(vault: &Vault, stem: &str, email_key: &str) -> Vec<u8> {
    vault.derive("device cookie", format!("{stem}.{email_key}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_348_800, 0).unwrap()
    }

    #[test]
    fn a_mark_is_of_its_address_under_its_key_for_its_time() {
        let (vault, now) = (Vault::new(b"key").unwrap(), now());
        let olga = "olga@northwind.example";
        let made = mark(&vault, olga, now).unwrap();
        let of = |vault: &Vault, email: &str, mark: &str, at| Device::of(vault, email, mark, at);
        assert!(of(&vault, olga, &made, now).is_some());
        assert!(of(&vault, olga, &made, now + LIFETIME - TimeDelta::seconds(1)).is_some());
        assert_eq!(of(&vault, olga, &made, now + LIFETIME), None);
        assert_eq!(of(&vault, "ben@northwind.example", &made, now), None);
        assert_eq!(of(&Vault::new(b"other").unwrap(), olga, &made, now), None);
        let (stem, signature) = made.rsplit_once('.').unwrap();
        let later = format!("{}{}", now.timestamp() + 1, &stem[stem.find('.').unwrap()..]);
        for forged in
            ["", ".", "..", stem, &format!("{stem}."), &format!("{later}.{signature}"), &format!("{made}x"), &made[..made.len() - 2]]
        {
            assert_eq!(of(&vault, olga, forged, now), None, "{forged}");
        }
        // A part of the address can't be moved into the stem.
        let short = mark(&vault, "b.example", now).unwrap();
        let (stem, signature) = short.rsplit_once('.').unwrap();
        assert_eq!(of(&vault, "example", &format!("{stem}.b.{signature}"), now), None);
    }

    #[test]
    fn two_browsers_differ() {
        let (vault, now) = (Vault::new(b"key").unwrap(), now());
        let device = || Device::of(&vault, "olga", &mark(&vault, "olga", now).unwrap(), now).unwrap();
        assert_ne!(device(), device());
    }
}
