//! What can go wrong between app and server.

use shared::problem::{FieldError, Problem, ProblemCode};

use crate::i18n::{problem_text, text};

/// Why a call did not work.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientError {
    /// The server refused, and says why.
    Problem(Box<Problem>),
    /// No answer came: no network, or no server.
    Offline,
    /// An answer that the contract does not know.
    Unexpected {
        /// The request's id, where the answer had one.
        request_id: Option<String>,
    },
}

impl ClientError {
    /// The sentence for people.
    pub fn message(&self) -> String {
        match self {
            Self::Problem(problem) => problem_text(problem),
            Self::Offline => text::problems::offline().to_owned(),
            Self::Unexpected { .. } => text::problems::internal().to_owned(),
        }
    }

    /// The problem's code, where it is one that the contract knows.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => problem.code.parse().ok(),
            Self::Offline | Self::Unexpected { .. } => None,
        }
    }

    /// The request's id, for the operator's log.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.instance),
            Self::Offline => None,
            Self::Unexpected { request_id } => request_id.as_deref(),
        }
    }

    /// The wrong fields that the server names.
    pub fn field_errors(&self) -> &[FieldError] {
        match self {
            Self::Problem(problem) => &problem.errors,
            Self::Offline | Self::Unexpected { .. } => &[],
        }
    }
}
