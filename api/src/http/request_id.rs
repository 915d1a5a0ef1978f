//! The request's id: taken over from `X-Request-Id` when it is sane, else made; in the answer, the log, problems and
//! events.

use actix_web::http::header::{HeaderMap, HeaderName};
use actix_web::{HttpMessage as _, HttpRequest};

use crate::platform::ids;

/// The header of the id.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of the request that is being answered.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

impl RequestId {
    /// The caller's own id: 1 to 128 letters, digits and `-_.:`; else a new one.
    #[must_use]
    pub fn take_over(headers: &HeaderMap) -> Self {
        let sane = |text: &&str| (1..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b));
        let given = headers.get(X_REQUEST_ID).and_then(|value| value.to_str().ok()).filter(sane);
        Self(given.map_or_else(|| ids::next::<uuid::Uuid>().to_string(), str::to_owned))
    }

    /// The id of this request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> String {
        request.extensions().get::<Self>().map(|id| id.0.clone()).unwrap_or_default()
    }
}
