//! What is to be taken down when a subscription ends, in the order in which no mail is ever refused.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{ConnectionScript, ConnectionStep};
use crate::ids::SubscriptionId;
use crate::text_enum::text_enum;

text_enum! {
    /// Something to be taken down. New kinds may come.
    OffboardingKind {
        /// What leads mail through Countersign: connectors, rules, routing. First of all, since mail is passed on for seven days
        /// after the end and no longer.
        MailFlow => "mail_flow",
        /// The add-in on the people's devices.
        AddIn => "add_in",
        /// What lets Countersign send for a domain, in its SPF record: once no mail comes through Countersign any more.
        Spf => "spf",
        /// The access to the customer's directory.
        Access => "access",
    }
}

/// Something to be taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OffboardingStep {
    /// What it is.
    pub kind: OffboardingKind,
    /// The step of the connection that set it up; null for a domain.
    pub step: Option<ConnectionStep>,
    /// The domain whose record it is.
    #[cfg_attr(feature = "openapi", schema(example = "mercier.example"))]
    pub domain: Option<String>,
    /// Whether it is taken down.
    pub done: bool,
    /// Whether Countersign finds that out by itself; else a person says so, by taking the step back.
    pub observed: bool,
    /// Since when it is taken down, as far as that is known.
    pub done_at: Option<DateTime<Utc>>,
    /// The script that takes it down.
    pub script: Option<ConnectionScript>,
}

/// What is to be taken down of a subscription's connection, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offboarding {
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// Until when mail that still comes through Countersign is passed on; null while the subscription has no end.
    pub mail_passes_until: Option<DateTime<Utc>>,
    /// What was set up, and whether it is taken down; empty where nothing was.
    pub steps: Vec<OffboardingStep>,
}
