//! Word of new events, for those who wait for them: sent once the transaction that recorded them is kept, within the
//! process at once, between the servers of one PostgreSQL by `NOTIFY` from a connection of its own (`listener`), since a
//! `NOTIFY` within the transaction lets one commit at a time. Word only wakes; what happened is read from the table, and
//! whoever waits looks there by itself as well, so that word that is lost costs a moment.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use shared::ids::ResellerId;
use tokio::sync::{broadcast, watch};

/// Whose word waits to be heard is not much; who lags behind looks for itself.
const KEPT: usize = 64;

thread_local! {
    /// Whose events the transaction of this thread has recorded. A transaction begins and ends on one thread.
    static RECORDED: RefCell<Vec<ResellerId>> = const { RefCell::new(Vec::new()) };
}

/// Notes that the present transaction records an event; word of it goes out when the transaction is kept.
pub fn note(reseller: ResellerId) {
    RECORDED.with_borrow_mut(|recorded| recorded.push(reseller));
}

/// Where word goes out; clones are the same place.
#[derive(Debug, Clone)]
pub struct News {
    words: broadcast::Sender<ResellerId>,
    closed: watch::Sender<bool>,
    /// Whose events the other servers have not been told of yet. No more than there are resellers.
    untold: Arc<Mutex<BTreeSet<ResellerId>>>,
}

impl Default for News {
    fn default() -> Self {
        Self { words: broadcast::Sender::new(KEPT), closed: watch::Sender::new(false), untold: Arc::default() }
    }
}

impl News {
    /// Wakes those who wait for the events of a reseller.
    pub fn tell(&self, reseller: ResellerId) {
        // Nobody may be waiting.
        let _ = self.words.send(reseller);
    }

    /// Runs a transaction, and wakes those who wait for what it recorded when it is kept.
    pub(super) fn after<T, E>(&self, transaction: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        RECORDED.with_borrow_mut(Vec::clear);
        let done = transaction()?;
        let mut recorded = RECORDED.take();
        recorded.dedup();
        recorded.iter().for_each(|reseller| self.tell(*reseller));
        if !recorded.is_empty() {
            self.untold.lock().unwrap_or_else(PoisonError::into_inner).extend(recorded);
        }
        Ok(done)
    }

    /// Takes whose events the other servers have not been told of.
    pub(super) fn take_untold(&self) -> BTreeSet<ResellerId> {
        std::mem::take(&mut *self.untold.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Wakes everybody for good: the server stops.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    /// Whether the server stops.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        *self.closed.borrow()
    }

    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> Listening {
        Listening { words: self.words.subscribe(), closed: self.closed.subscribe() }
    }
}

/// Somebody who waits for word.
#[derive(Debug)]
pub struct Listening {
    words: broadcast::Receiver<ResellerId>,
    closed: watch::Receiver<bool>,
}

impl Listening {
    /// Whether the server stops.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        *self.closed.borrow()
    }

    /// Waits for word of one of these resellers, no longer than `patience`, nor when the server stops.
    pub async fn wait(&mut self, resellers: &[ResellerId], patience: Duration) {
        let heard = async {
            loop {
                match self.words.recv().await {
                    Ok(reseller) if !resellers.contains(&reseller) => {}
                    _ => break,
                }
            }
        };
        let closed = self.closed.wait_for(|closed| *closed);
        tokio::select! {
            () = heard => {}
            _ = closed => {}
            () = tokio::time::sleep(patience) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::ids;

    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn word_goes_out_when_the_transaction_is_kept_and_not_before() {
        let (news, reseller): (_, ResellerId) = (News::default(), ids::next());
        let mut listening = news.listen();
        let refused: Result<(), ()> = news.after(|| {
            note(reseller);
            Err(())
        });
        assert!(refused.is_err() && listening.words.is_empty() && news.take_untold().is_empty());
        assert!(news.after(|| Ok::<_, ()>(())).is_ok() && listening.words.is_empty(), "what was taken back is forgotten");
        let kept: Result<(), ()> = news.after(|| {
            note(reseller);
            note(reseller);
            Ok(())
        });
        assert!(kept.is_ok());
        assert_eq!(listening.words.len(), 1);
        assert_eq!(news.take_untold(), BTreeSet::from([reseller]));
        assert!(news.take_untold().is_empty(), "told once");
        listening.wait(&[reseller], LONG).await;
    }

    #[tokio::test]
    async fn word_of_others_wakes_nobody_and_the_end_wakes_all() {
        let (news, own, other): (_, ResellerId, ResellerId) = (News::default(), ids::next(), ids::next());
        let mut listening = news.listen();
        news.tell(other);
        listening.wait(&[own], Duration::from_millis(1)).await;
        assert!(listening.words.is_empty() && !listening.is_closed());
        for _ in 0..=KEPT {
            news.tell(other);
        }
        // Who lags behind may have missed its own word.
        listening.wait(&[own], LONG).await;
        news.close();
        listening.wait(&[own], LONG).await;
        assert!(listening.is_closed() && news.is_closed());
    }
}
