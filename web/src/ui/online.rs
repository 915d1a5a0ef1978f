//! Whether the server can be reached: a banner while it can't.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::icon::{Icon, icon};
use super::live::watch;
use crate::api;
use crate::i18n::text;

thread_local! {
    static ONLINE: RefCell<ArcRwSignal<bool>> = RefCell::new(ArcRwSignal::new(true));
}

fn signal() -> ArcRwSignal<bool> {
    ONLINE.with_borrow(Clone::clone)
}

/// Whether the last request was answered; tracked.
pub fn is_online() -> bool {
    signal().get()
}

/// Notes whether a request was answered.
pub fn noted(answered: bool) {
    let signal = signal();
    if signal.get_untracked() != answered {
        signal.set(answered);
    }
}

/// Says that the connection is lost, looks every few seconds whether it is back, and goes then.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let lost = window_event_listener(ev::offline, |_| noted(false));
    let back = window_event_listener(ev::online, |_| probe());
    on_cleanup(move || {
        lost.remove();
        back.remove();
    });
    watch(move || {
        if !is_online() {
            let timer = set_interval_with_handle(probe, Duration::from_secs(4)).ok();
            on_cleanup(move || {
                if let Some(timer) = timer {
                    timer.clear();
                }
            });
        }
    });
    view! {
        <div class="offline" role="status">
            {move || (!is_online()).then(|| view! { <p>{icon(Icon::Offline)} {text::problems::offline_banner()}</p> })}
        </div>
    }
}

fn probe() {
    if browser::is_online() {
        spawn_local(async {
            // Any answer counts; the call notes it by itself.
            let _ = api::get_public::<serde::de::IgnoredAny>("/setup").await;
        });
    }
}
