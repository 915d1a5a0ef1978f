//! Requests of many parts, each carried out in a transaction of its own: a part that is refused stops no other one.
//!
//! With an idempotency key each part that was carried out leaves a mark beside its change. A request that was broken off
//! in the middle (by a crash, a lost connection, a database that was away) and is sent again with its key passes over the
//! marked parts and goes on with the others; once all were tried the whole answer is kept, as that of any request.

use chrono::{DateTime, Utc};

use crate::App;
use crate::http::answer::Answer;
use crate::http::idempotency::{self, Held, Place};
use crate::http::kept_answers;
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// A request of many parts as it begins.
pub enum Begun<'a> {
    /// It was answered before: with this.
    Answered(Answer),
    /// Its parts are to be carried out.
    Running(Parts<'a>),
}

/// Whether a part is carried out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is.
    First,
    /// It was, by an earlier request with the same key: nothing more is to be done.
    Again,
}

/// The parts of a request that runs.
pub struct Parts<'a> {
    app: &'a App,
    key: Option<Key<'a>>,
}

/// An idempotency key in hand.
struct Key<'a> {
    place: Place,
    /// When the first request with it came.
    since: DateTime<Utc>,
    _held: Held<'a>,
}

impl App {
    /// Begins a request of many parts.
    ///
    /// # Errors
    /// `idempotency_key_reused`, `idempotency_in_progress`.
    pub async fn in_parts(&self, place: Option<Place>) -> Result<Begun<'_>, Refusal> {
        let Some(place) = place else { return Ok(Begun::Running(Parts { app: self, key: None })) };
        let held = self.keys_in_hand.take(&place).await?;
        let (vault, now, wanted) = (self.vault.clone(), self.clock.now(), place.clone());
        match self.db.tx(move |conn| idempotency::resume(conn, &vault, &wanted, now)).await? {
            Ok(answer) => Ok(Begun::Answered(answer)),
            Err(since) => Ok(Begun::Running(Parts { app: self, key: Some(Key { place, since, _held: held }) })),
        }
    }
}

impl Parts<'_> {
    /// Carries out one part, in one transaction.
    ///
    /// # Errors
    /// What `work` gives: nothing of the part was kept.
    pub async fn part<T: Send + 'static>(
        &self,
        name: String,
        work: impl FnOnce(&mut Connection, Turn) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let mark = self.key.as_ref().map(|key| (key.place.part(&name), key.since));
        let done = self.app.db.tx(move |conn| {
            let turn = match mark {
                Some((place, since)) if !idempotency::mark(conn, &place, since)? => Turn::Again,
                _ => Turn::First,
            };
            work(conn, turn)
        });
        let done = done.await?;
        self.app.wake.notify_one();
        Ok(done)
    }

    /// Ends the request: its answer is kept for those who send it again.
    ///
    /// # Errors
    /// The database failed. Sent again, the request gets its answer.
    pub async fn end(self, answer: Answer) -> Result<Answer, Refusal> {
        let Some(Key { place, .. }) = &self.key else { return Ok(answer) };
        let (place, kept) = (place.clone(), idempotency::sealed(&self.app.vault, &answer)?);
        self.app.db.tx(move |conn| Ok::<_, Refusal>(kept_answers::keep(conn, &place, kept)?)).await?;
        Ok(answer)
    }
}
