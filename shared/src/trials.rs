//! The first days of a subscription.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields};
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
