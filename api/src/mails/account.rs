//! Mails about a person's own account: its password, its address and its second factor.

use shared::locale::Locale;

use super::letter::{Action, Letter, Rendered};
use crate::auth::two_factor::service::News;
use crate::platform::texts::text;

/// Lets a person who forgot the password set a new one. The link is valid for one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordReset {
    /// The person's name.
    pub full_name: String,
    /// The page that sets the password, with the token.
    pub link: String,
}

impl PasswordReset {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let mut letter = begin(locale, "mail-reset", &self.full_name);
        act(&mut letter, "mail-reset", &self.link);
        letter.render()
    }
}

/// Asks the owner of a new address to confirm it: goes to the new address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmEmail {
    /// The person's name.
    pub full_name: String,
    /// The page that confirms the address, with the token.
    pub link: String,
    /// The new address.
    pub new_email: String,
}

impl ConfirmEmail {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let mut letter = begin(locale, "mail-confirm", &self.full_name);
        letter.fact("mail-fact-new-email", &self.new_email);
        act(&mut letter, "mail-confirm", &self.link);
        letter.render()
    }
}

/// Says that the account has another address now: goes to the old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailChanged {
    /// The person's name.
    pub full_name: String,
    /// The address that the account has now.
    pub new_email: String,
}

impl EmailChanged {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let mut letter = begin(locale, "mail-email-changed", &self.full_name);
        letter.fact("mail-fact-new-email", &self.new_email);
        letter.after.push(text(locale, "mail-email-changed-warning", &[]));
        letter.render()
    }
}

/// Says that the account has another password now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordChanged {
    /// The person's name.
    pub full_name: String,
}

impl PasswordChanged {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let mut letter = begin(locale, "mail-password-changed", &self.full_name);
        letter.before.push(text(locale, "mail-password-changed-ok", &[]));
        letter.before.push(text(locale, "mail-password-changed-warning", &[]));
        letter.render()
    }
}

/// Says what became of two-factor sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoFactorNews {
    /// The person's name.
    pub full_name: String,
    /// What became of it.
    pub news: News,
}

impl TwoFactorNews {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let key = match self.news {
            News::On => "mail-two-factor-on",
            News::Off => "mail-two-factor-off",
            News::OffByOperator => "mail-two-factor-operator",
            News::RecoveryCodeUsed { .. } => "mail-recovery-code",
            News::RecoveryCodesReplaced => "mail-recovery-codes",
        };
        let mut letter = begin(locale, key, &self.full_name);
        if let News::RecoveryCodeUsed { left } = self.news {
            letter.fact("mail-fact-codes-left", &left.to_string());
        }
        letter.after.push(text(locale, &format!("{key}-ok"), &[]));
        letter.after.push(text(locale, "mail-two-factor-warning", &[]));
        letter.render()
    }
}

fn begin(locale: Locale, key: &str, full_name: &str) -> Letter {
    let part = |part: &str| text(locale, &format!("{key}-{part}"), &[]);
    let mut letter = Letter::new(locale, part("subject"), part("heading"), full_name);
    letter.preview = part("intro");
    letter.before.push(part("intro"));
    letter
}

fn act(letter: &mut Letter, key: &str, link: &str) {
    let part = |part: &str| text(letter.locale, &format!("{key}-{part}"), &[]);
    let (label, note, ignore) = (part("button"), part("note"), part("ignore"));
    letter.action = Some(Action { label, link: link.to_owned() });
    letter.notes.extend([note, ignore]);
}
