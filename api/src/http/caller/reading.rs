//! Who asks, and what is read for it, on one connection: the way to a connection and back costs more than to read a row.

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use shared::ids::SubscriptionId;
use shared::problem::ProblemCode;

use super::{Caller, Extracting, Principal, path_id};
use crate::App;
use crate::http::asker::{Asker, Known};
use crate::http::caller::bearer;
use crate::http::error::ApiError;
use crate::http::request_id::RequestId;
use crate::platform::clock::Clock;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use actix_web::http::header::AUTHORIZATION;

/// Somebody whom a handler serves, found from the caller of a request.
pub trait Who: Sized + Send + 'static {
    /// The caller as this, if it is.
    ///
    /// # Errors
    /// `forbidden`, `not_found`.
    fn recognise(conn: &mut Connection, caller: Caller, subscription: Option<SubscriptionId>) -> Result<Self, Refusal>;
}

/// What a request says of its caller: all that can be had without the database.
struct Presented {
    app: web::Data<App>,
    token: String,
    request_id: String,
    asker: Asker,
    /// The subscription that the path names by `id`.
    subscription: Option<SubscriptionId>,
}

impl Presented {
    fn of(request: &HttpRequest) -> Result<Self, Refusal> {
        let app = request.app_data::<web::Data<App>>().ok_or_else(|| Refusal::Internal("no app".to_owned()))?;
        let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(bearer).ok_or(ProblemCode::Unauthenticated)?;
        Ok(Self {
            app: app.clone(),
            token: token.to_owned(),
            request_id: RequestId::of(request),
            asker: Asker::of(request),
            subscription: path_id(request, "id").ok(),
        })
    }

    async fn read<W: Who, T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Connection, W) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let Self { app, token, request_id, asker, subscription } = self;
        let real: Clock = app.clock.clone();
        Principal::reading(&app, &token, move |conn, principal| {
            asker.note(Known { scope: principal.scope(), id: principal.id() });
            let who = W::recognise(conn, Caller { principal, request_id, real }, subscription)?;
            work(conn, who)
        })
        .await
    }
}

/// A request of which nothing was read yet: who sends it is found on the connection on which the handler reads.
///
/// For handlers that read once and write nothing; the others take the `W` itself.
pub struct Reading<W> {
    presented: Presented,
    who: PhantomData<W>,
}

impl<W: Who> Reading<W> {
    /// Finds out who asks, and reads for them.
    ///
    /// # Errors
    /// `unauthenticated`; what the caller is refused for; what `work` gives.
    pub async fn read<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Connection, W) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.presented.read(work).await
    }

    /// Who asks.
    ///
    /// # Errors
    /// `unauthenticated`; what the caller is refused for.
    pub async fn who(self) -> Result<W, Refusal> {
        self.presented.read(|_, who| Ok(who)).await
    }
}

impl<W: Who> FromRequest for Reading<W> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Presented::of(request).map(|presented| Self { presented, who: PhantomData }).map_err(ApiError::from))
    }
}

/// Who sent a request.
pub(super) async fn recognised<W: Who>(request: &HttpRequest) -> Result<W, Refusal> {
    Presented::of(request)?.read(|_, who| Ok(who)).await
}

/// The same as an extractor gives it.
pub(super) fn extracting<W: Who>(request: &HttpRequest) -> Extracting<W> {
    let request = request.clone();
    Box::pin(async move { Ok(recognised(&request).await?) })
}
