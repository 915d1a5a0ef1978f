//! A subscription as it is answered.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use super::words::{Action, ConnectionStatus, HoldKind, Lifecycle, Plan, Product, ScheduledChangeKind, Status, Term};
use crate::connections::ConnectionMode;
use crate::ids::{AccountId, ScheduledChangeId, SubscriptionId};
use crate::trials::Trial;
use crate::validation::Metadata;

/// A reason why service is paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hold {
    /// Whose reason.
    pub kind: HoldKind,
    /// The reason in words.
    pub reason: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The account that paused it; null where the operator did.
    pub by: Option<AccountId>,
}

/// A change that waits for its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScheduledChange {
    /// Names the change.
    pub id: ScheduledChangeId,
    /// What it will do.
    pub kind: ScheduledChangeKind,
    /// When.
    pub at: DateTime<Utc>,
    /// The new value, as text: a number of users or a plan; null for a cancellation.
    pub to: Option<String>,
}

/// The link to the customer's mail platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Connection {
    /// All modes taken together.
    pub status: ConnectionStatus,
    /// The modes that are switched on.
    pub modes: Vec<ConnectionMode>,
}

/// One product for one customer. For the customer's own people the fields about money, schedules and the reseller's
/// own notes are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subscription {
    /// Names the subscription.
    pub id: SubscriptionId,
    /// What is sold.
    pub product: Product,
    /// The customer's name; empty after erasure.
    #[cfg_attr(feature = "openapi", schema(example = "Boulangerie Mercier et Fils"))]
    pub company_name: String,
    /// The number of users.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, example = 18))]
    pub seats: u32,
    /// The state that people see.
    pub status: Status,
    /// Where it stands in its life.
    pub lifecycle: Lifecycle,
    /// Why service is paused; empty where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub holds: Option<Vec<Hold>>,
    /// Whether the customer's own people edit its signatures.
    pub customer_edits_signatures: bool,
    /// Its trial; null where there was none.
    pub trial: Option<Trial>,
    /// The chosen plan.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Plan>))]
    pub plan: Option<Option<Plan>>,
    /// The chosen term.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Term>))]
    pub term: Option<Option<Term>>,
    /// When the next payment is due.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub next_payment_date: Option<Option<NaiveDate>>,
    /// The link to the customer's mail platform.
    pub connection: Connection,
    /// The reseller's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "CRM-10023"))]
    pub external_ref: Option<Option<String>>,
    /// Free entries of the reseller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub metadata: Option<Metadata>,
    /// What the state and the caller's rights allow.
    pub allowed_actions: Vec<Action>,
    /// What waits for its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub scheduled_changes: Option<Vec<ScheduledChange>>,
    /// Until when a cancellation can take effect at once; null where it can't: before purchase, and 7 days after it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DateTime<Utc>>))]
    pub immediate_cancel_until: Option<Option<DateTime<Utc>>>,
    /// Why it ended.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub end_reason: Option<Option<String>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When its personal data was erased.
    pub erased_at: Option<DateTime<Utc>>,
    /// Grows by one with each change.
    pub version: i64,
}

/// A field that is there, null or not, as opposed to one that was left out.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
