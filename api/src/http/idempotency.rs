//! Idempotency keys: the first answer is kept in the work's own transaction and given again, so that a crash between
//! the two never doubles the effect.

use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
use chrono::TimeDelta;
use diesel::prelude::*;
use shared::problem::ProblemCode;
use shared::sql::Instant;

use crate::App;
use crate::http::answer::Answer;
use crate::http::caller::Caller;
use crate::platform::db::{Connection, DbError, dialect};
use crate::refusal::Refusal;
use crate::schema::kept_answers;

/// How long an answer is kept.
const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

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
        let Some(key) = &self.key else { return Ok(None) };
        if !(1..=255).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ProblemCode::InvalidHeader.into());
        }
        Ok(Some(Place {
            credential: caller.credential(),
            method: self.method.clone(),
            path: self.path.clone(),
            key: key.clone(),
            body_hash: self.body_hash.clone(),
        }))
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
                let vault = self.vault.clone();
                self.db
                    .tx(move |conn| {
                        if let Some(answer) = reserve(conn, &vault, &place, now.into())? {
                            return Ok(answer.again());
                        }
                        let answer = work(conn)?;
                        let kept = vault.seal(PURPOSE, serde_json::to_string(&answer)?.as_bytes())?;
                        diesel::update(of(&place)).set(kept_answers::answer.eq(kept)).execute(conn)?;
                        Ok(answer)
                    })
                    .await
            }
        }?;
        self.wake.notify_one();
        Ok(answer)
    }
}

const PURPOSE: &str = "kept answer";

type One<'a> = diesel::helper_types::Find<kept_answers::table, (&'a str, &'a str, &'a str, &'a str)>;

fn of(place: &Place) -> One<'_> {
    kept_answers::table.find((&*place.credential, &*place.method, &*place.path, &*place.key))
}

/// Takes the key's place, or gives the answer that stands there.
fn reserve(conn: &mut Connection, vault: &crate::platform::vault::Vault, place: &Place, now: Instant) -> Result<Option<Answer>, Refusal> {
    let taken = dialect::reserve_kept_answer(conn, place, now).map_err(|error| match DbError::from(error) {
        DbError::Locked => ProblemCode::IdempotencyInProgress.into(),
        other => Refusal::from(other),
    })?;
    if taken {
        return Ok(None);
    }
    let kept: (Vec<u8>, Option<Vec<u8>>, Instant) =
        of(place).select((kept_answers::body_hash, kept_answers::answer, kept_answers::created_at)).first(conn)?;
    let (body_hash, answer, created_at) = kept;
    if chrono::DateTime::from(created_at) + KEPT_FOR <= chrono::DateTime::from(now) {
        // Of two repeats that come together one takes the place; the other is told to come again.
        diesel::delete(of(place).filter(kept_answers::created_at.eq(created_at))).execute(conn)?;
        let taken = dialect::reserve_kept_answer(conn, place, now)?;
        return if taken { Ok(None) } else { Err(ProblemCode::IdempotencyInProgress.into()) };
    }
    if body_hash != place.body_hash {
        return Err(ProblemCode::IdempotencyKeyReused.into());
    }
    let answer = answer.ok_or(ProblemCode::IdempotencyInProgress)?;
    Ok(Some(serde_json::from_slice(&vault.open(PURPOSE, &answer)?)?))
}

/// Forgets answers that nobody can ask for any more; gives how many.
///
/// # Errors
/// The database failed.
pub fn forget_old_across_tenants(conn: &mut Connection, now: chrono::DateTime<chrono::Utc>) -> QueryResult<usize> {
    let old = Instant::from(now - KEPT_FOR);
    diesel::delete(kept_answers::table.filter(kept_answers::created_at.le(old))).execute(conn)
}
