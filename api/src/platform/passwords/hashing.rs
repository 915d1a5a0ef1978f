//! Argon2id in memory that is used again. Memory of this size that is allocated for each password stays with the process, once
//! for each thread that ever hashed one; what is kept here is one piece for each that is hashed at the same time, and is given
//! back when there is none to hash.

use std::sync::{Mutex, PoisonError};

use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::password_hash::{self, CustomizedPasswordHasher, PasswordHasher, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::HashFailed;

/// From 32 MiB on, glibc's allocator asks the system for each piece, and gives each back to it when it is freed. The pages that
/// are not touched cost nothing.
const PIECE: usize = 33 * 1024 * 1024 / Block::SIZE;

/// Pieces of memory that wait for the next password.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<Vec<Vec<Block>>>);

impl Memory {
    /// The hash of a new password, in PHC form.
    pub(super) fn hash(&self, password: &str) -> Result<String, HashFailed> {
        let hash = self.hash_password(password.as_bytes()).map_err(|failed| HashFailed(failed.to_string()))?;
        Ok(hash.to_string())
    }

    /// Whether a password fits its hash.
    pub(super) fn verify(&self, password: &str, kept: &str) -> bool {
        PasswordHash::new(kept).is_ok_and(|kept| self.verify_password(password.as_bytes(), &kept).is_ok())
    }

    /// Frees what waits.
    pub(super) fn release(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn take(&self) -> Vec<Block> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        waiting.unwrap_or_else(|| Vec::with_capacity(PIECE))
    }

    fn put_back(&self, piece: Vec<Block>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(piece);
    }
}

impl PasswordHasher<PasswordHash> for Memory {
    fn hash_password_with_salt(&self, password: &[u8], salt: &[u8]) -> password_hash::Result<PasswordHash> {
        self.hash_password_customized(password, salt, None, None, Params::default())
    }
}

/// By this, `verify_password` of [`password_hash::PasswordVerifier`] hashes here as well.
impl CustomizedPasswordHasher<PasswordHash> for Memory {
    type Params = Params;

    fn hash_password_customized(
        &self,
        password: &[u8],
        salt: &[u8],
        algorithm: Option<&str>,
        version: Option<u32>,
        params: Params,
    ) -> password_hash::Result<PasswordHash> {
        let algorithm = algorithm.map(Algorithm::try_from).transpose()?.unwrap_or_default();
        let version = version.map(Version::try_from).transpose()?.unwrap_or_default();
        let mut out = [0; Output::MAX_LENGTH];
        let wanted = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let out = out.get_mut(..wanted).ok_or(password_hash::Error::OutputSize)?;
        let argon = Argon2::new(algorithm, version, params.clone());
        let mut piece = self.take();
        piece.resize(params.block_count(), Block::new());
        let done = argon.hash_password_into_with_memory(password, salt, out, &mut piece);
        self.put_back(piece);
        done?;
        let hash = PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: (&params).try_into()?,
            salt: Some(salt.try_into()?),
            hash: Some(Output::new(out)?),
        };
        Ok(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::PasswordVerifier;

    #[test]
    fn it_hashes_as_the_library_does_by_itself() {
        let memory = Memory::default();
        // A second one in the memory of the first, and one after it was given back.
        for (round, password) in ["violet-harbour-tango-93", "", "ä long one that says little, though it goes on and on"].iter().enumerate()
        {
            let ours = memory.hash(password).unwrap();
            assert!(Argon2::default().verify_password(password.as_bytes(), &PasswordHash::new(&ours).unwrap()).is_ok());
            let theirs = Argon2::default().hash_password(password.as_bytes()).unwrap();
            assert!(memory.verify(password, &theirs.to_string()));
            assert!(!memory.verify("another", &theirs.to_string()));
            if round == 1 {
                memory.release();
            }
        }
        // As an older installation may have kept it: other costs, another length.
        let other = Argon2::new(Algorithm::Argon2i, Version::V0x13, Params::new(64, 3, 1, Some(24)).unwrap());
        let kept = PasswordHasher::hash_password(&other, b"violet").unwrap();
        assert!(memory.verify("violet", &kept.to_string()) && !memory.verify("viola", &kept.to_string()));
        assert!(!memory.verify("violet", "no hash at all"));
    }
}
