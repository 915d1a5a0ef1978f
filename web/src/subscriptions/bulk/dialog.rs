//! The dialog of an action on many: what is needed for it, then its progress, then what became of each.

use leptos::prelude::*;
use shared::subscriptions::BulkAction;
use shared::trials::EXTENSION_DAYS_MAX;
use shared::validation::{self, FaultCode};
use wasm_split_helpers::wasm_split;

use super::results::progress_and_results;
use super::run::{Run, Stage, Wanted};
use super::selection::Selection;
use crate::areas::{Drawn, arriving_in_dialog};
use crate::i18n::{text, text::bulk};
use crate::ui::{Dialog, DialogFooter, Form, FormView, TextField, browser, live, watch};

/// Asks, does, and tells.
#[component]
pub(super) fn BulkDialog(
    /// The action that is asked for; none while the dialog is closed.
    asked: RwSignal<Option<BulkAction>>,
    selection: Selection,
    run: Run,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let action = RwSignal::new(BulkAction::Pause);
    let title = RwSignal::new(String::new());
    watch(move || {
        if let Some(wanted) = asked.get() {
            action.set(wanted);
            title.set(heading(wanted, u64::try_from(untrack(|| selection.count())).unwrap_or_default()));
            run.reset();
            open.set(true);
        }
    });
    watch(move || {
        if !open.get() && untrack(|| asked.get()).is_some() {
            asked.set(None);
            run.left();
            // The bar, and its button with it, goes where nothing is ticked any more.
            browser::focus_if_lost("h1");
        }
    });
    let dialog = move || view! { <Dialog open title=title.get() children=move || arriving_in_dialog(move || drawn(open, action, selection, run)) /> };
    view! { {dialog} }.into_any()
}

fn heading(action: BulkAction, count: u64) -> String {
    match action {
        BulkAction::Pause => bulk::pause_title(count),
        BulkAction::Resume => bulk::resume_title(count),
        BulkAction::ExtendTrial => bulk::extend_title(count),
    }
}

#[wasm_split(list_dialogs, fallible)]
fn drawn(open: RwSignal<bool>, action: RwSignal<BulkAction>, selection: Selection, run: Run) -> Drawn {
    Ok(content(open, action, selection, run))
}

fn content(open: RwSignal<bool>, action: RwSignal<BulkAction>, selection: Selection, run: Run) -> AnyView {
    let begun = Memo::new(move |_| run.stage.get() != Stage::Before);
    live(move || if begun.get() { progress_and_results(run, open) } else { question(open, action.get_untracked(), selection, run) })
}

/// What an action needs.
fn question(open: RwSignal<bool>, action: BulkAction, selection: Selection, run: Run) -> AnyView {
    let form = Form::new();
    let (days, reason) = (form.field("/days", "7"), form.field("/reason", ""));
    let submit = move || {
        let wanted = match action {
            BulkAction::Pause => reason.checked(validation::reason).map(|reason| (Some(reason), None)),
            BulkAction::Resume => Some((None, None)),
            BulkAction::ExtendTrial => {
                let (days, reason) = (days.checked(as_days), reason.checked_optional(validation::reason));
                days.zip(reason).map(|(days, reason)| (reason, Some(days)))
            }
        };
        match wanted {
            Some((reason, days)) => run.begin(Wanted { action, reason, days }, selection.now()),
            None => form.focus_fault(),
        }
    };
    let (about, verb) = match action {
        BulkAction::Pause => (bulk::pause_about(), text::subscriptions::pause()),
        BulkAction::Resume => (bulk::resume_about(), text::subscriptions::resume()),
        BulkAction::ExtendTrial => (bulk::extend_about(), text::subscriptions::extend()),
    };
    let fields = match action {
        BulkAction::Pause => view! {
            <TextField field=reason label=text::subscriptions::reason() hint=text::subscriptions::pause_reason_hint() autofocus=() />
        }
        .into_any(),
        BulkAction::Resume => ().into_any(),
        BulkAction::ExtendTrial => view! {
            <TextField field=days label=text::subscriptions::extend_days() inputmode="numeric" short=() autofocus=() />
            <TextField field=reason label=text::subscriptions::reason() aside=text::common::optional() />
        }
        .into_any(),
    };
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{about} " " {bulk::each_alone()}</p>
            {fields}
            <DialogFooter open form action=verb />
        </FormView>
    }
    .into_any()
}

/// A number of days as people type it.
fn as_days(text: String) -> Result<u32, FaultCode> {
    // What is no number is out of range: the sentence names the range.
    let days = text.trim().parse().ok().filter(|days| (1..=EXTENSION_DAYS_MAX).contains(days));
    days.ok_or(FaultCode::OutOfRange { min: 1, max: i64::from(EXTENSION_DAYS_MAX) })
}
