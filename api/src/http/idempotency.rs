//! Idempotency keys: the first answer is kept in the work's own transaction and given again, so that a crash between
//! the two never doubles the effect.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
use chrono::{DateTime, TimeDelta, Utc};
use shared::problem::ProblemCode;
use tokio::sync::Notify;

use crate::App;
use crate::http::answer::Answer;
use crate::http::caller::Caller;
use crate::http::kept_answers::{self, Kept};
use crate::platform::db::{Connection, DbError};
use crate::platform::vault::Vault;
use crate::refusal::Refusal;

/// How long an answer is kept.
const KEPT_FOR: TimeDelta = TimeDelta::hours(24);
/// How long a second request waits for the first.
const PATIENCE: Duration = Duration::from_secs(5);

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// What a key stands for: who sent it, to what, with which body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Who sent it.
    pub credential: String,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The key itself.
    pub key: String,
    /// SHA-256 of the body.
    pub body_hash: Vec<u8>,
}

impl Place {
    /// The place of one of the request's parts. No path has a `#`.
    pub(super) fn part(&self, name: &str) -> Self {
        Self { path: format!("{}#{name}", self.path), ..self.clone() }
    }
}

/// The header as it came, with the request that it came with.
#[derive(Debug, Clone)]
pub struct KeyHeader {
    key: Option<String>,
    method: String,
    path: String,
    body_hash: Vec<u8>,
}

impl KeyHeader {
    /// Takes the header from a request whose body has this hash.
    #[must_use]
    pub fn of(request: &HttpRequest, body_hash: Vec<u8>) -> Self {
        let key = request.headers().get(IDEMPOTENCY_KEY).map(|value| value.to_str().unwrap_or_default().to_owned());
        Self { key, method: request.method().to_string(), path: request.path().to_owned(), body_hash }
    }

    /// What the key stands for, when the caller sent one.
    ///
    /// # Errors
    /// `invalid_header`: it is not of 1 to 255 visible characters.
    pub fn place(&self, caller: &Caller) -> Result<Option<Place>, Refusal> {
        self.place_of(caller.credential())
    }

    /// What the key of this credential's stands for, as [`Self::place`].
    ///
    /// # Errors
    /// As there.
    pub fn place_of(&self, credential: String) -> Result<Option<Place>, Refusal> {
        let Some(key) = &self.key else { return Ok(None) };
        if !(1..=255).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Refusal::Header("Idempotency-Key"));
        }
        Ok(Some(Place {
            credential,
            method: self.method.clone(),
            path: self.path.clone(),
            key: key.clone(),
            body_hash: self.body_hash.clone(),
        }))
    }
}

/// The keys whose first requests this server is carrying out. A second one waits here, and not at the database: on SQLite
/// it could not tell whether the one writer has its key in hand or another's, on PostgreSQL it would hold a connection.
#[derive(Debug, Default)]
pub struct InHand {
    names: Mutex<HashSet<Name>>,
    let_go: Notify,
}

/// What a key is known by, whatever the body: credential, method, path and the key itself.
type Name = [String; 4];

/// A key in hand, until it is dropped.
pub(super) struct Held<'a> {
    keys: &'a InHand,
    name: Name,
}

impl InHand {
    /// Takes a key in hand as soon as no other request has it.
    ///
    /// # Errors
    /// `idempotency_in_progress`: the other took longer than five seconds.
    pub(super) async fn take(&self, place: &Place) -> Result<Held<'_>, Refusal> {
        let name = [&place.credential, &place.method, &place.path, &place.key].map(Clone::clone);
        let taken = async {
            loop {
                // Before the look, so that what is let go in between is heard.
                let let_go = self.let_go.notified();
                if self.names.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone()) {
                    return Held { keys: self, name };
                }
                let_go.await;
            }
        };
        tokio::time::timeout(PATIENCE, taken).await.map_err(|_| ProblemCode::IdempotencyInProgress.into())
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.keys.names.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
        self.keys.let_go.notify_waiters();
    }
}

impl App {
    /// Runs `work` in one transaction, once for each idempotency key; a repeat gets the first answer. Refusals are not
    /// kept. Jobs that the work wrote are started after the commit.
    ///
    /// # Errors
    /// What `work` gives; `idempotency_key_reused`, `idempotency_in_progress`.
    pub async fn once(
        &self,
        place: Option<Place>,
        work: impl FnOnce(&mut Connection) -> Result<Answer, Refusal> + Send + 'static,
    ) -> Result<Answer, Refusal> {
        let now = self.clock.now();
        let answer = match place {
            None => self.db.tx(work).await,
            Some(place) => {
                let _held = self.keys_in_hand.take(&place).await?;
                let vault = Arc::clone(&self.vault);
                self.db
                    .tx(move |conn| {
                        if let Some(answer) = reserve(conn, &vault, &place, now)? {
                            return Ok(answer.again());
                        }
                        let answer = work(conn)?;
                        kept_answers::keep(conn, &place, sealed(&vault, &answer)?)?;
                        Ok(answer)
                    })
                    .await
            }
        }?;
        self.wake.notify_one();
        Ok(answer)
    }

