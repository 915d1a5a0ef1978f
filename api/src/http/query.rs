//! Query strings: read like bodies, all faults at once, refused only when the handler asks for them.

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT, HeaderValue, LINK};
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse};
use serde::Serialize;
use shared::body::{self, Fault, FromFields};
use shared::page::Page;
use shared::problem::ProblemCode;
use shared::validation::FaultCode;
use url::form_urlencoded;

use crate::http::answer::Answer;
use crate::http::error::ApiError;
use crate::http::routes;
use crate::refusal::Refusal;

/// A query string of the type `T`, not judged yet.
pub struct Query<T> {
    path: String,
    pairs: Result<Vec<(String, String)>, ProblemCode>,
    csv: bool,
    kind: PhantomData<T>,
}

impl<T: FromFields> Query<T> {
    /// The query that it holds.
    ///
    /// # Errors
    /// `bad_request` where it is not UTF-8, `invalid_fields` with all faults.
    pub fn read(&self) -> Result<T, Refusal> {
        let pairs = self.pairs.clone()?;
        T::from_query(pairs).map_err(Refusal::Fields)
    }

    /// Answers a page, with `Link` to its neighbours (RFC 8288).
    ///
    /// # Errors
    /// The page can't be written as JSON.
    pub fn answer<U: Serialize>(&self, page: &Page<U>) -> Result<HttpResponse, Refusal> {
        let mut response = Answer::ok(page)?.into_response();
        for (cursor, relation) in [(&page.next_cursor, "next"), (&page.prev_cursor, "prev")] {
            let Some(cursor) = cursor else { continue };
            let kept = self.pairs.iter().flatten().filter(|(name, _)| name != "cursor");
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).append_pair("cursor", cursor).finish();
            if let Ok(value) = HeaderValue::try_from(format!("<{}?{query}>; rel=\"{relation}\"", self.path)) {
                response.headers_mut().append(LINK, value);
            }
        }
        Ok(response)
    }

    /// Whether the caller wants the rows as CSV.
    #[must_use]
    pub const fn wants_csv(&self) -> bool {
        self.csv
    }
}

/// The parameters of a request to an operation that takes none; each is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strays(Result<Vec<Fault>, ProblemCode>);

/// Notes in a request that its handler judges the query string.
#[derive(Debug, Clone, Copy)]
struct Judged;

impl Strays {
    /// Those of a request, which whoever takes them must hold against it.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        request.extensions_mut().insert(Judged);
        Self::in_query(request.query_string())
    }

    fn in_query(query: &str) -> Self {
        Self(pairs(query).map(|pairs| {
            let mut faults: Vec<Fault> = Vec::new();
            for (name, _) in pairs {
                let fault = Fault::of_parameter(&name, FaultCode::UnknownField);
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
            faults
        }))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Ok(faults) if faults.is_empty())
    }

    /// Their faults.
    ///
    /// # Errors
    /// `bad_request` where the query string is not UTF-8.
    pub fn faults(&self) -> Result<Vec<Fault>, ProblemCode> {
        self.0.clone()
    }

    /// Refuses a request that has any.
    ///
    /// # Errors
    /// `bad_request`, `invalid_fields`.
    pub fn refuse(&self) -> Result<(), Refusal> {
        let faults = self.faults()?;
        if faults.is_empty() { Ok(()) } else { Err(Refusal::Fields(faults)) }
    }
}

/// For a handler that changes something, and takes neither a body nor a version that would bring them.
impl FromRequest for Strays {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// The middleware that holds every operation to its query string: bodies, versions and queries are judged by their
/// extractors, between 403 and 412; a GET that takes nothing is judged here, once it is known that it would be answered.
///
/// # Errors
/// `bad_request`, `invalid_fields`.
pub async fn judge(request: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let is_asked = request.method() == Method::GET && request.path().starts_with(routes::API) && !request.query_string().is_empty();
    let response = next.call(request).await?;
    if is_asked && response.status().is_success() && response.request().extensions().get::<Judged>().is_none() {
        Strays::in_query(response.request().query_string()).refuse().map_err(ApiError::from)?;
    }
    Ok(response)
}

impl<T> FromRequest for Query<T> {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        request.extensions_mut().insert(Judged);
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (path, pairs) = (request.path().to_owned(), pairs(request.query_string()));
        ready(Ok(Self { path, pairs, csv: prefers_csv(accept), kind: PhantomData }))
    }
}

/// The names and values of a query string.
fn pairs(query: &str) -> Result<Vec<(String, String)>, ProblemCode> {
    body::pairs(query).ok_or(ProblemCode::BadRequest)
}

/// Whether `text/csv` is asked for, and JSON is not liked better (RFC 9110, section 12.5.1).
fn prefers_csv(accept: &str) -> bool {
    let weight = |wanted: &str| {
        accept
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.split(';').map(str::trim);
                let range = pieces.next()?;
                let q = pieces.find_map(|piece| piece.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
                range.eq_ignore_ascii_case(wanted).then_some(q)
            })
            .fold(0.0, f32::max)
    };
    let csv = weight("text/csv");
    csv > 0.0 && csv >= weight("application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_is_given_to_those_who_ask_for_it() {
        for (accept, csv) in [
            ("text/csv", true),
            ("*/*", false),
            ("application/json", false),
            ("application/json, text/csv;q=0.5", false),
            ("text/csv, application/json;q=0.9", true),
            ("text/csv;q=0", false),
        ] {
            assert_eq!(prefers_csv(accept), csv, "{accept}");
        }
    }
}
