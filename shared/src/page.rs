//! Lists: pages by keyset, so that page 10,000 costs what page 1 costs and stays right while rows are added.

use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields};
use crate::validation::{self, FaultCode};

/// Rows of a page unless the caller says otherwise.
pub const LIMIT_DEFAULT: u32 = 50;
/// The most rows of a page.
pub const LIMIT_MAX: u32 = 200;
/// Up to here the rows of a filter are counted.
pub const TOTAL_MAX: u32 = 10_000;

/// The rule of `limit`.
///
/// # Errors
/// `out_of_range`.
pub fn limit(count: i64) -> Result<u32, FaultCode> {
    u32::try_from(count)
        .ok()
        .filter(|count| (1..=LIMIT_MAX).contains(count))
        .ok_or(FaultCode::OutOfRange { min: 1, max: i64::from(LIMIT_MAX) })
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows, in the order that was asked for.
    pub items: Vec<T>,
    /// The `cursor` of the next page; null on the last one.
    pub next_cursor: Option<String>,
    /// The `cursor` of the page before; null on the first one.
    pub prev_cursor: Option<String>,
    /// How many rows the filter has, up to 10,000; null above.
    pub total: Option<u32>,
}

/// Which page of a list without filters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PageQuery {
    /// Rows of the page; 50 unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u32>,
    /// Where the page begins: a cursor that the list gave out.
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub cursor: Option<String>,
}

impl FromFields for PageQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let limit = f.optional("limit", limit);
        let cursor = f.optional("cursor", validation::cursor);
        Some(Self { limit: limit?, cursor: cursor? })
    }
}
