//! The keys that this server let in lately: whose requests have a bucket of their own, and whose use was noted.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use shared::ids::ApiKeyId;

use super::domain::USE_NOTED_EVERY;
use super::service::Found;

/// Keys by the hash of their secret. Nothing is trusted for being here: each request is looked up in the database, and
/// only what was found there comes in. So made-up keys take no room.
#[derive(Debug, Default)]
pub struct KeyRing(Mutex<HashMap<Vec<u8>, Known>>);

#[derive(Debug, Clone, Copy)]
struct Known {
    id: ApiKeyId,
    noted_at: Option<DateTime<Utc>>,
}

/// Whether a use of a key is to be noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It is: the last one that was noted is too old.
    ToNote,
    /// One was noted within the minute.
    Noted,
}

impl KeyRing {
    /// The key of a secret that was let in lately.
    #[must_use]
    pub fn find(&self, secret_hash: &[u8]) -> Option<ApiKeyId> {
        self.with(|ring| ring.get(secret_hash).map(|known| known.id))
    }

    /// Takes in a key that was found. Of many requests at once one is told to note the use.
    pub fn admit(&self, secret_hash: Vec<u8>, found: &Found, now: DateTime<Utc>) -> Use {
        self.with(|ring| {
            let known = ring.entry(secret_hash).or_insert(Known { id: found.id, noted_at: None });
            known.noted_at = known.noted_at.max(found.last_used_at);
            let is_old = known.noted_at.is_none_or(|at| now - at >= USE_NOTED_EVERY);
            if is_old {
                known.noted_at = Some(now);
            }
            if is_old { Use::ToNote } else { Use::Noted }
        })
    }

    /// Takes out a secret that is not, or no more, one of a live key.
    pub fn dismiss(&self, secret_hash: &[u8]) {
        self.with(|ring| ring.remove(secret_hash));
    }

    /// Takes all out: those that are still used come back with their next request.
    pub fn clear(&self) {
        self.with(|ring| *ring = HashMap::new());
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<Vec<u8>, Known>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::authority::Scopes;
    use crate::platform::clock::Ahead;

    fn found(last_used_at: Option<DateTime<Utc>>) -> Found {
        Found { id: Uuid::nil().into(), reseller: Uuid::nil().into(), scopes: Scopes::of(&[]), ahead: Ahead::default(), last_used_at }
    }

    #[test]
    fn only_what_was_let_in_is_known_and_no_longer_than_it_is() {
        let (ring, now) = (KeyRing::default(), DateTime::UNIX_EPOCH);
        assert_eq!(ring.find(b"a"), None);
        ring.admit(b"a".to_vec(), &found(None), now);
        assert_eq!((ring.find(b"a"), ring.find(b"b")), (Some(Uuid::nil().into()), None));
        ring.dismiss(b"a");
        assert_eq!(ring.find(b"a"), None);
    }

    #[test]
    fn a_use_is_noted_once_a_minute_whoever_noted_it() {
        let (ring, start) = (KeyRing::default(), DateTime::UNIX_EPOCH);
        let after = |seconds| start + TimeDelta::seconds(seconds);
        assert_eq!(ring.admit(b"a".to_vec(), &found(None), start), Use::ToNote);
        assert_eq!(ring.admit(b"a".to_vec(), &found(None), after(59)), Use::Noted);
        assert_eq!(ring.admit(b"a".to_vec(), &found(None), after(60)), Use::ToNote);
        // Another server noted it in the meantime.
        assert_eq!(ring.admit(b"a".to_vec(), &found(Some(after(100))), after(120)), Use::Noted);
        assert_eq!(ring.admit(b"b".to_vec(), &found(Some(after(100))), after(160)), Use::ToNote);
    }
}
