//! Statements: what a reseller owes the operator for a month, a line per subscription.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SubscriptionId;
use crate::subscriptions::{Plan, Product, Term};
use crate::text_enum::text_enum;

text_enum! {
    /// What an amount is for. New kinds may come.
    ChargeKind {
        /// A whole paid period.
        Period => "period",
        /// More seats, for the rest of the period.
        Seats => "seats",
        /// A higher plan, for the rest of the period.
        Plan => "plan",
        /// Taken back: a purchase that was cancelled at once, or days on hold by the operator.
        Credit => "credit",
    }
}

/// One amount of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Charge {
    /// What it is for.
    pub kind: ChargeKind,
    /// The day on which it falls due; it decides the month.
    pub date: NaiveDate,
    /// The first day that it pays for.
    pub period_start: NaiveDate,
    /// The day after the last that it pays for.
    pub period_end: NaiveDate,
    /// The seats that it pays for: of more seats those that were added.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 86))]
    pub seats: u32,
    /// The plan.
    pub plan: Plan,
    /// The term.
    pub term: Term,
    /// The price of one seat for a whole term, in minor units; of a higher plan what it costs more.
    #[cfg_attr(feature = "openapi", schema(example = 145))]
    pub unit_price: i64,
    /// The amount, in minor units; negative for a credit.
    #[cfg_attr(feature = "openapi", schema(example = 12470))]
    pub amount: i64,
}

/// What a reseller owes for a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    /// The month.
    #[cfg_attr(feature = "openapi", schema(example = "2026-11"))]
    pub month: String,
    /// The currency, by ISO 4217.
    #[cfg_attr(feature = "openapi", schema(example = "EUR"))]
    pub currency: String,
    /// How many subscriptions have a line.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 187))]
    pub lines: u32,
    /// The sum of all lines, in minor units.
    #[cfg_attr(feature = "openapi", schema(example = 1_204_410))]
    pub total: i64,
}

/// What one subscription costs in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementLine {
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// The customer's name now; null after erasure.
    #[cfg_attr(feature = "openapi", schema(example = "Boulangerie Mercier et Fils"))]
    pub company_name: Option<String>,
    /// What is sold.
    pub product: Product,
    /// The currency, by ISO 4217.
    #[cfg_attr(feature = "openapi", schema(example = "EUR"))]
    pub currency: String,
    /// The sum of its charges, in minor units.
    #[cfg_attr(feature = "openapi", schema(example = 12470))]
    pub amount: i64,
    /// The charges, oldest first.
    pub charges: Vec<Charge>,
}
