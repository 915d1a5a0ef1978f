//! The tab's one stream: opened after sign-in, resumed after each break, closed while the tab is hidden.

use std::cell::RefCell;
use std::pin::pin;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{Either, select};
use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};
use shared::events::{Event, EventKind};
use shared::ids::AccountId;

use super::followers::{News, publish};
use crate::api::{self, ClientError, Message};
use crate::session;
use crate::ui::{browser, online, watch};

/// The waits between attempts.
const WAIT_MIN: Duration = Duration::from_secs(1);
const WAIT_MAX: Duration = Duration::from_secs(30);
/// The server says something every 15 seconds; a stream that is silent for this long is dead.
const SILENCE: Duration = Duration::from_secs(40);
/// A tab that is hidden for this long gives its connection back: browsers have few of them for one site.
const HIDDEN: Duration = Duration::from_secs(5);
/// A first stream that opens later than this after sign-in may have missed what came since the page was loaded.
const LATE_MILLIS: i64 = 1000;

thread_local! {
    /// Where to resume, and for whom.
    static LAST: RefCell<Option<(AccountId, String)>> = const { RefCell::new(None) };
}

/// Keeps a stream open for as long as somebody is signed in.
pub fn start() {
    // Who belongs nowhere has nothing to follow.
    let account = Memo::new(|_| session::me().filter(|me| me.reseller.is_some() || !me.subscriptions.is_empty()).map(|me| me.id));
    let awake = is_awake();
    watch(move || {
        // A connection that is lost, or back, begins anew: at once, and with the shortest wait.
        online::is_online();
        match account.get() {
            Some(account) if awake.get() => spawn_local_scoped_with_cancellation(keep_open(account).boxed_local()),
            Some(_) => {}
            None => drop(LAST.take()),
        }
    });
}

/// Whether the tab is seen, or was a moment ago.
fn is_awake() -> RwSignal<bool> {
    let awake = RwSignal::new(true);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let changed = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        if browser::is_hidden() {
            timer.set_value(set_timeout_with_handle(move || awake.set(false), HIDDEN).ok());
        } else if !awake.get_untracked() {
            awake.set(true);
        }
    };
    let listener = window_event_listener(ev::visibilitychange, move |_| changed());
    on_cleanup(move || listener.remove());
    awake
}

async fn keep_open(account: AccountId) {
    let (began, mut wait) = (browser::now_millis(), WAIT_MIN);
    loop {
        let last_id = LAST.with_borrow(|last| last.as_ref().filter(|(whose, _)| *whose == account).map(|(_, id)| id.clone()));
        let is_first = last_id.is_none();
        match api::open_stream("/events/stream", last_id).await {
            Ok(stream) => {
                wait = WAIT_MIN;
                if is_first && browser::now_millis() - began > LATE_MILLIS {
                    publish(&News::Anything);
                }
                listen(stream, account).await;
                // It may have ended with the token, or with what there was to follow: the account knows.
                let _ = api::refresh().await;
            }
            // Nothing to follow any more: the account knows why.
            Err(ClientError::Problem(problem)) if matches!(problem.status, 401 | 403) => {
                let _ = api::refresh().await;
                return;
            }
            Err(_) => {}
        }
        browser::sleep(wait).await;
        wait = (wait * 2).min(WAIT_MAX);
    }
}

/// Passes on what comes, until the stream ends.
async fn listen(mut stream: api::Stream, account: AccountId) {
    loop {
        let message = match select(pin!(stream.next()), pin!(browser::sleep(SILENCE))).await {
            Either::Left((Some(message), _)) => message,
            Either::Left((None, _)) | Either::Right(_) => return,
        };
        let Message { id, data } = message;
        if let Some(id) = id {
            LAST.replace(Some((account, id)));
        }
        if let Some(data) = data {
            let event = serde_json::from_str::<Event>(&data).ok();
            if event.as_ref().is_some_and(|event| changes_rights_of(event, account)) {
                spawn_local(api::refresh().map(drop));
            }
            // Where time was moved, whatever counts days may show others.
            let told = event.filter(|event| event.kind != EventKind::ClockAdvanced);
            publish(&told.map_or(News::Anything, |event| News::Event(Box::new(event))));
        }
    }
}

/// Whether what this person may do has changed: the account has to be read again.
fn changes_rights_of(event: &Event, account: AccountId) -> bool {
    matches!(event.kind.group(), "member" | "reseller_member")
        && event.data.get("account_id").and_then(|id| id.as_str()).is_some_and(|id| id == account.to_string())
}