    /// The answer that a key has already: for operations that hold a secret against what is kept before their
    /// transaction, since the first request may have changed that secret.
    ///
    /// # Errors
    /// `idempotency_key_reused`.
    pub async fn answered(&self, place: Option<&Place>) -> Result<Option<Answer>, Refusal> {
        let Some(place) = place.cloned() else { return Ok(None) };
        let (now, vault) = (self.clock.now(), Arc::clone(&self.vault));
        let read = move |conn: &mut Connection| match kept_answers::find(conn, &place)? {
            Some(kept) if is_current(&kept, now) && kept.answer.is_some() => Ok(Some(given_again(&vault, &place, &kept)?.again())),
            _ => Ok(None),
        };
        self.db.read(read).await
    }
}

const PURPOSE: &str = "kept answer";

fn is_current(kept: &Kept, now: DateTime<Utc>) -> bool {
    now < DateTime::from(kept.created_at) + KEPT_FOR
}

/// The kept answer, for a request with the same body.
fn given_again(vault: &Vault, place: &Place, kept: &Kept) -> Result<Answer, Refusal> {
    if kept.body_hash != place.body_hash {
        return Err(ProblemCode::IdempotencyKeyReused.into());
    }
    let answer = kept.answer.as_ref().ok_or(ProblemCode::IdempotencyInProgress)?;
    Ok(serde_json::from_slice(&vault.open(PURPOSE, answer)?)?)
}

/// An answer as it is kept.
pub(super) fn sealed(vault: &Vault, answer: &Answer) -> Result<Vec<u8>, Refusal> {
    Ok(vault.seal(PURPOSE, serde_json::to_string(answer)?.as_bytes())?)
}

/// Takes the key's place for a request of many parts, or gives the answer that stands there; where none does yet, since
/// when the request runs.
pub(super) fn resume(
    conn: &mut Connection,
    vault: &Vault,
    place: &Place,
    now: DateTime<Utc>,
) -> Result<Result<Answer, DateTime<Utc>>, Refusal> {
    if mark(conn, place, now)? {
        return Ok(Err(now));
    }
    let kept = kept_answers::find(conn, place)?.ok_or(ProblemCode::IdempotencyInProgress)?;
    match kept.answer {
        Some(_) => given_again(vault, place, &kept).map(|answer| Ok(answer.again())),
        None if kept.body_hash != place.body_hash => Err(ProblemCode::IdempotencyKeyReused.into()),
        None => Ok(Err(kept.created_at.into())),
    }
}

/// Takes a place that nothing current stands in; gives whether it was this call that did.
pub(super) fn mark(conn: &mut Connection, place: &Place, now: DateTime<Utc>) -> Result<bool, Refusal> {
    if take(conn, place, now)? {
        return Ok(true);
    }
    match kept_answers::find(conn, place)? {
        Some(kept) if !is_current(&kept, now) => {
            kept_answers::vacate(conn, place, &kept)?;
            take(conn, place, now)
        }
        _ => Ok(false),
    }
}

/// Takes the key's place, or gives the answer that stands there.
fn reserve(conn: &mut Connection, vault: &Vault, place: &Place, now: DateTime<Utc>) -> Result<Option<Answer>, Refusal> {
    if take(conn, place, now)? {
        return Ok(None);
    }
    let kept = kept_answers::find(conn, place)?.ok_or(ProblemCode::IdempotencyInProgress)?;
    if is_current(&kept, now) {
        return given_again(vault, place, &kept).map(Some);
    }
    // Of two repeats that come together one takes the place; the other is told to come again.
    kept_answers::vacate(conn, place, &kept)?;
    if take(conn, place, now)? { Ok(None) } else { Err(ProblemCode::IdempotencyInProgress.into()) }
}

/// Takes the key's place, unless it is taken. Another server may be taking it now, which is waited for.
fn take(conn: &mut Connection, place: &Place, now: DateTime<Utc>) -> Result<bool, Refusal> {
    kept_answers::take(conn, place, now.into()).map_err(|error| match DbError::from(error) {
        DbError::Locked => ProblemCode::IdempotencyInProgress.into(),
        other => Refusal::from(other),
    })
}

/// Forgets answers that nobody can ask for any more; gives how many.
///
/// # Errors
/// The database failed.
pub fn forget_old_across_tenants(conn: &mut Connection, now: DateTime<Utc>) -> Result<usize, Refusal> {
    Ok(kept_answers::delete_old_across_tenants(conn, (now - KEPT_FOR).into())?)
}
