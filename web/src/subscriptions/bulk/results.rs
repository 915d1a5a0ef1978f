//! What stands in the dialog once an action was sent: how far it is, and what became of each.

use leptos::prelude::*;
use shared::ids::SubscriptionId;

use super::run::{Outcome, Run, Stage};
use crate::i18n::{self, text, text::bulk};
use crate::routes::Place;
use crate::ui::{Badge, Button, ButtonKind, Notice, Tone, browser, live, watch};

/// The most lines that are shown: more would be no use to anybody, and slow.
const SHOWN: usize = 100;

/// Progress while it runs, then the lines.
pub(super) fn progress_and_results(run: Run, open: RwSignal<bool>) -> AnyView {
    let ended = Memo::new(move |_| matches!(run.stage.get(), Stage::Ended(_)));
    // The buttons go with the stage, and would take the focus along.
    watch(move || {
        ended.track();
        browser::focus_after_redraw(".bulk-results footer .button:last-child");
    });
    view! {
        <div class="dialog-body bulk-results">
            {progress(run)} {live(move || if ended.get() { results(run) } else { ().into_any() })}
            <footer>{live(move || buttons(run, open, ended.get()))}</footer>
        </div>
    }
    .into_any()
}

fn progress(run: Run) -> AnyView {
    let tried = move || run.outcomes.with(Vec::len);
    let total = move || tried() + run.waiting.with(std::collections::VecDeque::len);
    let line = move || bulk::progress(figure(tried()), figure(total()));
    view! {
        <div class="bulk-progress">
            <p class="figures" id="bulk-progress" role="status">
                {line}
            </p>
            <progress aria-labelledby="bulk-progress" max=move || total().to_string() prop:value=move || tried().to_string()></progress>
        </div>
    }
    .into_any()
}

fn figure(count: usize) -> String {
    i18n::number(wide(count))
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn buttons(run: Run, open: RwSignal<bool>, ended: bool) -> AnyView {
    if !ended {
        return view! {
            <Button on_press=move || run.stop() busy=Signal::derive(move || run.stage.get() == Stage::Stopping)>
                {bulk::stop()}
            </Button>
        }
        .into_any();
    }
    let refused = run.outcomes.with_untracked(|all| all.iter().filter(|one| one.refused.is_some()).count());
    let waiting = run.waiting.with_untracked(std::collections::VecDeque::len);
    view! {
        {(refused > 0)
            .then(|| view! { <Button kind=ButtonKind::Plain on_press=move || run.retry()>{bulk::retry(i18n::number(wide(refused)))}</Button> })}
        {(waiting > 0).then(|| view! { <Button kind=ButtonKind::Plain on_press=move || run.go_on()>{bulk::go_on(wide(waiting))}</Button> })}
        <Button kind=ButtonKind::Primary on_press=move || open.set(false)>
            {text::common::close()}
        </Button>
    }
    .into_any()
}

fn results(run: Run) -> AnyView {
    let (waiting, error) = untrack(|| (run.waiting.with(std::collections::VecDeque::len), run.stage.get()));
    let mut outcomes = run.outcomes.get_untracked();
    // What went wrong comes first; among its like each keeps its place.
    outcomes.sort_by_key(|outcome| outcome.refused.is_none());
    let refused = outcomes.iter().filter(|outcome| outcome.refused.is_some()).count();
    let done = outcomes.len() - refused;
    let tone = if refused + waiting > 0 { Tone::Warn } else { Tone::Good };
    let problem = match error {
        Stage::Ended(Some(error)) => Some(error.message()),
        _ => None,
    };
    let more = outcomes.len().saturating_sub(SHOWN);
    outcomes.truncate(SHOWN);
    view! {
        <Notice tone>
            <p class="bulk-sum">
                <span>{bulk::result_done(wide(done))}</span>
                {(refused > 0).then(|| view! { <span>{bulk::result_refused(wide(refused))}</span> })}
                {(waiting > 0).then(|| view! { <span>{bulk::result_waiting(wide(waiting))}</span> })}
            </p>
            {problem.map(|sentence| view! { <p>{sentence} " " {bulk::broken()}</p> })}
        </Notice>
        // Scrolls by itself, so the keyboard must reach it.
        <ul class="bulk-lines" tabindex="0" aria-label=bulk::results()>
            {outcomes.into_iter().map(line).collect::<Vec<_>>()}
            {(more > 0).then(|| view! { <li class="quiet">{bulk::more(figure(more))}</li> })}
        </ul>
    }
    .into_any()
}

fn line(outcome: Outcome) -> AnyView {
    let (tone, label) = if outcome.refused.is_some() { (Tone::Bad, bulk::refused()) } else { (Tone::Good, bulk::done()) };
    let id: SubscriptionId = outcome.id;
    view! {
        <li>
            <a class="who" href=Place::Subscription(id).path()>
                {outcome.name}
            </a>
            <Badge tone label />
            {outcome.refused.map(|sentence| view! { <span class="quiet">{sentence}</span> })}
        </li>
    }
    .into_any()
}
