//! A job that a worker holds, and how it ends.

use chrono::{DateTime, Utc};
use shared::ids::JobId;

use super::{backoff, store};
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// A claimed job: its row's id, and which claim it is.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    pub(super) id: JobId,
    pub(super) attempt: i64,
}

impl Claim {
    /// The id of the mail that the job sends: the same at each try, so that receivers know a repeat.
    #[must_use]
    pub const fn message_id(self) -> uuid::Uuid {
        self.id.0
    }

    /// Notes in a transaction that the job is done; nothing of the transaction may be kept where the claim was lost.
    ///
    /// # Errors
    /// Another worker took the job over.
    pub fn done(self, conn: &mut Connection, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.end(conn, "done", None, now)
    }

    /// Notes that the job failed for good.
    ///
    /// # Errors
    /// Another worker took the job over.
    pub fn failed(self, conn: &mut Connection, why: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.end(conn, "failed", Some(why), now)
    }

    fn end(self, conn: &mut Connection, state: &str, why: Option<&str>, now: DateTime<Utc>) -> Result<(), Refusal> {
        if store::finish(conn, self.id, self.attempt, state, why, now.into())? {
            Ok(())
        } else {
            Err(Refusal::Internal(format!("job {} was taken over", self.id)))
        }
    }

    /// Whether the job was not yet tried often enough.
    #[must_use]
    pub const fn may_be_tried_again(self) -> bool {
        self.attempt < backoff::TRIES_MAX
    }

    /// Notes that the job is to be tried again, and when; false when it was tried often enough.
    ///
    /// # Errors
    /// The database failed.
    pub fn again(self, conn: &mut Connection, why: &str, now: DateTime<Utc>) -> Result<bool, Refusal> {
        if !self.may_be_tried_again() {
            return Ok(false);
        }
        store::put_off(conn, self.id, self.attempt, (now + backoff::wait(self.attempt)).into(), why)?;
        Ok(true)
    }
}
