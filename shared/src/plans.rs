//! Plans and their prices: what the operator's catalogue says in the reseller's currency.

use serde::{Deserialize, Serialize};

use crate::subscriptions::{Plan, Term};

/// What one seat costs for one term of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanPrice {
    /// The plan.
    pub plan: Plan,
    /// The term.
    pub term: Term,
    /// The price of one seat for one term, in the currency's minor units.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 145))]
    pub unit_price: i64,
}

/// The plans with their prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Plans {
    /// The currency of the prices, by ISO 4217.
    #[cfg_attr(feature = "openapi", schema(example = "EUR"))]
    pub currency: String,
    /// A price for every plan and term, from the smallest plan.
    pub items: Vec<PlanPrice>,
}
