//! Which subscriptions are listed, and in which order.

use serde::Serialize;

use super::bulk::BULK_MAX;
use super::words::{ConnectionStatus, Product, Status};
use crate::body::{Fields, FromFields, any};
use crate::ids::SubscriptionId;
use crate::page;
use crate::text_enum::text_enum;
use crate::validation::{self, FaultCode};

text_enum! {
    /// The order of a list of subscriptions; `-` before it turns it round. Missing values come last both ways.
    SubscriptionSort {
        /// By the customer's name, without regard to case and accents.
        CompanyName => "company_name",
        /// The same, from the end.
        CompanyNameDesc => "-company_name",
        /// By the number of users.
        Seats => "seats",
        /// The same, from the most.
        SeatsDesc => "-seats",
        /// By status, in the order of life.
        Status => "status",
        /// The same, from the end.
        StatusDesc => "-status",
        /// By the next payment date.
        NextPaymentDate => "next_payment_date",
        /// The same, from the latest.
        NextPaymentDateDesc => "-next_payment_date",
        /// By birth.
        CreatedAt => "created_at",
        /// The same, from the newest.
        CreatedAtDesc => "-created_at",
    }
}

/// What of the subscriptions is listed, in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SubscriptionQuery {
    /// Only those with this status.
    #[cfg_attr(feature = "openapi", param(nullable = false, inline))]
    pub status: Option<Status>,
    /// Only those of this product.
    #[cfg_attr(feature = "openapi", param(nullable = false, inline))]
    pub product: Option<Product>,
    /// Only those whose connection stands so.
    #[cfg_attr(feature = "openapi", param(nullable = false, inline))]
    pub connection: Option<ConnectionStatus>,
    /// Only these, of the list: up to 200 ids, with commas between.
    #[cfg_attr(feature = "openapi", param(value_type = String, required = false, nullable = false, pattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,199}$", example = "01a200bd-0293-7636-891b-c30a582e820d"))]
    pub ids: Option<Vec<SubscriptionId>>,
    /// Only those whose name or reference has words that begin with these.
    #[cfg_attr(feature = "openapi", param(nullable = false, max_length = 200, pattern = r"^[^\u0000]*$"))]
    pub q: Option<String>,
    /// The archived ones in place of the others.
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub archived: Option<bool>,
    /// Only trials that end within so many days.
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 366))]
    pub trial_ends_within: Option<u32>,
    /// Only those whose payment is due within so many days.
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 366))]
    pub payment_due_within: Option<u32>,
    /// The order; by name unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, inline))]
    pub sort: Option<SubscriptionSort>,
    /// Rows of the page; 50 unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u32>,
    /// Where the page begins: a cursor that the list gave out for the same filter and order.
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub cursor: Option<String>,
}

impl FromFields for SubscriptionQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let status = f.optional("status", any::<Status>);
        let product = f.optional("product", any::<Product>);
        let connection = f.optional("connection", any::<ConnectionStatus>);
        let ids = f.optional("ids", ids);
        let q = f.optional("q", validation::search);
        let archived = f.optional("archived", any::<bool>);
        let trial_ends_within = f.optional("trial_ends_within", days_ahead);
        let payment_due_within = f.optional("payment_due_within", days_ahead);
        let sort = f.optional("sort", any::<SubscriptionSort>);
        let limit = f.optional("limit", page::limit);
        let cursor = f.optional("cursor", validation::cursor);
        Some(Self {
            status: status?,
            product: product?,
            connection: connection?,
            ids: ids?,
            q: q?,
            archived: archived?,
            trial_ends_within: trial_ends_within?,
            payment_due_within: payment_due_within?,
            sort: sort?,
            limit: limit?,
            cursor: cursor?,
        })
    }
}

/// A window that begins now: 1 to 366 days.
fn days_ahead(days: i64) -> Result<u32, FaultCode> {
    u32::try_from(days).ok().filter(|days| (1..=366).contains(days)).ok_or(FaultCode::OutOfRange { min: 1, max: 366 })
}

/// One to 200 ids with commas between.
fn ids(text: String) -> Result<Vec<SubscriptionId>, FaultCode> {
    let parts: Vec<&str> = text.split(',').collect();
    if parts.len() > BULK_MAX {
        return Err(FaultCode::TooLong { max: BULK_MAX });
    }
    let id = |part: &&str| Some(*part).filter(|part| part.len() == 36).and_then(|part| part.parse().ok()).ok_or(FaultCode::InvalidId);
    parts.iter().map(id).collect()
}
