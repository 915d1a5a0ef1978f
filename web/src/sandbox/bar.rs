//! The bar above every page of a sandbox: what time it is there, with buttons that move it ahead.

use std::time::Duration;

use chrono::DateTime;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::rights::Right;
use shared::sandbox::{AdvanceClock, SandboxClock};
use wasm_split_helpers::wasm_split;

use super::{api, is_sandbox, time};
use crate::areas::{Drawn, arriving};
use crate::i18n::{self, text::sandbox as text};
use crate::live::follow;
use crate::session;
use crate::ui::{Button, ButtonSize, Icon, Load, browser, icon, live, toast, watch};

/// How often the time that is shown is read anew: it is told to the minute.
const TICK: Duration = Duration::from_secs(5);
/// The steps that the buttons take.
const STEPS: [u64; 3] = [1, 7, 14];

/// The bar, where the company is a sandbox; else nothing.
#[component]
pub fn SandboxBar() -> impl IntoView {
    let shown = Memo::new(|_| is_sandbox());
    live(move || if shown.get() { arriving(|_| ().into_any(), bar) } else { ().into_any() })
}

#[wasm_split(sandbox, fallible)]
fn bar() -> Drawn {
    Ok(view! { <Bar /> }.into_any())
}

#[component]
fn Bar() -> impl IntoView {
    let clock = Load::new(api::clock);
    // Whoever moved it: this tab, a colleague, a program.
    follow(|news| news.is_of(&["clock"]), move || clock.refresh());
    watch(move || {
        if let Some(clock) = clock.get() {
            time::set_ahead(clock.offset_seconds.saturating_mul(1000));
        }
    });
    on_cleanup(|| time::set_ahead(0));
    let tick = RwSignal::new(0_u32);
    let timer = set_interval_with_handle(move || tick.update(|count| *count = count.wrapping_add(1)), TICK).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let shown = Memo::new(move |_| {
        tick.track();
        let clock = clock.get()?;
        let millis = browser::now_millis().saturating_add(clock.offset_seconds.saturating_mul(1000));
        DateTime::from_timestamp_millis(millis).map(i18n::date_time)
    });
    let buttons = move || untrack(|| session::may(Right::ManageSubscriptions)).then(|| view! { <Steps clock /> });
    view! {
        <section class="sandbox-bar" aria-label=text::sandbox()>
            <p>
                {icon(Icon::Clock)} <b>{text::sandbox()}</b>
                <span role="status">{move || shown.get().map(text::it_is)}</span>
            </p>
            {buttons}
        </section>
    }
    .into_any()
}

/// The buttons; while one works the others wait.
#[component]
fn Steps(clock: Load<SandboxClock>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let step = move |days: u64| {
        view! {
            <Button size=ButtonSize::Small busy label=text::advance_by(days) on_press=move || advance(days, clock, busy)>
                {text::plus_days(days)}
            </Button>
        }
    };
    view! {
        <div class="sandbox-steps" role="group" aria-label=text::advance()>
            {STEPS.map(step)}
        </div>
    }
    .into_any()
}

/// Moves the clock. What comes of it the pages learn as events.
fn advance(days: u64, clock: Load<SandboxClock>, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        match api::advance(AdvanceClock::Days(i64::try_from(days).unwrap_or(1))).await {
            Ok(moved) => {
                clock.set(SandboxClock { now: moved.now, offset_seconds: moved.offset_seconds });
                toast::say(text::advanced(i18n::date_time(moved.now)));
            }
            Err(error) => toast::warn(error.message()),
        }
        busy.set(false);
    });
}
