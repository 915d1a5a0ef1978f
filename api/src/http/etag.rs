//! Versions as strong entity tags (RFC 9110, section 8.8.3), and the precondition of a change (section 13.1.1).

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{FromRequest, HttpRequest};
use shared::problem::ProblemCode;

use crate::refusal::Refusal;

/// The entity tag of a version.
#[must_use]
pub fn of(version: i64) -> String {
    format!("\"{version}\"")
}

/// What `If-Match` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing, or `*`.
    Any,
    /// One of these versions. Tags that we never gave out are left away, and match nothing.
    OneOf(Vec<i64>),
}

impl Precondition {
    fn parse(header: Option<&str>) -> Self {
        match header.map(str::trim) {
            None | Some("*") => Self::Any,
            Some(tags) => {
                Self::OneOf(tags.split(',').filter_map(|tag| tag.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok()).collect())
            }
        }
    }

    /// Holds the version of what is stored against the precondition.
    ///
    /// # Errors
    /// `stale_version`.
    pub fn check(&self, version: i64) -> Result<(), Refusal> {
        match self {
            Self::OneOf(wanted) if !wanted.contains(&version) => Err(ProblemCode::StaleVersion.into()),
            _ => Ok(()),
        }
    }
}

impl FromRequest for Precondition {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(IF_MATCH).map(|value| value.to_str().unwrap_or_default());
        ready(Ok(Self::parse(header)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_needs_one_of_the_versions_that_it_names() {
        for (header, fits) in [
            (None, true),
            (Some("*"), true),
            (Some("\"3\""), true),
            (Some("\"2\", \"3\""), true),
            (Some("\"2\""), false),
            (Some("W/\"3\""), false),
            (Some("3"), false),
            (Some(""), false),
        ] {
            assert_eq!(Precondition::parse(header).check(3).is_ok(), fits, "{header:?}");
        }
    }
}
