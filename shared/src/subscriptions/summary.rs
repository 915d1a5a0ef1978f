//! Counts of subscriptions.

use serde::{Deserialize, Serialize};

use super::words::{Product, Status};

/// How many subscriptions there are, by status and product; the archived ones are not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// Per status: how many.
    pub by_status: Vec<StatusCount>,
    /// Per product: how many.
    pub by_product: Vec<ProductCount>,
    /// All subscriptions that are not archived.
    pub total: u32,
    /// The users of subscriptions that are not archived.
    pub seats: u64,
    /// Running trials that end within 7 days.
    pub trials_ending: u32,
    /// Payments due within 30 days.
    pub payments_due: u32,
    /// Subscriptions whose connection needs attention.
    pub connections_failing: u32,
    /// Archived subscriptions.
    pub archived: u32,
}

/// How many subscriptions have a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// How many have it.
    pub count: u32,
}

/// How many subscriptions there are of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductCount {
    /// The product.
    pub product: Product,
    /// How many there are.
    pub count: u32,
}
