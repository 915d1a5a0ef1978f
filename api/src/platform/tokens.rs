//! Random tokens, and the hashes under which they are kept.

use aws_lc_rs::{digest, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A token of 256 random bits, in base64url (43 characters).
///
/// # Errors
/// The system's random source failed.
pub fn random() -> Result<String, RandomFailed> {
    Ok(URL_SAFE_NO_PAD.encode(random_bytes::<32>()?))
}

/// Random bytes.
///
/// # Errors
/// The system's random source failed.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], RandomFailed> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| RandomFailed)?;
    Ok(bytes)
}

/// The system's random source failed.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the system's random source failed")]
pub struct RandomFailed;

/// SHA-256 of a token or a body: what is kept in its place.
#[must_use]
pub fn hash(token: impl AsRef<[u8]>) -> Vec<u8> {
    digest::digest(&digest::SHA256, token.as_ref()).as_ref().to_vec()
}

/// A code that people can type: four groups of four letters and digits without look-alikes, 80 bits.
///
/// # Errors
/// The system's random source failed.
pub fn typed_code() -> Result<String, RandomFailed> {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut code = String::with_capacity(19);
    for (index, byte) in random_bytes::<16>()?.into_iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            code.push('-');
        }
        code.extend(LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter)));
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_hold_256_bits_and_differ() {
        let (one, other) = (random().unwrap(), random().unwrap());
        assert_eq!(URL_SAFE_NO_PAD.decode(&one).unwrap().len(), 32);
        assert_ne!(one, other);
    }

    #[test]
    fn typed_codes_are_four_groups_of_four() {
        let code = typed_code().unwrap();
        let groups: Vec<_> = code.split('-').collect();
        assert!(groups.len() == 4 && groups.iter().all(|group| group.len() == 4), "{code}");
    }
}
