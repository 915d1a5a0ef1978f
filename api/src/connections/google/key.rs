//! The key of a service account.

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use shared::connections::KeyFile;
use shared::validation::FaultCode;

use super::private_key;

/// A service account, with a key of its own.
pub struct ServiceAccount {
    /// Its address.
    pub client_email: String,
    /// The number by which customers delegate to it.
    pub client_id: String,
    key_id: Option<String>,
    key: EncodingKey,
}

impl std::fmt::Debug for ServiceAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ServiceAccount({}, …)", self.client_id)
    }
}

impl ServiceAccount {
    /// Reads a key file.
    ///
    /// # Errors
    /// All that is wrong with it: `not_json`, `not_a_service_account`, `missing_entry`, `not_an_rsa_key`.
    pub fn read(text: &str) -> Result<Self, Vec<FaultCode>> {
        let file = KeyFile::read(text)?;
        let key = private_key::read(&file.private_key).ok_or_else(|| vec![FaultCode::NotAnRsaKey])?;
        let KeyFile { client_email, client_id, private_key_id: key_id, .. } = file;
        Ok(Self { client_email, client_id, key_id, key: EncodingKey::from_rsa_der(&key) })
    }

    /// Claims, signed by RS256.
    pub(super) fn sign(&self, claims: &impl Serialize) -> Option<String> {
        let header = Header { kid: self.key_id.clone(), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, claims, &self.key).ok()
    }
}
