//! The stream of events over HTTP: Server-Sent Events that resume where they broke off.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ContentEncoding, HeaderName};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get, web};
use futures_util::stream;
use shared::problem::ProblemCode;
use shared::rights::Right;
use uuid::Uuid;

use super::follow::{self, LastId, Position};
use crate::App;
use crate::http::caller::{Caller, Principal};
use crate::http::error::ApiError;
use crate::platform::db::news::Listening;
use crate::refusal::Refusal;
use crate::tenancy::Scope;

/// How many streams a credential may have open on one server.
const OPEN_MAX: usize = 20;
/// How often a stream looks for events without being told of any.
const LOOK: Duration = Duration::from_secs(1);
/// How often a quiet stream checks that its reader may still read.
const CHECK: Duration = Duration::from_secs(3);
/// How often a quiet stream says that it lives.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Seconds to wait for a place that one of one's other streams gives free.
const COME_AGAIN: u64 = 15;

/// The streams that are open, by credential.
#[derive(Debug, Clone, Default)]
pub struct OpenStreams(Arc<Mutex<HashMap<Uuid, usize>>>);

/// A stream's place among those of its credential, given back when the stream ends.
#[derive(Debug)]
struct Place {
    open: OpenStreams,
    credential: Uuid,
}

impl OpenStreams {
    fn enter(&self, credential: Uuid) -> Result<Place, Refusal> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(credential).or_default();
        if *count >= OPEN_MAX {
            return Err(Refusal::Later(ProblemCode::TooManyStreams, COME_AGAIN));
        }
        *count += 1;
        Ok(Place { open: self.clone(), credential })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.credential) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.credential);
            }
        }
    }
}

/// Where a stream begins, for the contract.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only the contract reads it")]
struct Resuming {
    /// The `id` of the last event that was received; the stream begins now unless given.
    #[param(rename = "Last-Event-ID", nullable = false, example = "41")]
    last_event_id: Option<String>,
}

/// Follow events as they happen, as Server-Sent Events.
///
/// Each is sent with its `id`, its kind as `event`, and the event as JSON in `data`. Without `Last-Event-ID` the stream
/// begins now; with it, after that event. The reseller's people get all events of the reseller, a customer's people
/// those of their subscriptions that they may see. A comment comes at least every 15 seconds. The stream ends when the
/// credential or the role does, and when the server stops: connect again, with the last `id`.
#[utoipa::path(
    tag = "events",
    params(Resuming),
    responses(
        (status = 200, description = "Events, for as long as both sides like.", body = String, content_type = "text/event-stream"),
        (status = 422, description = "`invalid_header`."),
        (status = 429, description = "`rate_limited`, `too_many_streams`."),
    )
)]
#[get("/events/stream")]
pub async fn stream_events(app: web::Data<App>, request: HttpRequest, who: Caller) -> Result<HttpResponse, ApiError> {
    let scope = scope_of(&who)?;
    let last = last_id(&request)?;
    // Listening begins before looking, so that nothing falls between.
    let listening = app.db.news().listen();
    let position = app.db.read(move |conn| follow::begin(conn, scope, last.as_ref())).await?;
    let place = app.streams.enter(credential(&who))?;
    let now = Instant::now();
    let open = Stream { app, request, scope, position, listening, checked: now, spoken: now, said: Said::Nothing, _place: place };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Named, so that nothing between here and the reader compresses, and thereby gathers, what is sent.
        .insert_header(ContentEncoding::Identity)
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        // When the stream ends so does the connection: a server that stops need not wait for it.
        .force_close();
    Ok(response.streaming(stream::unfold(open, Stream::next)))
}

fn scope_of(who: &Caller) -> Result<Scope, Refusal> {
    match who.reseller() {
        Some((_, authority)) if !authority.may(Right::See) => Err(ProblemCode::Forbidden.into()),
        _ => Ok(who.scope()),
    }
}

/// A session or an API key.
const fn credential(who: &Caller) -> Uuid {
    match who.principal {
        Principal::Person(person) => person.session.0,
        Principal::Program(program) => program.key.0,
    }
}

fn last_id(request: &HttpRequest) -> Result<Option<LastId>, Refusal> {
    let Some(value) = request.headers().get("last-event-id") else { return Ok(None) };
    let read = value.to_str().ok().and_then(|text| text.parse().ok());
    read.map(Some).ok_or(Refusal::Header("Last-Event-ID"))
}

/// Whether a stream has begun to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Hello,
}

/// An open stream. It holds a place in the table and no events: it reads on when its reader has taken what was sent.
struct Stream {
    app: web::Data<App>,
    request: HttpRequest,
    scope: Scope,
    position: Position,
    listening: Listening,
    checked: Instant,
    spoken: Instant,
    said: Said,
    _place: Place,
}

impl Stream {
    /// What is sent next; nothing when the stream ends.
    async fn next(mut self) -> Option<(Result<Bytes, actix_web::Error>, Self)> {
        if self.said == Said::Nothing {
            self.said = Said::Hello;
            // The id alone tells no event, and says where to resume before the first one came.
            let hello = format!("retry: 1000\nid: {}\n\n", self.position);
            return Some((Ok(hello.into()), self));
        }
        while !self.listening.is_closed() {
            match self.look().await {
                Ok(Some(text)) => {
                    self.spoken = Instant::now();
                    return Some((Ok(text.into()), self));
                }
                Ok(None) => {}
                Err(Refusal::Problem(_)) => return None,
                // The reader waits as long as the database does.
                Err(error) => tracing::warn!(%error, "a stream of events could not look for any"),
            }
            if self.spoken.elapsed() >= HEARTBEAT {
                self.spoken = Instant::now();
                return Some((Ok(Bytes::from_static(b":\n\n")), self));
            }
            self.listening.wait(&self.position.resellers(), LOOK).await;
        }
        None
    }

    /// Events that have come since, written; nothing where there are none.
    async fn look(&mut self) -> Result<Option<String>, Refusal> {
        let position = self.position.clone();
        let is_behind = self.app.db.read(move |conn| follow::is_behind(conn, &position)).await?;
        if !is_behind && self.checked.elapsed() < CHECK {
            return Ok(None);
        }
        // Nobody gets an event after the right to it has gone.
        let who = Caller::of(&self.request).await?;
        if scope_of(&who)? != self.scope {
            return Err(ProblemCode::Forbidden.into());
        }
        self.checked = Instant::now();
        let (scope, position) = (self.scope, self.position.clone());
        let portion = self.app.db.read(move |conn| follow::next(conn, scope, &position)).await?;
        let text = portion.written()?;
        self.position = portion.position;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}
