//! Access to Google Workspace: a service account acts as an administrator of the customer, who has delegated that to it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::body::{Fields, FromFields};
use crate::validation::{self, FaultCode};

/// The longest file of a service account's key, in characters; Google's have about 2,400.
pub const KEY_FILE_MAX: usize = 16 * 1024;

/// What a Google Workspace connection needs from the customer's admin console, and what is known of it. The key itself is
/// never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionServiceAccount {
    /// The client ID to enter in the admin console; null where neither the installation nor the subscription has a key.
    #[cfg_attr(feature = "openapi", schema(example = "104782913746518290347"))]
    pub client_id: Option<String>,
    /// The scopes to enter with it: what the modes need that are switched on.
    #[cfg_attr(feature = "openapi", schema(example = json!(["https://www.googleapis.com/auth/admin.directory.user.readonly"])))]
    pub scopes: Vec<String>,
    /// The administrator as whom the service account acts; null until one was named.
    #[cfg_attr(feature = "openapi", schema(example = "admin@mercier.example"))]
    pub administrator: Option<String>,
    /// Whether the subscription has a key of its own, in place of the installation's.
    pub own_key: bool,
}

/// Names the administrator as whom the service account acts, and tries whether it may.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetServiceAccount {
    /// The address of an administrator of the customer who may read people, groups and domains.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "admin@mercier.example"))]
    pub administrator: String,
    /// The text of the key file (JSON) of a service account of the customer's own; it is kept encrypted. Null takes the
    /// installation's in its place; left out, the one counts that is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 16384))]
    pub key: Option<Option<String>>,
}

/// The key is a secret.
impl std::fmt::Debug for SetServiceAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SetServiceAccount(…)")
    }
}

impl FromFields for SetServiceAccount {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let administrator = f.required("administrator", validation::email);
        let key = f.clearable("key", key_file)?;
        let read = key.as_ref().and_then(Option::as_deref).map(KeyFile::read).transpose();
        for code in read.err().into_iter().flatten() {
            f.fault("key", code);
        }
        Some(Self { administrator: administrator?, key })
    }
}

fn key_file(text: String) -> Result<String, FaultCode> {
    if text.chars().count() > KEY_FILE_MAX { Err(FaultCode::TooLong { max: KEY_FILE_MAX }) } else { Ok(text) }
}

/// What counts of a service account's key file. Where tokens are made stands in it too, and is not taken from there.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyFile {
    /// The address of the service account.
    pub client_email: String,
    /// The number by which it is delegated to.
    pub client_id: String,
    /// The name of the key.
    pub private_key_id: Option<String>,
    /// The key, as PEM.
    pub private_key: String,
}

impl std::fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyFile({}, …)", self.client_id)
    }
}

impl KeyFile {
    /// Reads a file. Whether its key is one of RSA is for the server.
    ///
    /// # Errors
    /// `not_json`, `not_a_service_account`, or `missing_entry` for each entry that is not there.
    pub fn read(text: &str) -> Result<Self, Vec<FaultCode>> {
        // Editors of Windows begin files with a mark that JSON does not know.
        let text = text.trim_start_matches('\u{feff}');
        let Ok(value) = serde_json::from_str::<Value>(text) else { return Err(vec![FaultCode::NotJson]) };
        let Some(entries) = value.as_object().filter(|entries| entries.get("type").is_some_and(|kind| kind == "service_account")) else {
            return Err(vec![FaultCode::NotAServiceAccount]);
        };
        let mut missing = Vec::new();
        let mut needed = |name: &'static str| {
            entry(entries, name).unwrap_or_else(|| {
                missing.push(FaultCode::MissingEntry { name });
                String::new()
            })
        };
        let (client_email, client_id, private_key) = (needed("client_email"), needed("client_id"), needed("private_key"));
        if missing.is_empty() {
            Ok(Self { client_email, client_id, private_key_id: entry(entries, "private_key_id"), private_key })
        } else {
            Err(missing)
        }
    }
}

