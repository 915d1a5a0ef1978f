//! Invitations: to a customer's subscription, and into a reseller's team.

use chrono::NaiveDate;
use shared::invites::InviteRole;
use shared::locale::Locale;
use shared::subscriptions::Product;

use super::letter::{Action, Letter, Rendered};
use crate::platform::mail::one_line;
use crate::platform::texts::{date, text};

/// Invites a customer's person to its subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteToSubscription {
    /// The invited person's name, as the inviter wrote it.
    pub full_name: String,
    /// The reseller's name.
    pub reseller_name: String,
    /// The customer's name.
    pub company_name: String,
    /// What the subscription is for.
    pub product: Product,
    /// Who invites; nobody where an API key did.
    pub inviter_name: Option<String>,
    /// The role that the invite gives.
    pub role: InviteRole,
    /// The page that accepts it, with the token.
    pub link: String,
    /// The last day on which it can be accepted.
    pub expires_on: NaiveDate,
}

impl InviteToSubscription {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let (reseller, company) = (one_line(&self.reseller_name), one_line(&self.company_name));
        let product = text(locale, product_key(self.product), &[]);
        let (inviter, suffix) = by(self.inviter_name.as_deref());
        let args = [("inviter", inviter.as_str()), ("reseller", &reseller), ("product", &product), ("company", &company)];
        let key = |key: &str| text(locale, &format!("{key}{suffix}"), &args);

        let mut letter = Letter::new(locale, key("mail-invite-subject"), text(locale, "mail-invite-heading", &[]), &self.full_name);
        let intro = key("mail-invite-intro");
        letter.preview.clone_from(&intro);
        letter.before.push(intro);
        match self.role {
            InviteRole::Admin => letter.before.push(text(locale, "mail-invite-role-admin", &[])),
            InviteRole::Editor => letter.before.push(text(locale, "mail-invite-role-editor", &[])),
            InviteRole::Owner | InviteRole::Billing | InviteRole::Support => {}
        }
        letter.fact("mail-fact-product", &product);
        letter.fact("mail-fact-company", &company);
        letter.fact("mail-fact-reseller", &reseller);
        accept(&mut letter, self.role, &inviter, &self.link, self.expires_on);
        letter.footer = text(locale, "mail-footer-reseller", &[("reseller", &reseller)]);
        letter.render()
    }
}

/// Invites a colleague into a reseller's team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteColleague {
    /// The invited person's name, as the inviter wrote it.
    pub full_name: String,
    /// The reseller's name.
    pub reseller_name: String,
    /// Who invites; nobody where it was the operator.
    pub inviter_name: Option<String>,
    /// The role that the invite gives.
    pub role: InviteRole,
    /// The page that accepts it, with the token.
    pub link: String,
    /// The last day on which it can be accepted.
    pub expires_on: NaiveDate,
}

impl InviteColleague {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let reseller = one_line(&self.reseller_name);
        let (inviter, suffix) = by(self.inviter_name.as_deref());
        let args = [("inviter", inviter.as_str()), ("reseller", &reseller)];
        let key = |key: &str| text(locale, &format!("{key}{suffix}"), &args);

        let heading = text(locale, "mail-colleague-heading", &[("reseller", &reseller)]);
        let mut letter = Letter::new(locale, key("mail-colleague-subject"), heading, &self.full_name);
        let intro = key("mail-colleague-intro");
        letter.preview.clone_from(&intro);
        letter.before.push(intro);
        letter.fact("mail-fact-reseller-team", &reseller);
        accept(&mut letter, self.role, &inviter, &self.link, self.expires_on);
        letter.footer = text(locale, "mail-footer-reseller", &[("reseller", &reseller)]);
        letter.render()
    }
}

/// The rest of the table, the button and the small print: alike for both.
fn accept(letter: &mut Letter, role: InviteRole, inviter: &str, link: &str, expires_on: NaiveDate) {
    let locale = letter.locale;
    let until = date(locale, expires_on);
    if !inviter.is_empty() {
        letter.fact("mail-fact-invited-by", inviter);
    }
    letter.fact("mail-fact-role", &text(locale, role_key(role), &[]));
    letter.fact("mail-fact-expires", &until);
    letter.action = Some(Action { label: text(locale, "mail-invite-button", &[]), link: link.to_owned() });
    letter.after.push(text(locale, "mail-invite-next", &[]));
    letter.notes.push(text(locale, "mail-invite-note", &[("date", &until)]));
}

/// The inviter's name, and what the keys of sentences that name one end with.
fn by(inviter_name: Option<&str>) -> (String, &'static str) {
    let name = one_line(inviter_name.unwrap_or_default());
    let suffix = if name.is_empty() { "" } else { "-by" };
    (name, suffix)
}

pub(super) const fn product_key(product: Product) -> &'static str {
    match product {
        Product::Microsoft365 => "product-microsoft-365",
        Product::GoogleWorkspace => "product-google-workspace",
    }
}

const fn role_key(role: InviteRole) -> &'static str {
    match role {
        InviteRole::Owner => "role-owner",
        InviteRole::Admin => "role-admin",
        InviteRole::Billing => "role-billing",
        InviteRole::Support => "role-support",
        InviteRole::Editor => "role-editor",
    }
}
