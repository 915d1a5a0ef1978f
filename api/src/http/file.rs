//! Files as bodies: read whole, and refused only when the handler asks for them, so that 401, 404 and 403 come before.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use shared::problem::ProblemCode;

use crate::http::body;
use crate::http::idempotency::KeyHeader;
use crate::platform::tokens;

/// A file of comma-separated values of up to `MAX` bytes, not judged yet.
pub struct CsvFile<const MAX: usize> {
    raw: Result<Vec<u8>, ProblemCode>,
    /// The request's idempotency key, with what it stands for.
    pub key: KeyHeader,
}

impl<const MAX: usize> CsvFile<MAX> {
    /// The file's bytes.
    ///
    /// # Errors
    /// `body_too_large`, `unsupported_media_type`; `malformed_body` where it did not come whole.
    pub fn bytes(&self) -> Result<&[u8], ProblemCode> {
        self.raw.as_deref().map_err(|code| *code)
    }
}

impl<const MAX: usize> FromRequest for CsvFile<MAX> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let raw = body::collect(&request, &mut payload, ("text/csv", MAX)).await;
            let hash = tokens::hash(raw.as_deref().unwrap_or_default());
            Ok(Self { raw, key: KeyHeader::of(&request, hash) })
        })
    }
}
