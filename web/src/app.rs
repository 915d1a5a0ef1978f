//! The start, and what stands around every page: the connection's banner, the pages, the toasts.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use leptos_router::components::Router;

use crate::api::ClientError;
use crate::areas::{Area, fetch_on_intent};
use crate::routes::{Pages, Place};
use crate::session::{self, Session};
use crate::ui::online::{OfflineBanner, is_online};
use crate::ui::toast::Toasts;
use crate::ui::{ProblemPanel, Theme, browser, live};
use crate::{api, i18n};

/// Takes the splash off and draws the app.
pub fn run() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|fault| leptos::logging::error!("{fault}")));
    Theme::kept().apply();
    let locale = i18n::start();
    mount_to_body(move || view! { <App locale /> });
    browser::remove("splash");
    spawn_local(session::start());
    fetch_first();
}

/// Fetches the area of the first page while it is asked who is signed in.
fn fetch_first() {
    let named = Place::parse(&browser::path());
    let place = if api::may_be_signed_in() || named.is_public() { named } else { Place::SignIn };
    if place != Place::Home
        && let Some(area) = Area::of(place)
    {
        area.prefetch();
    }
}

#[component]
fn App(locale: ArcRwSignal<shared::locale::Locale>) -> impl IntoView {
    let main = NodeRef::<html::Div>::new();
    // Another tab signed out: this one follows.
    let other_tab = window_event_listener(ev::storage, |event| {
        if event.key().as_deref() == Some(api::HINT) && event.new_value().is_none() {
            session::lose();
        }
    });
    on_cleanup(move || other_tab.remove());
    crate::live::start();
    fetch_on_intent();
    view! {
        <Router>
            <div class="app" node_ref=main>
                // Sentences are plain values: another language draws everything anew.
                {move || {
                    locale.track();
                    view! {
                        <OfflineBanner />
                        <Started />
                        <Toasts />
                    }
                        .into_any()
                }}
            </div>
        </Router>
    }
}

/// The pages, once it is known who is signed in.
#[component]
fn Started() -> impl IntoView {
    #[derive(Clone, PartialEq)]
    enum Stage {
        Asking,
        Unreachable(ClientError),
        Known,
    }
    let stage = Memo::new(|_| match session::session() {
        Session::Starting => Stage::Asking,
        Session::Unreachable(error) => Stage::Unreachable(error),
        Session::SignedOut | Session::SignedIn(_) => Stage::Known,
    });
    let retry = move || spawn_local(session::start());
    // As pages do: what failed for want of a connection is tried again once there is one.
    Effect::new(move |was: Option<bool>| {
        let online = is_online();
        if online && was == Some(false) && untrack(|| stage.get()) == Stage::Unreachable(ClientError::Offline) {
            retry();
        }
        online
    });
    live(move || match stage.get() {
        Stage::Asking => view! { <div class="starting" role="status" aria-label=i18n::text::common::loading()></div> }.into_any(),
        Stage::Unreachable(error) => view! {
            <main class="alone">
                <h1 class="sr">"Countersign"</h1>
                <ProblemPanel error retry />
            </main>
        }
        .into_any(),
        Stage::Known => view! { <Pages /> }.into_any(),
    })
}
