//! Refusals: every way in which a use case says no, before it is told over HTTP.

use shared::body::Fault;
use shared::problem::ProblemCode;
use shared::subscriptions::{Action, Status};
use shared::validation::FaultCode;

use crate::platform::db::DbError;
use crate::platform::passwords::HashFailed;
use crate::platform::tokens::RandomFailed;
use crate::platform::vault::VaultError;

/// Why a use case did not do what was asked. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A rule says no; the code says which.
    #[error("{0}")]
    Problem(ProblemCode),
    /// Fields are wrong: all of them.
    #[error("fields are wrong: {0:?}")]
    Fields(Vec<Fault>),
    /// A header's value is not of the form that it needs.
    #[error("the header {0} is wrong")]
    Header(&'static str),
    /// The state, which is this, does not allow it; these actions it does allow.
    #[error("{0} allows only {1:?}")]
    Transition(Status, Vec<Action>),
    /// Too much, too often; come again after so many seconds.
    #[error("{0}, come again in {1} s")]
    Later(ProblemCode, u64),
    /// The method does not exist here; these do.
    #[error("only {0}")]
    Method(String),
    /// The database failed.
    #[error(transparent)]
    Db(DbError),
    /// Anything that should not happen: told to the log, never to the caller.
    #[error("{0}")]
    Internal(String),
}

impl Refusal {
    /// One wrong field.
    #[must_use]
    pub fn field(pointer: &str, code: FaultCode) -> Self {
        Self::Fields(vec![Fault { pointer: pointer.to_owned(), code }])
    }

    /// Fields that are missing.
    #[must_use]
    pub fn required(pointers: &[&str]) -> Self {
        Self::Fields(pointers.iter().map(|pointer| Fault { pointer: (*pointer).to_owned(), code: FaultCode::Required }).collect())
    }
}

/// What came of two checks of one request, both of which were made: the wrong fields of both together. A refusal of
/// another kind by the first comes before the second.
///
/// # Errors
/// What the checks found.
pub fn together<T>(one: Result<T, Refusal>, other: Result<(), Refusal>) -> Result<T, Refusal> {
    match (one, other) {
        (Err(Refusal::Fields(mut faults)), Err(Refusal::Fields(more))) => {
            faults.extend(more);
            Err(Refusal::Fields(faults))
        }
        (Ok(_), Err(refusal)) => Err(refusal),
        (one, _) => one,
    }
}

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Self::Problem(code)
    }
}

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Query(diesel::result::Error::NotFound) => Self::Problem(ProblemCode::NotFound),
            other => Self::Db(other),
        }
    }
}

impl From<diesel::result::Error> for Refusal {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

macro_rules! internal {
    ($($error:ty),+) => {$(
        impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                Self::Internal(error.to_string())
            }
        }
    )+};
}
internal!(HashFailed, RandomFailed, VaultError, serde_json::Error);
