//! A successful answer as data, so that it can be kept and given again to the same idempotency key.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::{Deserialize, Serialize};

use crate::http::etag;
use crate::refusal::Refusal;

/// Status, headers and JSON body of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    status: u16,
    location: Option<String>,
    etag: Option<String>,
    body: String,
    #[serde(skip)]
    replayed: bool,
}

impl Answer {
    /// 200 with a body.
    ///
    /// # Errors
    /// The body can't be written as JSON.
    pub fn ok(body: &impl Serialize) -> Result<Self, Refusal> {
        Ok(Self { status: 200, location: None, etag: None, body: serde_json::to_string(body)?, replayed: false })
    }

    /// 201 with a body and its address.
    ///
    /// # Errors
    /// The body can't be written as JSON.
    pub fn created(location: String, body: &impl Serialize) -> Result<Self, Refusal> {
        Ok(Self { status: 201, location: Some(location), ..Self::ok(body)? })
    }

    /// 202 with a body: it will happen later.
    ///
    /// # Errors
    /// The body can't be written as JSON.
    pub fn accepted(body: &impl Serialize) -> Result<Self, Refusal> {
        Ok(Self { status: 202, ..Self::ok(body)? })
    }

    /// 204: done, and there is nothing to say.
    #[must_use]
    pub const fn done() -> Self {
        Self { status: 204, location: None, etag: None, body: String::new(), replayed: false }
    }

    /// The same with the `ETag` of a version.
    #[must_use]
    pub fn with_version(mut self, version: i64) -> Self {
        self.etag = Some(etag::of(version));
        self
    }

    /// The same, marked as given again.
    #[must_use]
    pub const fn again(mut self) -> Self {
        self.replayed = true;
        self
    }

    /// The answer as actix sends it.
    #[must_use]
    pub fn into_response(self) -> HttpResponse {
        let mut response = HttpResponse::build(StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK));
        response.insert_header((CACHE_CONTROL, "no-store"));
        for (name, value) in [(LOCATION, self.location), (ETAG, self.etag)] {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                response.insert_header((name, value));
            }
        }
        if self.replayed {
            response.insert_header((HeaderName::from_static("idempotency-replayed"), "true"));
        }
        if self.body.is_empty() {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, "application/json"));
        response.body(self.body)
    }
}

impl Responder for Answer {
    type Body = actix_web::body::BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.into_response()
    }
}
