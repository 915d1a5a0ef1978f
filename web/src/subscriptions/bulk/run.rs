//! Carrying an action out: in portions, each safe to repeat, with what became of each.

use std::collections::VecDeque;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::SubscriptionId;
use shared::subscriptions::{Bulk, BulkAction, BulkItem, BulkStatus};

use super::selection::{Selection, Tick};
use crate::api::ClientError;
use crate::i18n::{code_text, text::bulk as text};
use crate::subscriptions::api;
use crate::ui::toast;

/// How many subscriptions are sent at once: few enough for the progress to move.
const PORTION: usize = 20;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub action: BulkAction,
    pub reason: Option<String>,
    pub days: Option<u32>,
}

/// What became of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub id: SubscriptionId,
    pub name: String,
    /// Why it was refused.
    pub refused: Option<String>,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stage {
    /// It has not begun.
    Before,
    /// It runs.
    Running,
    /// It ends with the present portion.
    Stopping,
    /// It has ended; before its time because of this.
    Ended(Option<ClientError>),
}

/// A run. It goes on where it was after a portion that failed. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub stage: RwSignal<Stage>,
    pub outcomes: RwSignal<Vec<Outcome>>,
    /// Those that were not tried yet.
    pub waiting: RwSignal<VecDeque<(SubscriptionId, String)>>,
    wanted: RwSignal<Option<Wanted>>,
    /// Tells a run from those before: their last answers may still be on their way.
    round: StoredValue<u32>,
    selection: Selection,
    changed: Callback<()>,
}

impl Run {
    pub fn new(selection: Selection, changed: Callback<()>) -> Self {
        Self {
            stage: RwSignal::new(Stage::Before),
            outcomes: RwSignal::new(Vec::new()),
            waiting: RwSignal::new(VecDeque::new()),
            wanted: RwSignal::new(None),
            round: StoredValue::new(0),
            selection,
            changed,
        }
    }

    /// Forgets the run before.
    pub fn reset(self) {
        self.next_round();
        self.stage.set(Stage::Before);
        self.outcomes.set(Vec::new());
        self.waiting.set(VecDeque::new());
    }

    fn next_round(self) -> u32 {
        let round = self.round.get_value().wrapping_add(1);
        self.round.set_value(round);
        round
    }

    /// Does it to these.
    pub fn begin(self, wanted: Wanted, of: Vec<(SubscriptionId, String)>) {
        self.wanted.set(Some(wanted));
        self.outcomes.set(Vec::new());
        self.waiting.set(of.into());
        self.go_on();
    }

    /// Tries those again that were refused.
    pub fn retry(self) {
        let mut refused = Vec::new();
        self.outcomes.update(|outcomes| refused.extend(outcomes.extract_if(.., |outcome| outcome.refused.is_some())));
        self.waiting.update(|waiting| waiting.extend(refused.into_iter().map(|outcome| (outcome.id, outcome.name))));
        self.go_on();
    }

    /// Sends those that wait, a portion after another, until it is asked to stop.
    pub fn go_on(self) {
        self.stage.set(Stage::Running);
        let round = self.next_round();
        spawn_local(async move {
            let error = loop {
                let portion: Vec<_> = self.waiting.with_untracked(|waiting| waiting.iter().take(PORTION).cloned().collect());
                let Some(wanted) = self.wanted.get_untracked().filter(|_| !portion.is_empty()) else { break None };
                let ids = portion.iter().map(|(id, _)| *id).collect();
                let answer = api::bulk(Bulk { action: wanted.action, ids, reason: wanted.reason, days: wanted.days }).await;
                let is_current = self.round.try_get_value() == Some(round);
                match answer {
                    Ok(result) => {
                        let outcomes = self.took(&portion, result.items);
                        if is_current {
                            self.waiting.update(|waiting| drop(waiting.drain(..portion.len().min(waiting.len()))));
                            self.outcomes.update(|all| all.extend(outcomes));
                        }
                    }
                    Err(error) if is_current => break Some(error),
                    Err(_) => {}
                }
                // Another run began, or the page was left: what was sent is done all the same.
                if !is_current {
                    return;
                }
                if self.stage.get_untracked() == Stage::Stopping {
                    break None;
                }
            };
            self.stage.set(Stage::Ended(error));
            self.changed.run(());
        });
    }

    /// Ends with the present portion, and says where it stopped.
    pub fn stop(self) {
        if self.stage.get_untracked() == Stage::Running {
            self.stage.set(Stage::Stopping);
        }
    }

    /// The dialog was closed: what still waits is not done.
    pub fn left(self) {
        if matches!(self.stage.get_untracked(), Stage::Running | Stage::Stopping) {
            self.stop();
            toast::say(text::stopping());
        }
    }

    /// What became of a portion. Those that are done are no longer ticked.
    fn took(self, portion: &[(SubscriptionId, String)], items: Vec<BulkItem>) -> Vec<Outcome> {
        let name = |id: SubscriptionId| portion.iter().find(|(one, _)| *one == id).map(|(_, name)| name.clone()).unwrap_or_default();
        let outcomes: Vec<_> = items.into_iter().map(|item| Outcome { id: item.id, name: name(item.id), refused: refused(item) }).collect();
        let done: Vec<_> = outcomes.iter().filter(|one| one.refused.is_none()).map(|one| (one.id, one.name.clone())).collect();
        self.selection.set(&done, Tick::Off);
        outcomes
    }
}

/// Why one was refused: the app's sentence by its code, else the server's.
fn refused(item: BulkItem) -> Option<String> {
    if item.status == BulkStatus::Done {
        return None;
    }
    let by_code = item.code.as_deref().and_then(|code| code.parse().ok()).map(|code| code_text(code).to_owned());
    by_code.or(item.detail).or_else(|| Some(String::new()))
}
