//! What is asked of subscriptions: to be made, changed, activated, cancelled.

use serde::Serialize;

use super::words::{CancelWhen, Plan, Product, Term};
use crate::body::{Fields, FromFields, any};
use crate::locale::Locale;
use crate::validation::{self, FaultCode, Metadata};

/// The customer's contact, who gets the invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The contact's full name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Camille Mercier"))]
    pub full_name: String,
    /// The contact's e-mail address.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, format = "email", example = "camille@mercier.example"))]
    pub email: String,
}

impl FromFields for Contact {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let full_name = f.required("full_name", validation::full_name);
        let email = f.required("email", validation::email);
        Some(Self { full_name: full_name?, email: email? })
    }
}

/// Creates a subscription. Its trial starts by itself, and where the customer edits signatures its contact is invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateSubscription {
    /// What is sold.
    pub product: Product,
    /// The customer's name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Boulangerie Mercier et Fils"))]
    pub company_name: String,
    /// The number of users.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 18))]
    pub seats: u32,
    /// Whether the customer's own people edit its signatures.
    pub customer_edits_signatures: bool,
    /// Who is invited; needed exactly when the customer edits signatures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The language of the invite.
    pub locale: Locale,
    /// Whether the customer accepts the terms; must be true.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub terms_accepted: bool,
    /// The plan after the trial; needs the billing right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// The term after the trial; goes with a plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// How long the trial lasts; 14 days unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 90, example = 14))]
    pub trial_days: Option<u32>,
    /// Start paid at once, without a trial; needs plan and term, and the billing right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_trial: Option<bool>,
    /// The reseller's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "CRM-10023"))]
    pub external_ref: Option<String>,
    /// Free entries of the reseller: up to 50, keys of up to 40 characters, values of up to 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
}

impl FromFields for CreateSubscription {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let product = f.required("product", any::<Product>);
        let company_name = f.required("company_name", validation::company_name);
        let seats = f.required("seats", validation::seats);
        let edits = f.required("customer_edits_signatures", any::<bool>);
        let has_contact = f.has("contact");
        let contact = f.object::<Contact>("contact");
        match edits {
            Some(true) if !has_contact => f.fault("contact", FaultCode::Required),
            Some(false) if has_contact => {
                f.fault("contact", FaultCode::NotWanted { because_of: "customer_edits_signatures" });
            }
            _ => {}
        }
        let locale = f.required("locale", any::<Locale>);
        let accept = |accepted: bool| if accepted { Ok(true) } else { Err(FaultCode::TermsNotAccepted) };
        let terms_accepted = f.required("terms_accepted", accept);
        let (has_plan, has_term, has_days) = (f.has("plan"), f.has("term"), f.has("trial_days"));
        let plan = f.optional("plan", any::<Plan>);
        let term = f.optional("term", any::<Term>);
        let trial_days = f.optional("trial_days", validation::trial_days);
        let skip_trial = f.optional("skip_trial", any::<bool>);
        let skips = skip_trial == Some(Some(true));
        if !has_plan && (has_term || skips) {
            f.fault("plan", FaultCode::Required);
        }
        if !has_term && (has_plan || skips) {
            f.fault("term", FaultCode::Required);
        }
        if skips && has_days {
            f.fault("trial_days", FaultCode::NotWanted { because_of: "skip_trial" });
        }
        let external_ref = f.optional("external_ref", validation::external_ref);
        let metadata = f.metadata("metadata");
        Some(Self {
            product: product?,
            company_name: company_name?,
            seats: seats?,
            customer_edits_signatures: edits?,
            contact: contact?,
            locale: locale?,
            terms_accepted: terms_accepted?,
            plan: plan?,
            term: term?,
            trial_days: trial_days?,
            skip_trial: skip_trial?,
            external_ref: external_ref?,
            metadata: metadata?,
        })
    }
}

/// Changes a subscription. What is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeSubscription {
    /// The customer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, min_length = 1, max_length = 200, example = "Boulangerie Mercier et Fils"))]
    pub company_name: Option<String>,
    /// The number of users: more count at once, fewer from the next period on; during a trial both at once. Needs the
    /// billing right.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, minimum = 1, maximum = 1_000_000, example = 24))]
    pub seats: Option<u32>,
    /// The plan: a higher one counts at once, a lower one from the next period on. During a trial the plan for
    /// afterwards; null takes the choice back. Needs the billing right.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Plan>))]
    pub plan: Option<Option<Plan>>,
    /// The term after the trial; it can't be changed while paid. Needs the billing right.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Term))]
    pub term: Option<Term>,
    /// Whether the customer's own people edit its signatures.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub customer_edits_signatures: Option<bool>,
    /// Who is invited; needed when the customer is to edit signatures and nobody of it is a member yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub contact: Option<Contact>,
    /// The reseller's own reference; null takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 100, example = "CRM-10023"))]
    pub external_ref: Option<Option<String>>,
    /// Free entries of the reseller, in place of the present ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub metadata: Option<Metadata>,
}

impl FromFields for ChangeSubscription {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let company_name = f.changed("company_name", validation::company_name);
        let seats = f.changed("seats", validation::seats);
        let plan = f.clearable("plan", any::<Plan>);
        let term = f.changed("term", any::<Term>);
        if plan == Some(Some(None)) && matches!(term, Some(Some(_))) {
            f.fault("term", FaultCode::NotWanted { because_of: "plan" });
        }
        let edits = f.changed("customer_edits_signatures", any::<bool>);
        f.refuse_null("contact");
        f.refuse_null("metadata");
        if f.has("contact") && edits != Some(Some(true)) {
            f.fault("contact", FaultCode::NotWanted { because_of: "customer_edits_signatures" });
        }
        let contact = f.object::<Contact>("contact");
        let external_ref = f.clearable("external_ref", validation::external_ref);
        let metadata = f.metadata("metadata");
        Some(Self {
            company_name: company_name?,
            seats: seats?,
            plan: plan?,
            term: term?,
            customer_edits_signatures: edits?,
            contact: contact?,
            external_ref: external_ref?,
            metadata: metadata?,
        })
    }
}

/// Turns a trial into a paid subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Activate {
    /// The plan.
    pub plan: Plan,
    /// The term.
    pub term: Term,
}

impl FromFields for Activate {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let plan = f.required("plan", any::<Plan>);
        let term = f.required("term", any::<Term>);
        Some(Self { plan: plan?, term: term? })
    }
}

/// Cancels a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, example = "The customer moves to another product"))]
    pub reason: String,
    /// When it takes effect: at the end of the period unless given; a trial ends at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<CancelWhen>,
}

impl FromFields for Cancel {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let reason = f.required("reason", validation::reason);
        let when = f.optional("when", any::<CancelWhen>);
        Some(Self { reason: reason?, when: when? })
    }
}
