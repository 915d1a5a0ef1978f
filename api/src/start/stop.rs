//! Stopping without cutting anybody off.

use std::net::{Shutdown, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;

use crate::App;

/// Connections that were accepted wait for a worker's thread, and those that still wait when the server stops are dropped by it
/// without an answer. So long nothing must have been in hand that kept the threads from them,
const QUIET: Duration = Duration::from_millis(100);
/// but no longer than this is it waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it is looked.
const LOOK: Duration = Duration::from_millis(10);

/// Whether the door is closed.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether the log's lines from this part of the program say only that the door is closed, which is no error then.
#[must_use]
pub fn expects(target: &str) -> bool {
    target == "actix_server::accept" && CLOSED.load(Ordering::Relaxed)
}

/// Waits until the program is asked to stop, and stops: who comes then is refused at once and can go elsewhere, who was there
/// gets an answer and the word that the connection ends with it. Asked a second time, it waits for nobody.
pub(super) async fn when_asked(app: Arc<App>, door: TcpListener, handle: ServerHandle) {
    if asked().await.is_err() {
        return;
    }
    tracing::info!("asked to stop");
    app.stop_working();
    let gently = async {
        CLOSED.store(true, Ordering::Relaxed);
        // The accepting thread has its own handle on the door: closing this one alone would change nothing.
        if let Err(error) = socket2::SockRef::from(&door).shutdown(Shutdown::Both) {
            tracing::warn!(%error, "the address could not be closed before the last answers");
        }
        let _ = tokio::time::timeout(PATIENCE, quiet(&app)).await;
        handle.stop(true).await;
    };
    tokio::select! {
        () = gently => {}
        _ = asked() => handle.stop(false).await,
    }
}

/// Waits until no request was in hand for a while.
async fn quiet(app: &App) {
    let mut since = Instant::now();
    while since.elapsed() < QUIET {
        tokio::time::sleep(LOOK).await;
        if app.metrics.in_hand() > 0 {
            since = Instant::now();
        }
    }
}

/// Waits for SIGTERM or for Ctrl-C.
async fn asked() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        Ok(())
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
