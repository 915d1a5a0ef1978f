//! Secrets at rest: encrypted by AES-256-GCM under the installation's key, bound to what they are for.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{hkdf, hmac};

use super::tokens::{self, RandomFailed};

/// Encrypts and decrypts what is kept, and derives what must be the same twice.
pub struct Vault {
    key: LessSafeKey,
    mac: hmac::Key,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

/// Why a secret could not be kept or read.
#[derive(Debug, Clone, Copy, thiserror::Error)]
pub enum VaultError {
    /// No randomness for the nonce.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// The kept bytes are not ours, were changed, or belong to another key or purpose.
    #[error("a kept secret can't be read with this secret key")]
    Unreadable,
}

impl Vault {
    /// A vault under a secret of any length. What encrypts and what derives are keys of their own, by HKDF (RFC 5869).
    ///
    /// # Errors
    /// Never with 32 bytes; the library asks for it.
    pub fn new(secret: &[u8]) -> Result<Self, VaultError> {
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"countersign vault").extract(secret);
        let key_for = |purpose: &[u8]| {
            let mut key = [0; 32];
            let expanded = root.expand(&[purpose], hkdf::HKDF_SHA256).and_then(|made| made.fill(&mut key));
            expanded.map(|()| key).map_err(|_| VaultError::Unreadable)
        };
        let key = UnboundKey::new(&AES_256_GCM, &key_for(b"encrypt")?).map_err(|_| VaultError::Unreadable)?;
        let mac = hmac::Key::new(hmac::HMAC_SHA256, &key_for(b"derive")?);
        Ok(Self { key: LessSafeKey::new(key), mac })
    }

    /// Encrypts; `purpose` must be the same when it is read.
    ///
    /// # Errors
    /// No randomness for the nonce.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let nonce: [u8; NONCE_LEN] = tokens::random_bytes()?;
        let mut kept = plain.to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(purpose.as_bytes()), &mut kept)
            .map_err(|_| VaultError::Unreadable)?;
        Ok([nonce.as_slice(), &kept].concat())
    }

    /// Decrypts what [`Self::seal`] made for the same purpose.
    ///
    /// # Errors
    /// The bytes are not ours, were changed, or are for another purpose.
    pub fn open(&self, purpose: &str, kept: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (nonce, sealed) = kept.split_at_checked(NONCE_LEN).ok_or(VaultError::Unreadable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| VaultError::Unreadable)?;
        let mut sealed = sealed.to_vec();
        let plain = self.key.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut sealed).map_err(|_| VaultError::Unreadable)?;
        Ok(plain.to_vec())
    }

    /// 256 bits that follow from the input and the key: the same each time, and not to be guessed without the key.
    #[must_use]
    pub fn derive(&self, purpose: &str, input: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.mac);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(input);
        context.sign().as_ref().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_for_its_purpose_alone() {
        let vault = Vault::new(b"key").unwrap();
        let kept = vault.seal("mail", b"token").unwrap();
        assert_eq!(vault.open("mail", &kept).unwrap(), b"token");
        assert!(vault.open("answer", &kept).is_err());
        assert!(Vault::new(b"other").unwrap().open("mail", &kept).is_err());
        assert!(vault.open("mail", &kept[..5]).is_err());
        assert!(!kept.windows(5).any(|window| window == b"token"));
    }
}
