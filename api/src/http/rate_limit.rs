//! How many requests a credential may send: a bucket that fills evenly, told in the `RateLimit` fields
//! (draft-ietf-httpapi-ratelimit-headers). Without a credential the network address counts.

use std::num::NonZeroU32;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{ResponseError as _, web};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use shared::problem::ProblemCode;

use crate::http::address::network;
use crate::http::caller;
use crate::http::error::ApiError;
use crate::platform::tokens;
use crate::refusal::Refusal;
use crate::{App, api_keys};

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// The bucket holds what may be sent in this many seconds.
const BURST_SECONDS: u32 = 4;

/// The buckets.
pub struct Limits {
    clock: DefaultClock,
    burst: NonZeroU32,
    buckets: RateLimiter<Vec<u8>, DefaultKeyedStateStore<Vec<u8>>, DefaultClock, StateInformationMiddleware>,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Limits({})", self.burst)
    }
}

impl Limits {
    /// So many requests a second.
    #[must_use]
    pub fn new(per_second: NonZeroU32) -> Self {
        let burst = per_second.saturating_mul(NonZeroU32::MIN.saturating_add(BURST_SECONDS - 1));
        let quota = Quota::per_second(per_second).allow_burst(burst);
        let buckets = RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>();
        Self { clock: DefaultClock::default(), burst, buckets }
    }

    /// Forgets buckets that are full again.
    pub fn forget_full(&self) {
        self.buckets.retain_recent();
        self.buckets.shrink_to_fit();
    }

    /// Writes the fields: what is left, and in how many seconds there is more.
    fn tell(&self, left: u32, seconds: u64, headers: &mut HeaderMap) {
        let fields = [
            (RATE_LIMIT_POLICY, format!("\"default\";q={};w={BURST_SECONDS}", self.burst)),
            (RATE_LIMIT, format!("\"default\";r={left};t={seconds}")),
        ];
        for (name, value) in fields {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
    }

    /// Takes one request out of a bucket: what is left, or the seconds until there is one.
    fn take(&self, key: Vec<u8>) -> Result<u32, u64> {
        match self.buckets.check_key(&key) {
            Ok(left) => Ok(left.remaining_burst_capacity()),
            Err(later) => Err(later.wait_time_from(self.clock.now()).as_secs() + 1),
        }
    }
}

/// A credential has a bucket of its own only when it is ours: made-up ones would each bring a full bucket.
///
/// An access token shows by its signature that it is. An API key shows nothing by itself, and to look it up here would be
/// one more query for each request, made-up ones included. So a key counts once this server has let it in: its first
/// request, and each one with a key that is not live, is taken out of the address's bucket. A key that was revoked keeps
/// its bucket until it is presented again, which is one request without effect.
fn bucket_of(app: &App, request: &ServiceRequest) -> Vec<u8> {
    let token = request.headers().get(AUTHORIZATION).and_then(|value| caller::bearer(value.to_str().ok()?));
    let known = token.and_then(|token| match token.starts_with(api_keys::PREFIX) {
        true => app.key_ring.find(&tokens::hash(token)).map(|key| key.0),
        false => app.access_tokens.verify(token, app.clock.now()).map(|session| session.0),
    });
    match known {
        Some(id) => id.as_bytes().to_vec(),
        None => network(&app.address_of(request.request())).into_bytes(),
    }
}

/// The middleware.
///
/// # Errors
/// `rate_limited`.
pub async fn limit(request: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let app = request.app_data::<web::Data<App>>().cloned();
    let Some((app, limits)) = app.as_ref().and_then(|app| Some((app, app.limits.as_ref()?))) else {
        return next.call(request).await;
    };
    if !request.path().starts_with("/api/") {
        return next.call(request).await;
    }
    let left = match limits.take(bucket_of(app, &request)) {
        Ok(left) => left,
        Err(seconds) => {
            let mut refused = ApiError::from(Refusal::Later(ProblemCode::RateLimited, seconds)).error_response();
            limits.tell(0, seconds, refused.headers_mut());
            return Err(InternalError::from_response("too many requests", refused).into());
        }
    };
    let mut response = next.call(request).await?;
    limits.tell(left, u64::from(BURST_SECONDS), response.headers_mut());
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_credential_has_its_own_bucket() {
        let limits = Limits::new(NonZeroU32::new(2).unwrap());
        let left: Vec<_> = (0..8).map(|_| limits.take(b"a".to_vec())).collect();
        assert_eq!(left, (0..8).rev().map(Ok).collect::<Vec<_>>());
        assert_eq!(limits.take(b"a".to_vec()), Err(1));
        assert_eq!(limits.take(b"b".to_vec()), Ok(7));
    }
}
