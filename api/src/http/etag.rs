//! Versions as strong entity tags (RFC 9110, section 8.8.3), and the precondition of a change (section 13.1.1).

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{FromRequest, HttpRequest};
use shared::problem::ProblemCode;

use crate::http::query::Strays;
use crate::refusal::Refusal;

/// The entity tag of a version.
#[must_use]
pub fn of(version: i64) -> String {
    format!("\"{version}\"")
}

/// What `If-Match` asks for. What is wrong with the request besides is told when a version is held against it: after
/// 404 and 403, before 412.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing, or `*`.
    Any,
    /// One of these tags, without their quotation marks.
    OneOf(Vec<String>),
    /// Something that is no list of entity tags.
    Malformed,
    /// The request has a query string, of which this operation takes nothing.
    Strays(Strays),
}

impl Precondition {
    fn parse(header: Option<&str>) -> Self {
        match header.map(str::trim) {
            None | Some("*") => Self::Any,
            Some(list) => tags(list).map_or(Self::Malformed, Self::OneOf),
        }
    }

    /// Holds the version of what is stored against the precondition.
    ///
    /// # Errors
    /// `invalid_header`, `invalid_fields` for parameters of the query string, `stale_version`.
    pub fn check(&self, version: i64) -> Result<(), Refusal> {
        match self {
            Self::Any => Ok(()),
            Self::OneOf(wanted) if wanted.contains(&version.to_string()) => Ok(()),
            Self::OneOf(_) => Err(ProblemCode::StaleVersion.into()),
            Self::Malformed => Err(Refusal::Header("If-Match")),
            Self::Strays(strays) => strays.refuse(),
        }
    }
}

/// The tags of a list with commas between; weak ones are left away, since they match nothing here (section 13.1.1).
fn tags(list: &str) -> Option<Vec<String>> {
    let (mut found, mut rest) = (Vec::new(), list);
    loop {
        let (weak, tag) = rest.strip_prefix("W/").map_or((false, rest), |tag| (true, tag));
        let (opaque, after) = tag.strip_prefix('"')?.split_once('"')?;
        if !opaque.chars().all(|c| c == '!' || ('#'..='~').contains(&c)) {
            return None;
        }
        if !weak {
            found.push(opaque.to_owned());
        }
        rest = after.trim_start();
        if rest.is_empty() {
            return Some(found);
        }
        rest = rest.strip_prefix(',')?.trim_start();
    }
}

impl FromRequest for Precondition {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let strays = Strays::of(request);
        if !strays.is_empty() {
            return ready(Ok(Self::Strays(strays)));
        }
        // Several lines are one list.
        let lines: Vec<&str> = request.headers().get_all(IF_MATCH).map(|value| value.to_str().unwrap_or_default()).collect();
        let header = (!lines.is_empty()).then(|| lines.join(", "));
        ready(Ok(Self::parse(header.as_deref())))
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
            (Some("\"a,b\",\"3\""), true),
            (Some("\"2\""), false),
            (Some("\"03\""), false),
            (Some("\"a,b\""), false),
            (Some("W/\"3\""), false),
        ] {
            let checked = Precondition::parse(header).check(3);
            assert!(
                matches!((fits, &checked), (true, Ok(())) | (false, Err(Refusal::Problem(ProblemCode::StaleVersion)))),
                "{header:?}: {checked:?}"
            );
        }
    }

    #[test]
    fn what_is_no_list_of_tags_is_not_taken_for_a_stale_version() {
        for header in ["3", "", "\"3", "3\"", "\"2\" \"3\"", "\"3\",", "w/\"3\"", "*, \"3\"", "\"a b\""] {
            let checked = Precondition::parse(Some(header)).check(3);
            assert!(matches!(checked, Err(Refusal::Header("If-Match"))), "{header}: {checked:?}");
        }
    }
}
