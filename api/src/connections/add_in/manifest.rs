//! The manifest (the add-in only manifest for Outlook, schema 1.1 with version overrides 1.1, as Microsoft documents it).

use shared::ids::SubscriptionId;

use crate::platform::vault::Vault;

/// What the manifest is saved as.
pub(super) const FILE_NAME: &str = "countersign-outlook.xml";

/// Where the add-in of a subscription is.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// The address of this installation.
    pub origin: String,
    /// Where its files are, without a slash at the end.
    pub base: String,
}

impl Home {
    pub fn new(origin: &str, vault: &Vault, subscription: SubscriptionId) -> Self {
        Self { origin: origin.to_owned(), base: format!("{origin}/outlook/{subscription}/{}", key(vault, subscription)) }
    }

    pub fn manifest_url(&self) -> String {
        format!("{}/manifest.xml", self.base)
    }

    /// The manifest with its values.
    pub fn manifest(&self, subscription: SubscriptionId) -> String {
        include_str!("../../../templates/outlook/manifest.xml")
            .replace("{{subscription}}", &subscription.to_string())
            .replace("{{base}}", &escaped(&self.base))
            .replace("{{origin}}", &escaped(&self.origin))
    }

    /// What runs in Outlook. An address is written as JSON is, which no address can end.
    pub fn script(&self) -> String {
        let base = self.base.replace(['"', '\\'], "");
        include_str!("../../../templates/outlook/compose.js").replace("{{base}}", &base)
    }
}

/// A text as the value of an attribute or of an element (XML 1.0, section 2.4).
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What the add-in of a subscription is addressed by: 128 bits that follow from the installation's secret.
pub(super) fn key(vault: &Vault, subscription: SubscriptionId) -> String {
    let derived = vault.derive("outlook add-in", subscription.0.as_bytes());
    derived.iter().take(16).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01a200bd-0293-7636-891b-c30b6a11f0c2";

    fn home(origin: &str) -> Home {
        Home::new(origin, &Vault::new(b"secret").unwrap(), ID.parse().unwrap())
    }

    #[test]
    fn a_manifest_names_its_subscription_and_files_under_one_address_and_leaves_nothing_open() {
        let home = home("https://portal.example/a&b");
        let manifest = home.manifest(ID.parse().unwrap());
        assert!(!manifest.contains("{{") && manifest.contains(&format!("<Id>{ID}</Id>")));
        let addresses: Vec<&str> = manifest.split('"').filter(|part| part.starts_with("https://")).collect();
        assert_eq!(addresses.iter().filter(|address| address.starts_with("https://portal.example/a&amp;b")).count(), addresses.len());
        assert!(home.manifest_url().starts_with("https://portal.example/a&b/outlook/"));
    }

    #[test]
    fn what_the_manifest_refers_to_is_there() {
        let manifest = home("https://portal.example").manifest(ID.parse().unwrap());
        let ids: Vec<&str> = manifest.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for used in manifest.split("resid=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&used), "{used}");
        }
        let function = manifest.split("FunctionName=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(home("https://portal.example").script().contains(&format!("Office.actions.associate(\"{function}\", {function})")));
    }

    #[test]
    fn a_key_is_a_subscriptions_own_and_an_installations_own() {
        let other: SubscriptionId = "01a200bd-0293-7636-891b-c30b6a11f0c3".parse().unwrap();
        let (one, two) = (Vault::new(b"secret").unwrap(), Vault::new(b"other secret").unwrap());
        let keys = [key(&one, ID.parse().unwrap()), key(&one, other), key(&two, other)];
        assert!(keys.iter().all(|key| key.len() == 32) && keys[0] != keys[1] && keys[1] != keys[2], "{keys:?}");
    }
}
