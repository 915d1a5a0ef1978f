//! Refusals over HTTP. The only `ResponseError`; the envelope writes the problem document, since only it knows the
//! request's language and id.

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use shared::body::Fault;
use shared::problem::ProblemCode;
use shared::subscriptions::{Action, Status};

use crate::platform::db::DbError;
use crate::refusal::Refusal;

/// A refusal on its way out.
#[derive(Debug)]
pub struct ApiError(Refusal);

impl<R: Into<Refusal>> From<R> for ApiError {
    fn from(refusal: R) -> Self {
        Self(refusal.into())
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What the envelope needs to write the problem document.
#[derive(Debug, Clone)]
pub struct Told {
    /// The kind of problem.
    pub code: ProblemCode,
    /// Its wrong fields.
    pub faults: Vec<Fault>,
    /// The header that is wrong.
    pub header: Option<&'static str>,
    /// The subscription's state, and what it allows instead.
    pub allowed: Option<(Status, Vec<Action>)>,
    /// For the log alone.
    pub inside: Option<String>,
}

impl Told {
    /// A problem without more.
    #[must_use]
    pub const fn plain(code: ProblemCode) -> Self {
        Self { code, faults: Vec::new(), header: None, allowed: None, inside: None }
    }
}

impl From<&Refusal> for Told {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Problem(code) | Refusal::Later(code, _) => Self::plain(*code),
            Refusal::Fields(faults) => Self { faults: faults.clone(), ..Self::plain(ProblemCode::InvalidFields) },
            Refusal::Header(name) => Self { header: Some(name), ..Self::plain(ProblemCode::InvalidHeader) },
            Refusal::Transition(status, allowed) => {
                Self { allowed: Some((*status, allowed.clone())), ..Self::plain(ProblemCode::TransitionNotAllowed) }
            }
            Refusal::Method(_) => Self::plain(ProblemCode::MethodNotAllowed),
            Refusal::Db(DbError::Query(error)) => Self { inside: Some(error.to_string()), ..Self::plain(ProblemCode::Internal) },
            Refusal::Db(away) => Self { inside: Some(away.to_string()), ..Self::plain(ProblemCode::ServiceUnavailable) },
            Refusal::Internal(why) => Self { inside: Some(why.clone()), ..Self::plain(ProblemCode::Internal) },
        }
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(Told::from(&self.0).code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let told = Told::from(&self.0);
        let mut response = HttpResponse::build(self.status_code()).finish();
        let headers = response.headers_mut();
        match &self.0 {
            Refusal::Later(_, seconds) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
            }
            Refusal::Method(allow) => {
                if let Ok(allow) = HeaderValue::try_from(allow) {
                    headers.insert(ALLOW, allow);
                }
            }
            _ => {}
        }
        if told.code == ProblemCode::ServiceUnavailable {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        // RFC 9110, section 11.6.1: a 401 names the scheme.
        if told.code.status() == 401 {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(told);
        response
    }
}
