//! Hears what other servers on the same PostgreSQL have recorded, and tells them what this one has, on a connection and a
//! thread of its own.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::{Array, Text};
use diesel::{Connection as _, PgConnection, RunQueryDsl as _};
use shared::ids::ResellerId;

use super::news::News;
use super::{DatabaseUrl, Db};

/// Where the servers on one PostgreSQL tell each other whose events they have recorded.
const CHANNEL: &str = "countersign_events";
/// How often the connection is looked at, and the others are told.
const PAUSE: Duration = Duration::from_millis(50);
/// How often a quiet connection is asked whether it still lives.
const PROBE: Duration = Duration::from_secs(20);
/// The waits between attempts to connect.
const WAIT_MIN: Duration = Duration::from_secs(1);
const WAIT_MAX: Duration = Duration::from_secs(30);

impl Db {
    /// Begins to hear and to tell other servers, until the news are closed. SQLite has no other servers.
    ///
    /// # Errors
    /// There is no thread to be had.
    pub fn hear_other_servers(&self) -> std::io::Result<()> {
        let DatabaseUrl::Postgres(url) = self.url() else { return Ok(()) };
        let (url, news) = (url.clone(), self.news().clone());
        std::thread::Builder::new().name("listener".to_owned()).spawn(move || listen_on(&url, &news)).map(drop)
    }
}

/// Listens, and connects again after what went wrong. Meanwhile whoever waits looks for itself, once a second.
fn listen_on(url: &str, news: &News) {
    let mut wait = WAIT_MIN;
    while !news.is_closed() {
        let began = Instant::now();
        if let Err(error) = listen(url, news) {
            tracing::warn!(%error, "other servers can't be heard for the moment");
        }
        wait = if began.elapsed() > WAIT_MAX { WAIT_MIN } else { (wait * 2).min(WAIT_MAX) };
        let until = Instant::now() + wait;
        while Instant::now() < until && !news.is_closed() {
            std::thread::sleep(PAUSE);
        }
    }
}

/// Passes on what other servers tell, and tells them, until the connection breaks or the server stops. What was not told when
/// it breaks, they find by looking for themselves.
fn listen(url: &str, news: &News) -> Result<(), Box<dyn std::error::Error>> {
    let mut connection = PgConnection::establish(url)?;
    connection.batch_execute(&format!("LISTEN {CHANNEL}"))?;
    let mut probed = Instant::now();
    while !news.is_closed() {
        for notification in connection.notifications_iter() {
            // What is no id is not ours.
            if let Ok(reseller) = notification?.payload.parse::<ResellerId>() {
                news.tell(reseller);
            }
        }
        let untold = news.take_untold();
        if !untold.is_empty() {
            let resellers: Vec<String> = untold.iter().map(ToString::to_string).collect();
            let told = diesel::sql_query("SELECT pg_notify($1, reseller) FROM unnest($2) AS reseller");
            told.bind::<Text, _>(CHANNEL).bind::<Array<Text>, _>(resellers).execute(&mut connection)?;
            probed = Instant::now();
        }
        if probed.elapsed() >= PROBE {
            probed = Instant::now();
            connection.batch_execute("SELECT 1")?;
        }
        std::thread::sleep(PAUSE);
    }
    Ok(())
}
