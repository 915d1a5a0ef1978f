//! The synchronisation of the directory with the customer's platform.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ConnectionStepError;
use crate::text_enum::text_enum;

text_enum! {
    /// How far a synchronisation is. New states may come.
    SyncState {
        /// There was none yet.
        Never => "never",
        /// It was asked for, or the platform wants to be asked later; it goes on by itself.
        Waiting => "waiting",
        /// It is under way.
        Running => "running",
        /// The last one came to its end; the next one comes by itself.
        Done => "done",
        /// The last one did not work; `error` says why. The next one comes by itself.
        Failed => "failed",
    }
}

/// The synchronisation of a directory: the one that is under way, else the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectorySync {
    /// How far it is.
    pub state: SyncState,
    /// Whether everything is read, and not only what is other than before.
    pub whole: bool,
    /// How many people the platform has told of so far.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 4995))]
    pub people: u32,
    /// How many groups it has told of so far.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 0))]
    pub groups: u32,
    /// How many people are new by it.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 4995))]
    pub added: u32,
    /// How many people are other by it.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 0))]
    pub changed: u32,
    /// How many people are gone by it.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 0))]
    pub removed: u32,
    /// When it began.
    pub started_at: Option<DateTime<Utc>>,
    /// When one last came to its end.
    pub last_success_at: Option<DateTime<Utc>>,
    /// When the next one begins by itself, or this one goes on.
    pub next_at: Option<DateTime<Utc>>,
    /// Why the last one did not work.
    pub error: Option<ConnectionStepError>,
}
