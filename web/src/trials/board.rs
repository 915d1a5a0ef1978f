//! The pipeline: a column for each stretch of days that are left, a card for each trial, and what can be done with it.

use leptos::prelude::*;
use shared::page::Page;
use shared::subscriptions::{Action, HoldKind, Status, Subscription};

use crate::i18n::{self, text::subscriptions as words, text::trials as text};
use crate::routes::Place;
use crate::subscriptions::words::{plan, status_badge};
use crate::ui::{Button, ButtonKind, ButtonSize};

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

/// The columns with their cards; empty ones of the rarer kinds are left out.
pub(super) fn board(running: &Page<Subscription>, expired: &[Subscription], board: Board) -> AnyView {
    let all = || running.items.iter().chain(expired);
    let columns: Vec<_> = Column::ALL
        .into_iter()
        .filter_map(|column| {
            let cards: Vec<_> = all().filter(|one| Column::of(one) == column).map(|one| card(one, board)).collect();
            let is_rare = matches!(column, Column::Paused | Column::Expired);
            (!cards.is_empty() || !is_rare).then(|| stretch(column, cards))
        })
        .collect();
    let more = running.next_cursor.is_some().then(|| {
        let shown = u64::try_from(running.items.len()).unwrap_or_default();
        view! { <p class="quiet">{text::first_only(i18n::number(shown))}</p> }
    });
    view! {
        <div class="board">{columns}</div>
        {more}
    }
    .into_any()
}

fn stretch(column: Column, cards: Vec<AnyView>) -> AnyView {
    let count = i18n::number(u64::try_from(cards.len()).unwrap_or_default());
    let empty = cards.is_empty().then(|| view! { <p class="quiet board-empty">{text::column_empty()}</p> });
    view! {
        <section class="board-column">
            <h2>
                {column.name()} <span class="count">{count}</span>
            </h2>
            <ul>{cards}</ul>
            {empty}
        </section>
    }
    .into_any()
}

fn card(subscription: &Subscription, board: Board) -> AnyView {
    let href = Place::Subscription(subscription.id).path();
    let badge = status_badge(subscription);
    let chosen = subscription.plan.flatten().map_or_else(|| words::plan_none_chosen(), plan);
    let users = text::users(u64::from(subscription.seats));
    let name = subscription.company_name.clone();
    let title = name.clone();
    view! {
        <li class="card board-card">
            <a class="who" href=href title=title>
                {name}
            </a>
            <p class="quiet">{users} " · " {chosen}</p>
            <p>{badge}</p>
            <p class="board-actions">{actions(subscription, board)}</p>
        </li>
    }
    .into_any()
}

/// What can be done in place; each opens its dialog.
fn actions(subscription: &Subscription, board: Board) -> Vec<AnyView> {
    let (one, company) = (StoredValue::new(subscription.clone()), subscription.company_name.clone());
    let button = |action: Action, opened: RwSignal<bool>, kind: ButtonKind, label: &'static str| {
        let company = company.clone();
        subscription.allowed_actions.contains(&action).then(|| {
            let press = move || {
                board.chosen.set(Some(one.get_value()));
                opened.set(true);
            };
            let named = text::action_label(label, &company);
            view! {
                <span class="named-button" title=named>
                    <Button kind size=ButtonSize::Small on_press=press>
                        {label}
                        <span class="sr">{format!(" {company}")}</span>
                    </Button>
                </span>
            }
            .into_any()
        })
    };
    [
        button(Action::Activate, board.activating, ButtonKind::Primary, words::activate()),
        button(Action::ExtendTrial, board.extending, ButtonKind::Normal, words::extend()),
        button(Action::EndTrial, board.ending, ButtonKind::Plain, words::end_trial()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
