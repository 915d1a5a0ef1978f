//! The pipeline: a column for each stretch of days that are left, a card for each trial, and what can be done with it.

use leptos::prelude::*;
use shared::subscriptions::{Action, HoldKind, Status, Subscription};

use super::page::Pipeline;
use crate::i18n::{self, text::subscriptions as words, text::trials as text};
use crate::routes::Place;
use crate::subscriptions::words::{plan, status_badge};
use crate::ui::{Button, ButtonKind, ButtonSize, Load, Part, cell, keyed};

/// The dialogs of the pipeline, and the trial that they are about.
#[derive(Clone, Copy)]
pub(super) struct Board {
    pub chosen: RwSignal<Option<Subscription>>,
    pub activating: RwSignal<bool>,
    pub extending: RwSignal<bool>,
    pub ending: RwSignal<bool>,
}

impl Default for Board {
    fn default() -> Self {
        let closed = || RwSignal::new(false);
        Self { chosen: RwSignal::new(None), activating: closed(), extending: closed(), ending: closed() }
    }
}

/// A column of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// The clock stands still.
    Paused,
    /// Up to three days.
    Now,
    /// Up to seven days.
    Soon,
    /// More.
    Later,
    /// Ran out without a plan.
    Expired,
}

impl Column {
    const ALL: [Self; 5] = [Self::Now, Self::Soon, Self::Later, Self::Paused, Self::Expired];

    fn of(subscription: &Subscription) -> Self {
        let days = subscription.trial.as_ref().map_or(0, |trial| trial.days_left);
        match (subscription.status, days) {
            (Status::TrialExpired, _) => Self::Expired,
            _ if is_paused(subscription) => Self::Paused,
            (_, ..=3) => Self::Now,
            (_, 4..=7) => Self::Soon,
            _ => Self::Later,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Now => text::column_now(),
            Self::Soon => text::column_soon(),
            Self::Later => text::column_later(),
            Self::Paused => text::column_paused(),
            Self::Expired => text::column_expired(),
        }
    }
}

/// Whether the clock stands still, which it does on no other hold than the reseller's own.
fn is_paused(subscription: &Subscription) -> bool {
    subscription.holds.iter().flatten().any(|hold| hold.kind == HoldKind::Reseller)
}

/// The columns with their cards; empty ones of the rarer kinds are left out. They follow the pipeline: a card stays the
/// same element while it changes, so that it keeps the focus.
pub(super) fn board(pipeline: Load<Pipeline>, board: Board) -> AnyView {
    let columns: Vec<_> = Column::ALL.into_iter().map(|column| stretch(column, pipeline, board)).collect();
    let more = move || {
        let (shown, is_more) = pipeline.with(|(running, _)| (running.items.len(), running.next_cursor.is_some()))?;
        let shown = i18n::number(u64::try_from(shown).unwrap_or_default());
        is_more.then(|| view! { <p class="quiet">{text::first_only(shown)}</p> })
    };
    view! {
        <div class="board">{columns}</div>
        {more}
    }
    .into_any()
}

/// The trials of a column, running ones first.
fn of_column(column: Column, (running, expired): &Pipeline) -> impl Iterator<Item = &Subscription> {
    running.items.iter().chain(&expired.items).filter(move |one| Column::of(one) == column)
}

fn stretch(column: Column, pipeline: Load<Pipeline>, board: Board) -> AnyView {
    let count = Memo::new(move |_| pipeline.with(|pipeline| of_column(column, pipeline).count()).unwrap_or_default());
    let is_rare = matches!(column, Column::Paused | Column::Expired);
    let parts = move || {
        let part = |one: &Subscription| {
            let id = one.id;
            let data = move || pipeline.with(|pipeline| of_column(column, pipeline).find(|one| one.id == id).cloned()).flatten();
            Part::following(id.to_string(), data, move |subscription| card(subscription, board))
        };
        pipeline.with(|pipeline| of_column(column, pipeline).map(part).collect()).unwrap_or_default()
    };
    let empty = move || (count.get() == 0).then(|| view! { <p class="quiet board-empty">{text::column_empty()}</p> });
    view! {
        <section class="board-column" hidden=move || is_rare && count.get() == 0>
            <h2>
                {column.name()}
                <span class="count">{move || i18n::number(u64::try_from(count.get()).unwrap_or_default())}</span>
            </h2>
            <ul>{keyed(parts)}</ul>
            {empty}
        </section>
    }
    .into_any()
}

fn card(subscription: Memo<Subscription>, board: Board) -> AnyView {
    let href = subscription.with_untracked(|one| Place::Subscription(one.id).path());
    let name = Memo::new(move |_| subscription.with(|one| one.company_name.clone()));
    let facts = |one: &Subscription| {
        let chosen = one.plan.flatten().map_or_else(|| words::plan_none_chosen(), plan);
        view! { {text::users(u64::from(one.seats))} " · " {chosen} }.into_any()
    };
    let allowed = Memo::new(move |_| subscription.with(|one| one.allowed_actions.clone()));
    let actions = move || allowed.with(|allowed| actions(subscription, name, allowed, board));
    view! {
        <li class="card board-card">
            <a class="who" href=href title=name>
                {name}
            </a>
            <p class="quiet">{cell(subscription, facts)}</p>
            <p>{cell(subscription, status_badge)}</p>
            <p class="board-actions">{actions}</p>
        </li>
    }
    .into_any()
}

/// What can be done in place; each opens its dialog.
fn actions(subscription: Memo<Subscription>, company: Memo<String>, allowed: &[Action], board: Board) -> Vec<AnyView> {
    let button = |action: Action, opened: RwSignal<bool>, kind: ButtonKind, label: &'static str| {
        allowed.contains(&action).then(|| {
            let press = move || {
                board.chosen.set(Some(subscription.get_untracked()));
                opened.set(true);
            };
            let named = move || text::action_label(label, company.get());
            view! {
                <span class="named-button" title=named>
                    <Button kind size=ButtonSize::Small on_press=press>
                        {label}
                        <span class="sr">{move || format!(" {}", company.get())}</span>
                    </Button>
                </span>
            }
            .into_any()
        })
    };
    [
        button(Action::Activate, board.activating, ButtonKind::Primary, words::activate()),
        button(Action::ExtendTrial, board.extending, ButtonKind::Normal, text::extend()),
        button(Action::EndTrial, board.ending, ButtonKind::Plain, text::end()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
