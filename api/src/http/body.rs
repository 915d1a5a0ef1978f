//! JSON bodies: read whole, held against all their rules, and refused only when the handler asks for them, so that
//! 401, 404 and 403 come before anything about the body.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt as _;
use serde_json::Value;
use shared::body::{Fault, FromFields};
use shared::problem::ProblemCode;
use shared::validation::FaultCode;

use crate::http::idempotency::KeyHeader;
use crate::http::json;
use crate::http::query::Strays;
use crate::platform::tokens;
use crate::refusal::Refusal;

/// The most bytes of a JSON body.
pub const BODY_MAX: usize = 64 * 1024;

/// A JSON body of the type `T`, read but not judged yet. It takes the place of the query string, whose parameters are
/// told with its faults.
pub struct Body<T> {
    raw: Result<Vec<u8>, ProblemCode>,
    strays: Strays,
    /// The request's idempotency key, with what it stands for.
    pub key: KeyHeader,
    kind: PhantomData<T>,
}

impl<T: FromFields> Body<T> {
    /// The request that the body holds.
    ///
    /// # Errors
    /// `malformed_body`, `body_too_large`, `unsupported_media_type`, `invalid_fields` with all faults.
    pub fn read(&self) -> Result<T, Refusal> {
        self.read_or_faults()?.map_err(Refusal::Fields)
    }

    /// The request that the body holds, or all its faults, for whoever finds more of them elsewhere.
    ///
    /// # Errors
    /// `malformed_body`, `body_too_large`, `unsupported_media_type`.
    pub fn read_or_faults(&self) -> Result<Result<T, Vec<Fault>>, Refusal> {
        let read = T::from_json(self.value()?);
        let strays = self.strays.faults()?;
        Ok(match read {
            Ok(read) if strays.is_empty() => Ok(read),
            Ok(_) => Err(strays),
            Err(faults) => Err(faults.into_iter().chain(strays).collect()),
        })
    }

    /// The text of one field, whatever is wrong with the others: for what the request is about, which comes before how
    /// it is asked. Nothing where the field is missing, or against its rule.
    ///
    /// # Errors
    /// `malformed_body`, `body_too_large`, `unsupported_media_type`.
    pub fn text(&self, name: &str, rule: impl FnOnce(String) -> Result<String, FaultCode>) -> Result<Option<String>, Refusal> {
        let value = self.value()?;
        Ok(value.get(name).and_then(Value::as_str).and_then(|text| rule(text.to_owned()).ok()))
    }

    /// Whether a field is there, and not null.
    ///
    /// # Errors
    /// `malformed_body`, `body_too_large`, `unsupported_media_type`.
    pub fn has(&self, name: &str) -> Result<bool, Refusal> {
        Ok(self.value()?.get(name).is_some_and(|value| !value.is_null()))
    }

    fn value(&self) -> Result<Value, Refusal> {
        let raw = self.raw.as_ref().map_err(|code| Refusal::from(*code))?;
        Ok(json::parse(raw).map_err(|_| ProblemCode::MalformedBody)?)
    }
}

impl<T: 'static> FromRequest for Body<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let raw = collect(&request, &mut payload, ("application/json", BODY_MAX)).await;
            let hash = tokens::hash(raw.as_deref().unwrap_or_default());
            Ok(Self { raw, strays: Strays::of(&request), key: KeyHeader::of(&request, hash), kind: PhantomData })
        })
    }
}

/// Reads a body of this type and at most so many bytes.
pub(super) async fn collect(request: &HttpRequest, payload: &mut Payload, (wanted, max): (&str, usize)) -> Result<Vec<u8>, ProblemCode> {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > max) {
        return Err(ProblemCode::BodyTooLarge);
    }
    let mut bytes = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| ProblemCode::MalformedBody)?;
        if bytes.len() + chunk.len() > max {
            return Err(ProblemCode::BodyTooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    let content_type = request.headers().get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
    let essence = content_type.map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    match essence.as_deref() {
        Some(essence) if essence == wanted => Ok(bytes.to_vec()),
        _ => Err(ProblemCode::UnsupportedMediaType),
    }
}
