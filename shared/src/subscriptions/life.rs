//! What is asked of a subscription's life: to pause, to come back, to cost something else.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::words::{Plan, ScheduledChangeKind, Term};
use crate::body::{Fields, FromFields, any};
use crate::statements::ChargeKind;
use crate::validation;

/// Pauses the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, example = "The customer asked for it"))]
    pub reason: String,
}

impl FromFields for Pause {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { reason: f.required("reason", validation::reason)? })
    }
}

/// Brings an ended subscription back. A trial goes on with the days that it had left; without any, and for one that was
/// paid, a paid period begins now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reactivate {
    /// The plan; the one that it had unless given. Needs the billing right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// The term; the one that it had unless given. Needs the billing right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
}

impl FromFields for Reactivate {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let plan = f.optional("plan", any::<Plan>);
        let term = f.optional("term", any::<Term>);
        Some(Self { plan: plan?, term: term? })
    }
}

/// Asks what a change of seats, plan or term would come to; nothing is changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreviewChange {
    /// The number of users; as it is unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = 24))]
    pub seats: Option<u32>,
    /// The plan; as it is unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// The term; as it is unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
}

impl FromFields for PreviewChange {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let seats = f.optional("seats", validation::seats);
        let plan = f.optional("plan", any::<Plan>);
        let term = f.optional("term", any::<Term>);
        Some(Self { seats: seats?, plan: plan?, term: term? })
    }
}

/// What a change would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The currency, by ISO 4217.
    #[cfg_attr(feature = "openapi", schema(example = "EUR"))]
    pub currency: String,
    /// What would be charged at once, each rounded half up to the minor unit.
    pub charges: Vec<PreviewCharge>,
    /// Their sum, in minor units.
    #[cfg_attr(feature = "openapi", schema(example = 435))]
    pub due_now: i64,
    /// What would wait for its date.
    pub scheduled: Vec<PreviewScheduled>,
    /// What the period after this one would cost; null where none is to come.
    pub next_period: Option<NextPeriod>,
}

/// An amount that would be charged at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewCharge {
    /// What it is for.
    pub kind: ChargeKind,
    /// The first day that it would pay for.
    pub period_start: NaiveDate,
    /// The day after the last that it would pay for.
    pub period_end: NaiveDate,
    /// The seats that it would pay for.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 6))]
    pub seats: u32,
    /// The price of one seat for a whole term, in minor units; of a higher plan what it costs more.
    #[cfg_attr(feature = "openapi", schema(example = 145))]
    pub unit_price: i64,
    /// The amount, in minor units.
    #[cfg_attr(feature = "openapi", schema(example = 435))]
    pub amount: i64,
}

/// A change that would wait for its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewScheduled {
    /// What it would do.
    pub kind: ScheduledChangeKind,
    /// When.
    pub at: DateTime<Utc>,
    /// The new value, as text: a number of users or a plan.
    #[cfg_attr(feature = "openapi", schema(example = "12"))]
    pub to: String,
}

/// A paid period that is to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NextPeriod {
    /// Its first day: the payment date. Null while the trial's clock stands still.
    pub starts_on: Option<NaiveDate>,
    /// The seats that it pays for.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, example = 24))]
    pub seats: u32,
    /// The plan.
    pub plan: Plan,
    /// The term.
    pub term: Term,
    /// The price of one seat, in minor units, as the catalogue says now.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 145))]
    pub unit_price: i64,
    /// The amount, in minor units.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 3480))]
    pub amount: i64,
}
