//! The first days of a subscription.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::page;
use crate::text_enum::text_enum;
use crate::validation;

text_enum! {
    /// How a trial stands, or how it went.
    TrialOutcome {
        /// It still runs.
        Running => "running",
        /// It became a paid subscription.
        Converted => "converted",
        /// Its time ran out without a plan.
        Expired => "expired",
        /// It was ended by hand.
        Ended => "ended",
    }
}

/// A trial: its own start, end and outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trial {
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ends, or ended.
    pub ends_at: DateTime<Utc>,
    /// Begun days until its end; 0 once it is over.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 9))]
    pub days_left: u32,
    /// How it stands.
    pub outcome: TrialOutcome,
    /// By how many days its reseller can still make it longer.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 14, example = 14))]
    pub extension_days_left: u32,
}

/// Ends a trial now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndTrial {
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, example = "Chose another product"))]
    pub reason: String,
}

impl FromFields for EndTrial {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { reason: f.required("reason", validation::reason)? })
    }
}

/// The most days by which a reseller can make a trial longer, all extensions together.
pub const EXTENSION_DAYS_MAX: u32 = 14;
/// How often a reseller can make a trial longer.
pub const EXTENSIONS_MAX: u32 = 2;

/// Makes a trial longer: the days are added to its end; where that is past, to now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExtendTrial {
    /// By how many days.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 14, example = 7))]
    pub days: u32,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, example = "The customer was on holiday"))]
    pub reason: Option<String>,
}

impl FromFields for ExtendTrial {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let days = f.required("days", validation::extension_days);
        let reason = f.optional("reason", validation::reason);
        Some(Self { days: days?, reason: reason? })
    }
}

/// Which trials are listed, by their end, the nearest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct TrialQuery {
    /// Only those that stand or went like this.
    #[cfg_attr(feature = "openapi", param(nullable = false, inline))]
    pub outcome: Option<TrialOutcome>,
    /// Only those that end before this instant.
    #[cfg_attr(feature = "openapi", param(nullable = false, example = "2026-12-06T00:00:00Z"))]
    pub ends_before: Option<DateTime<Utc>>,
    /// Only those that end at this instant or after it.
    #[cfg_attr(feature = "openapi", param(nullable = false, example = "2026-11-22T00:00:00Z"))]
    pub ends_after: Option<DateTime<Utc>>,
    /// Rows of the page; 50 unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u32>,
    /// Where the page begins: a cursor that the list gave out for the same filter.
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub cursor: Option<String>,
}

impl FromFields for TrialQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let outcome = f.optional("outcome", any::<TrialOutcome>);
        let ends_before = f.optional("ends_before", any::<DateTime<Utc>>);
        let ends_after = f.optional("ends_after", any::<DateTime<Utc>>);
        let limit = f.optional("limit", page::limit);
        let cursor = f.optional("cursor", validation::cursor);
        Some(Self { outcome: outcome?, ends_before: ends_before?, ends_after: ends_after?, limit: limit?, cursor: cursor? })
    }
}

/// How the trials that began in a month went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialMonth {
    /// The month in which they began.
    #[cfg_attr(feature = "openapi", schema(example = "2026-11"))]
    pub month: String,
    /// How many began.
    pub started: u32,
    /// How many of them became paid subscriptions.
    pub converted: u32,
    /// How many of them ran out or were ended.
    pub lost: u32,
    /// How many of them still run.
    pub running: u32,
    /// The median of the hours from beginning to conversion; null where none was converted.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 228))]
    pub median_hours: Option<u32>,
}

/// How trials went, month by month, the latest twelve months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialReport {
    /// The months, oldest first.
    pub months: Vec<TrialMonth>,
}
