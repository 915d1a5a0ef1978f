//! Private keys as Google gives them out: PKCS #8 (RFC 5208) as PEM (RFC 7468).

use aws_lc_rs::rsa::KeyPair;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// Tags of DER (X.690) in the order in which they stand in a key: a sequence of the version, the algorithm and the key.
const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;

/// The RSA key (`RSAPrivateKey` of RFC 8017, in DER) of a PEM text; nothing where it holds none that can sign.
pub(super) fn read(pem: &str) -> Option<Vec<u8>> {
    let (_, rest) = pem.split_once(BEGIN)?;
    let (body, _) = rest.split_once(END)?;
    let body: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let whole = STANDARD.decode(body).ok()?;
    KeyPair::from_pkcs8(&whole).ok()?;
    Some(content(&whole)?.to_vec())
}

/// The key without what says that it is one of RSA.
fn content(whole: &[u8]) -> Option<&[u8]> {
    let (inner, _) = element(whole, SEQUENCE)?;
    let (_, rest) = element(inner, INTEGER)?;
    let (_, rest) = element(rest, SEQUENCE)?;
    Some(element(rest, OCTETS)?.0)
}

/// What the first element holds, and what comes after it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, first], rest) = der.split_first_chunk::<2>()?;
    if found != tag {
        return None;
    }
    if first < 0x80 {
        return rest.split_at_checked(first.into());
    }
    // The length itself has a length.
    let (length, rest) = rest.split_at_checked((first & 0x7f).into())?;
    let length = length.iter().try_fold(0_usize, |sum, byte| sum.checked_mul(256)?.checked_add((*byte).into()))?;
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_end_where_they_say() {
        for (der, expected) in [
            (&[0x30, 0x01, 7, 8][..], Some((&[7][..], &[8][..]))),
            (&[0x30, 0x81, 0x01, 7], Some((&[7], &[]))),
            (&[0x30, 0x82, 0x00, 0x02, 7, 8, 9], Some((&[7, 8], &[9]))),
            (&[0x30, 0x00], Some((&[], &[]))),
            (&[0x30, 0x02, 7], None),
            (&[0x30, 0x82, 0x01], None),
            (&[0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0], None),
            (&[0x02, 0x01, 7], None),
            (&[0x30], None),
            (&[], None),
        ] {
            assert_eq!(element(der, SEQUENCE), expected, "{der:?}");
        }
    }
}
