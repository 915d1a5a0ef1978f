//! The synchronisation of the directory: how far it is, counted while it runs, and the button that begins one.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::connections::{ConnectionStepError, DirectorySync, SyncState};
use shared::ids::SubscriptionId;

use super::access::remedy;
use super::api;
use crate::i18n::{date_time, number, text::connections as text};
use crate::live::follow;
use crate::sandbox::time;
use crate::ui::{Badge, Button, ButtonKind, ButtonSize, Icon, Load, TimeAgo, Tone, cell, live, toast, watch};

/// How often the page looks how far one is that is under way.
const LOOK_AGAIN: Duration = Duration::from_millis(1500);
/// The same while the platform is left in peace, which may take up to an hour.
const LOOK_LATER: Duration = Duration::from_secs(10);

/// The synchronisation of a subscription as it is loaded. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub struct Synchronisation {
    id: SubscriptionId,
    load: Load<DirectorySync>,
}

impl Synchronisation {
    /// Loads it, and looks again while it is under way.
    pub fn new(id: SubscriptionId) -> Self {
        let load = Load::new(move || api::sync(id));
        follow(move |news| news.is_about(id), move || load.refresh());
        watch(move || {
            if !load.busy() && load.with(is_under_way) == Some(true) {
                let pause = if load.with(|sync| put_off_until(sync).is_some()) == Some(true) { LOOK_LATER } else { LOOK_AGAIN };
                // Not quietly: an answer that is the same as before draws nothing anew, and it is by having been busy that it
                // makes the page look again all the same.
                let timer = set_timeout_with_handle(move || load.reload(), pause).ok();
                on_cleanup(move || {
                    if let Some(timer) = timer {
                        timer.clear();
                    }
                });
            }
        });
        Self { id, load }
    }

    fn begin(self, busy: RwSignal<bool>) {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::begin_sync(self.id).await {
                Ok(sync) => self.load.set(sync),
                Err(error) => toast::warn(error.message()),
            }
            // Nothing where the page was left meanwhile.
            busy.try_set(false);
        });
    }
}

/// Whether one was begun, or asked for, and has not come to its end.
const fn is_under_way(sync: &DirectorySync) -> bool {
    matches!(sync.state, SyncState::Running | SyncState::Waiting)
}

/// When one goes on that the platform put off; nothing where it was only asked for, and begins at once.
fn put_off_until(sync: &DirectorySync) -> Option<DateTime<Utc>> {
    sync.next_at.filter(|at| sync.state == SyncState::Waiting && at.timestamp_millis() > time::now_millis())
}

/// A line that says how the synchronisation stands, with the button where the reader may begin one; nothing where there never
/// was one.
pub fn sync_line(sync: Synchronisation, may_change: Signal<bool>) -> AnyView {
    sync_line_beside(sync, may_change, Memo::new(|_| Vec::new()))
}

/// The same beside notices that tell of faults: why a synchronisation failed is left out where one of them says it.
pub(super) fn sync_line_beside(sync: Synchronisation, may_change: Signal<bool>, told: Memo<Vec<ConnectionStepError>>) -> AnyView {
    let is_there = Memo::new(move |_| sync.load.with(|sync| sync.state != SyncState::Never).unwrap_or(false));
    let shown = Memo::new(move |_| sync.load.get());
    live(move || {
        if !is_there.get() {
            return ().into_any();
        }
        let said = cell(shown, move |sync| sync.as_ref().map_or_else(|| ().into_any(), |sync| told.with(|told| said(sync, told))));
        view! { <div class="sync-line">{said} {button(sync, may_change)}</div> }.into_any()
    })
}

fn button(sync: Synchronisation, may_change: Signal<bool>) -> AnyView {
    let busy = RwSignal::new(false);
    // To ask for one that is under way does nothing, also while it waits for the platform.
    let is_under_way = Memo::new(move |_| sync.load.with(is_under_way).unwrap_or(false));
    live(move || {
        if !may_change.get() || is_under_way.get() {
            return ().into_any();
        }
        view! {
            <Button kind=ButtonKind::Plain size=ButtonSize::Small icon=Icon::Refresh busy=busy on_press=move || sync.begin(busy)>
                {text::sync_now()}
            </Button>
        }
        .into_any()
    })
}

fn said(sync: &DirectorySync, told: &[ConnectionStepError]) -> AnyView {
    let (people, groups) = (u64::from(sync.people), u64::from(sync.groups));
    match sync.state {
        SyncState::Never => ().into_any(),
        SyncState::Waiting => {
            // The time itself: a distance from now would be wrong before the line is drawn anew.
            let next = put_off_until(sync).map(|at| view! { <span class="quiet">{text::sync_next_try(date_time(at))}</span> });
            view! {
                <Badge tone=Tone::Calm label=text::sync_waiting() />
                {next}
            }
            .into_any()
        }
        SyncState::Running => {
            let counted = text::sync_counted(number(groups), number(people));
            view! {
                <Badge tone=Tone::Calm label=text::sync_running() />
                <span class="figures" role="status">
                    {counted}
                </span>
            }
            .into_any()
        }
        SyncState::Done => {
            let at = sync.last_success_at.map(|at| view! { <TimeAgo at /> });
            view! {
                <Badge tone=Tone::Good label=text::sync_done() />
                <span class="quiet">{at}</span>
            }
            .into_any()
        }
        SyncState::Failed => {
            let is_told = |code| told.iter().any(|error| error.code == code);
            let why = sync.error.filter(|error| !is_told(error.code)).map(|error| view! { <span>{remedy(error.code)}</span> });
            let last = sync.last_success_at.map(|at| view! { <span class="quiet">{text::sync_last()} " " <TimeAgo at /></span> });
            view! {
                <Badge tone=Tone::Bad label=text::sync_failed() />
                {why}
                {last}
            }
            .into_any()
        }
    }
}
