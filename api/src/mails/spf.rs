//! What a reseller's people are told about a sender domain: that mails in its name may be refused.

use shared::domains::SpfResult;
use shared::locale::Locale;

use super::letter::{Action, Letter, Rendered};
use crate::platform::mail::one_line;
use crate::platform::texts::text;

/// A mail about a domain whose SPF record changed for the worse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfWorsened {
    /// The reader's name.
    pub full_name: String,
    /// The customer's name.
    pub company_name: String,
    /// The domain, as people read it.
    pub domain: String,
    /// What its record comes to now.
    pub result: SpfResult,
    /// The record to publish, where there is one.
    pub record_to_publish: Option<String>,
    /// The subscription's page.
    pub link: String,
}

impl SpfWorsened {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let (company, domain) = (one_line(&self.company_name), one_line(&self.domain));
        let part = |part: &str| text(locale, &format!("mail-spf-{part}"), &[("company", &company), ("domain", &domain)]);
        let mut letter = Letter::new(locale, part("subject"), part("heading"), &self.full_name);
        letter.preview = part("intro");
        letter.before.push(part("intro"));
        letter.fact("mail-fact-company", &company);
        letter.fact("mail-fact-domain", &domain);
        letter.fact("mail-fact-spf", &text(locale, result_key(self.result), &[]));
        if let Some(record) = &self.record_to_publish {
            letter.fact("mail-fact-spf-record", record);
        }
        letter.action = Some(Action { label: text(locale, "mail-subscription-button", &[]), link: self.link.clone() });
        letter.after.push(part("next"));
        letter.render()
    }
}

const fn result_key(result: SpfResult) -> &'static str {
    match result {
        SpfResult::Ok => "spf-ok",
        SpfResult::OkWithoutUs => "spf-ok-without-us",
        SpfResult::Missing => "spf-missing",
        SpfResult::Multiple => "spf-multiple",
        SpfResult::Malformed => "spf-malformed",
        SpfResult::OverLimit => "spf-over-limit",
        SpfResult::VoidLimit => "spf-void-limit",
        SpfResult::DnsError => "spf-dns-error",
    }
}
