//! Codes of authenticator apps: HOTP (RFC 4226) over intervals of 30 seconds (RFC 6238), in the form that every app takes:
//! SHA-1, six digits.

use aws_lc_rs::{constant_time, hmac};
use chrono::{DateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::platform::tokens::{self, RandomFailed};

/// How long a code is shown.
const STEP_SECONDS: i64 = 30;
/// Six digits.
const MODULUS: u32 = 1_000_000;
/// What apps show above the code.
const ISSUER: &str = "Countersign";
/// What stands in an address as it is (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A secret of 160 bits, as long as the hash (RFC 4226, section 4).
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 20]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// The system's random source failed.
    pub fn random() -> Result<Self, RandomFailed> {
        Ok(Self(tokens::random_bytes()?))
    }

    /// One that was kept.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its bytes, to be kept.
    #[must_use]
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As people type it: Base32 (RFC 4648), which 160 bits fill without padding.
    #[must_use]
    pub fn base32(&self) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let letter = |bits: u64| LETTERS.get(usize::try_from(bits & 31).unwrap_or(0)).map(|letter| char::from(*letter));
        let groups = self.0.chunks(5).map(|chunk| chunk.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte)));
        groups.flat_map(|bits| (0..8).rev().filter_map(move |place| letter(bits >> (5 * place)))).collect()
    }

    /// The address that a QR code leads an app to.
    #[must_use]
    pub fn uri(&self, account: &str) -> String {
        let account = utf8_percent_encode(account, RESERVED);
        let secret = self.base32();
        format!("otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period={STEP_SECONDS}")
    }

    /// The code of an interval.
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let mac = hmac::sign(&key, &step.to_be_bytes());
        let offset = usize::from(mac.as_ref().last().copied().unwrap_or(0) & 15);
        let word = mac.as_ref().get(offset..offset + 4).and_then(|word| word.try_into().ok()).map_or(0, u32::from_be_bytes);
        format!("{:06}", (word & 0x7fff_ffff) % MODULUS)
    }

    /// The interval whose code this is: the present one, or one beside it, since clocks differ and people are slow. Only
    /// one after the last that was used counts, so that a code which somebody saw is worth nothing (RFC 6238, section 5.2).
    #[must_use]
    pub fn step_of(&self, code: &str, now: DateTime<Utc>, last_used: i64) -> Option<i64> {
        let present = now.timestamp().div_euclid(STEP_SECONDS);
        let fits = |step: &i64| constant_time::verify_slices_are_equal(self.code(*step).as_bytes(), code.as_bytes()).is_ok();
        (present - 1..=present + 1).filter(|step| *step > last_used).find(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::of(b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_4226_and_6238() {
        // RFC 4226, appendix D.
        for (count, code) in
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"].into_iter().enumerate()
        {
            assert_eq!(secret().code(i64::try_from(count).unwrap()), code, "{count}");
        }
        // RFC 6238, appendix B, less the two digits that come first there.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret().code(seconds / 30), code, "{seconds}");
            assert_eq!(secret().step_of(code, at(seconds), 0), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_counts_one_step_either_way_and_no_further() {
        let (now, present) = (at(1_111_111_109), 1_111_111_109 / 30);
        for (step, counts) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let found = secret().step_of(&secret().code(present + step), now, 0);
            assert_eq!(found, counts.then_some(present + step), "{step}");
        }
        // At the very edge of an interval.
        let code = secret().code(100);
        for (seconds, counts) in [(2_969, false), (2_970, true), (3_059, true), (3_060, false)] {
            assert_eq!(secret().step_of(&code, at(seconds), 0).is_some(), counts, "{seconds}");
        }
    }

    #[test]
    fn a_step_that_was_used_never_counts_again_nor_one_before_it() {
        let (now, present) = (at(1_111_111_109), 1_111_111_109 / 30);
        for (used, counts) in [(-1, [false, true, true]), (0, [false, false, true]), (1, [false, false, false])] {
            let found = [-1, 0, 1].map(|step| secret().step_of(&secret().code(present + step), now, present + used).is_some());
            assert_eq!(found, counts, "{used}");
        }
    }

    #[test]
    fn what_is_no_code_fits_none() {
        for code in ["", "28708", "2870820", "94287082", "000000"] {
            assert_eq!(secret().step_of(code, at(59), 0), None, "{code}");
        }
    }

    #[test]
    fn secrets_are_written_as_apps_read_them() {
        assert_eq!(secret().base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            secret().uri("olga+1@northwind.example"),
            "otpauth://totp/Countersign:olga%2B1%40northwind.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Countersign&algorithm=SHA1&digits=6&period=30"
        );
        assert_ne!(Secret::random().unwrap(), Secret::random().unwrap());
        assert_eq!(format!("{:?}", secret()), "Secret(…)");
        assert_eq!(Secret::of(b"short"), None);
    }
}
