//! The one way out to mail platforms' HTTP interfaces: with time-outs, few retries, bounded answers, and never on to
//! another host.
//!
//! Nothing of a request or an answer is logged or shown here, since both hold secrets.

mod answer;
mod ask;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::{Client, Response, redirect};

pub use self::answer::Reply;
pub use self::ask::Ask;

use super::clock::Clock;
use super::tokens;

/// The largest answer that is read.
const ANSWER_MAX: usize = 16 * 1024 * 1024;

/// How long is waited for what, and how often something is tried.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For a whole answer.
    pub answer: Duration,
    /// Tries in all.
    pub tries: u32,
    /// The pause before the second try; each further one is twice as long. About as much again is added by chance, so
    /// that those who failed together don't come back together.
    pub pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), answer: Duration::from_secs(30), tries: 3, pause: Duration::from_millis(250) }
    }
}

/// Why there is no answer that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No connection, or it broke; tried several times.
    #[error("it can't be reached")]
    Unreachable,
    /// It took too long; tried several times.
    #[error("it does not answer in time")]
    TimedOut,
    /// It wants to be asked later: after this long, where it says so.
    #[error("it is busy")]
    Busy(Option<Duration>),
    /// It failed with this status; tried several times.
    #[error("it failed with the status {0}")]
    Broken(u16),
    /// It points elsewhere, where nothing is sent.
    #[error("it redirects")]
    Redirects,
    /// The answer is larger than is read.
    #[error("its answer is too large")]
    TooLarge,
    /// The answer is no JSON.
    #[error("its answer is no JSON")]
    NotJson,
    /// The request leads to another host than the configured one, or is of no possible form. It was not sent.
    #[error("the request leads elsewhere")]
    Elsewhere,
}

impl Failure {
    /// Whether another try at once may help. Who is busy is left in peace, and whatever answered is not asked again.
    const fn may_pass(self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut | Self::Broken(_))
    }
}

/// Asks mail platforms. Clones share their connections.
#[derive(Clone)]
pub struct Outgoing {
    clock: Clock,
    patience: Patience,
    client: Arc<OnceLock<Option<Client>>>,
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outgoing")
    }
}

impl Outgoing {
    /// Connects to nothing yet. The clock is the one by which pauses are waited for.
    #[must_use]
    pub fn new(clock: Clock, patience: Patience) -> Self {
        Self { clock, patience, client: Arc::default() }
    }

    /// Waits, but on a clock that is moved by hand.
    pub async fn pause(&self, time: Duration) {
        self.clock.pause(time).await;
    }

    /// Sends a request, several times where that may help.
    ///
    /// # Errors
    /// There is no answer, or none that could be read.
    pub async fn send(&self, ask: &Ask) -> Result<Reply, Failure> {
        let mut pause = self.patience.pause;
        let mut tries = 1;
        loop {
            match self.send_once(ask).await {
                Err(failure) if failure.may_pass() && tries < self.patience.tries => {
                    self.pause(pause + by_chance(pause)).await;
                    tries += 1;
                    pause *= 2;
                }
                come_of_it => return come_of_it,
            }
        }
    }

    async fn send_once(&self, ask: &Ask) -> Result<Reply, Failure> {
        let client = self.client.get_or_init(|| client(self.patience)).as_ref().ok_or(Failure::Unreachable)?;
        let response = client.execute(ask.request()?).await.map_err(failure)?;
        if response.status().is_redirection() {
            return Err(Failure::Redirects);
        }
        let (status, headers) = (response.status().as_u16(), response.headers());
        let later = answer::retry_after(headers);
        match status {
            429 => return Err(Failure::Busy(later)),
            500.. => return Err(later.map_or(Failure::Broken(status), |later| Failure::Busy(Some(later)))),
            _ => {}
        }
        let body = read(response).await?;
        Reply::read(status, &body)
    }
}

/// Reads certificates, which takes a while: at the first request.
fn client(patience: Patience) -> Option<Client> {
    let agent = concat!("Countersign/", env!("CARGO_PKG_VERSION"));
    let builder = Client::builder().user_agent(agent).connect_timeout(patience.connect).timeout(patience.answer);
    // What a redirect would carry along is for the host that was asked, and for nobody else.
    let built = builder.redirect(redirect::Policy::none()).referer(false).no_proxy().build();
    built.inspect_err(|error| tracing::error!(%error, "nothing can be asked over HTTPS: does the system have certificates?")).ok()
}

/// The whole body, as long as it is not too large.
async fn read(mut response: Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(failure)? {
        if body.len() + part.len() > ANSWER_MAX {
            return Err(Failure::TooLarge);
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}

/// What of an error may be told: its kind. Its text would name the address, with all that stands in it.
fn failure(error: reqwest::Error) -> Failure {
    if error.is_timeout() { Failure::TimedOut } else { Failure::Unreachable }
}

/// From nothing to as much as this.
fn by_chance(most: Duration) -> Duration {
    let [byte] = tokens::random_bytes::<1>().unwrap_or([128]);
    most * u32::from(byte) / 255
}

#[cfg(test)]
mod tests;