/// A text that is not empty and that a database can keep.
fn entry(entries: &Map<String, Value>, name: &str) -> Option<String> {
    let text = entries.get(name)?.as_str()?.trim();
    (!text.is_empty() && !text.contains('\0')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn file() -> Value {
        json!({
            "type": "service_account", "project_id": "countersign", "private_key_id": "8f2c", "private_key": "-----BEGIN PRIVATE KEY-----",
            "client_email": "reader@countersign.iam.gserviceaccount.com", "client_id": "104782913746518290347",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": "https://evil.example/token",
        })
    }

    fn told(text: &str) -> Vec<String> {
        let codes = KeyFile::read(text).err().unwrap_or_default();
        codes
            .iter()
            .map(|code| code.parameters().into_iter().fold(code.as_str().to_owned(), |told, (_, word)| told + " " + &word))
            .collect()
    }

    #[test]
    fn a_key_file_says_what_is_wrong_with_it() {
        let with = |name: &str, value: Value| {
            let mut file = file();
            file[name] = value;
            file.to_string()
        };
        let without = |names: &[&str]| {
            let mut file = file();
            file.as_object_mut().unwrap().retain(|name, _| !names.contains(&name.as_str()));
            file.to_string()
        };
        for (text, expected) in [
            (file().to_string(), &[][..]),
            (format!("\u{feff}{}", file()), &[]),
            (without(&["private_key_id", "token_uri", "project_id"]), &[]),
            (String::new(), &["not_json"]),
            ("-----BEGIN PRIVATE KEY-----".to_owned(), &["not_json"]),
            (file().to_string().replace("\"type\"", "type"), &["not_json"]),
            ("[]".to_owned(), &["not_a_service_account"]),
            ("\"service_account\"".to_owned(), &["not_a_service_account"]),
            (json!({"installed": file()}).to_string(), &["not_a_service_account"]),
            (with("type", json!("authorized_user")), &["not_a_service_account"]),
            (without(&["type", "client_id"]), &["not_a_service_account"]),
            (without(&["client_id"]), &["missing_entry client_id"]),
            (with("client_id", json!(104)), &["missing_entry client_id"]),
            (with("client_email", json!(" ")), &["missing_entry client_email"]),
            (with("client_email", json!("a\u{0}b")), &["missing_entry client_email"]),
            (
                without(&["client_email", "client_id", "private_key"]),
                &["missing_entry client_email", "missing_entry client_id", "missing_entry private_key"],
            ),
        ] {
            assert_eq!(told(&text), expected, "{text}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_and_the_key_is_told_from_none() {
        let whole = file().to_string();
        for (body, expected) in [
            (json!({"administrator": "admin@mercier.example"}), &[][..]),
            (json!({"administrator": "admin@mercier.example", "key": null}), &[]),
            (json!({"administrator": "admin@mercier.example", "key": whole}), &[]),
            (json!({"key": "{}", "scopes": []}), &["/administrator required", "/key not_a_service_account", "/scopes unknown_field"]),
            (
                json!({"administrator": "admin", "key": "{\"type\": \"service_account\", \"client_id\": \"1\"}"}),
                &["/administrator invalid_email", "/key missing_entry", "/key missing_entry"],
            ),
            (json!({"administrator": "a@b.example", "key": 7}), &["/key wrong_type"]),
            (json!({"administrator": "a@b.example", "key": " ".repeat(KEY_FILE_MAX + 1)}), &["/key too_long"]),
        ] {
            let faults = SetServiceAccount::from_json(body.clone()).err().unwrap_or_default();
            let faults: Vec<String> = faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect();
            assert_eq!(faults, expected, "{body}");
        }
        let key = |body: Value| SetServiceAccount::from_json(body).unwrap().key;
        assert_eq!(key(json!({"administrator": "a@b.example"})), None);
        assert_eq!(key(json!({"administrator": "a@b.example", "key": null})), Some(None));
        assert_eq!(key(json!({"administrator": "a@b.example", "key": whole})), Some(Some(whole)));
    }

    #[test]
    fn a_key_is_never_shown() {
        let wanted = SetServiceAccount { administrator: "a@b.example".to_owned(), key: Some(Some(file().to_string())) };
        let shown = format!("{wanted:?}{:?}", KeyFile::read(&file().to_string()).unwrap());
        assert!(shown.contains("104782913746518290347") && !shown.contains("PRIVATE"), "{shown}");
    }
}
