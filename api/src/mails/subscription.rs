//! What a reseller's people are told about a subscription: that its trial ends, how it ended, that its data will go.

use chrono::NaiveDate;
use shared::locale::Locale;
use shared::subscriptions::{Plan, Product, Term};

use super::letter::{Action, Letter, Rendered};
use crate::platform::mail::one_line;
use crate::platform::texts::{date, days, text};

/// A mail about a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutSubscription {
    /// The reader's name.
    pub full_name: String,
    /// The customer's name.
    pub company_name: String,
    /// What the subscription is for.
    pub product: Product,
    /// The number of users.
    pub seats: i64,
    /// What is told.
    pub about: About,
    /// The subscription's page.
    pub link: String,
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The trial ends soon.
    TrialEnds {
        /// Begun days until then.
        days_left: u32,
        /// The day.
        on: NaiveDate,
        /// What it goes on with, where that is chosen.
        plan: Option<(Plan, Term)>,
    },
    /// The trial ran out without a plan.
    TrialExpired {
        /// Until when it can be activated.
        until: NaiveDate,
    },
    /// The trial became a paid subscription.
    TrialConverted {
        /// What it goes on with.
        plan: (Plan, Term),
        /// When the next payment is due.
        next_payment: NaiveDate,
    },
    /// The data will be erased.
    Erasure {
        /// The day.
        on: NaiveDate,
    },
}

impl AboutSubscription {
    /// The mail in a language.
    #[must_use]
    pub fn render(&self, locale: Locale) -> Rendered {
        let company = one_line(&self.company_name);
        let (key, plan, on, left) = match self.about {
            About::TrialEnds { days_left, on, plan: Some(plan) } => ("mail-trial-converts", Some(plan), on, days_left),
            About::TrialEnds { days_left, on, plan: None } => ("mail-trial-ends", None, on, days_left),
            About::TrialExpired { until } => ("mail-trial-expired", None, until, 0),
            About::TrialConverted { plan, next_payment } => ("mail-trial-converted", Some(plan), next_payment, 0),
            About::Erasure { on } => ("mail-erasure", None, on, 0),
        };
        let on = date(locale, on);
        let left = days(locale, left);
        let args = [("company", company.as_str()), ("date", &on), ("days", &left)];
        let part = |part: &str| text(locale, &format!("{key}-{part}"), &args);
        let mut letter = Letter::new(locale, part("subject"), part("heading"), &self.full_name);
        letter.preview = part("intro");
        letter.before.push(part("intro"));
        letter.fact("mail-fact-company", &company);
        letter.fact("mail-fact-product", &text(locale, super::invite::product_key(self.product), &[]));
        letter.fact("mail-fact-seats", &self.seats.to_string());
        if let Some((plan, term)) = plan {
            letter.fact("mail-fact-plan", &format!("{}, {}", text(locale, plan_key(plan), &[]), text(locale, term_key(term), &[])));
        }
        letter.action = Some(Action { label: text(locale, "mail-subscription-button", &[]), link: self.link.clone() });
        letter.after.push(part("next"));
        if !matches!(self.about, About::Erasure { .. }) {
            letter.notes.push(text(locale, "mail-trial-opt-out", &[]));
        }
        letter.render()
    }
}

const fn plan_key(plan: Plan) -> &'static str {
    match plan {
        Plan::Starter => "plan-starter",
        Plan::Standard => "plan-standard",
        Plan::Pro => "plan-pro",
    }
}

const fn term_key(term: Term) -> &'static str {
    match term {
        Term::Monthly => "term-monthly",
        Term::Annual => "term-annual",
    }
}
