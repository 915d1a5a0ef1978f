//! The figures above the list. Each shows the rows that it counts.

use leptos::prelude::*;
use shared::subscriptions::{ConnectionStatus, Status, SubscriptionQuery, SubscriptionSort, Summary};

use super::list_state::{ListState, ListUrl};
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Load, ProblemPanel, Skeleton};

const TRIAL_DAYS: u32 = 7;
const PAYMENT_DAYS: u32 = 30;

/// What a tile counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tile {
    Active,
    Trial,
    TrialsEnding,
    OnHold,
    /// Users can't be filtered by: the tile puts the largest subscriptions first.
    Users,
    PaymentsDue,
    /// Connections that do not work as they did.
    Failing,
}

impl Tile {
    const ALL: [Self; 7] = [Self::Active, Self::Trial, Self::TrialsEnding, Self::OnHold, Self::Users, Self::PaymentsDue, Self::Failing];

    fn label(self) -> &'static str {
        match self {
            Self::Active => text::tile_active(),
            Self::Trial => text::tile_trial(),
            Self::TrialsEnding => text::tile_trials_ending(),
            Self::OnHold => text::tile_on_hold(),
            Self::Users => text::tile_users(),
            Self::PaymentsDue => text::tile_payments(),
            Self::Failing => text::tile_connections(),
        }
    }

    fn figure(self, summary: &Summary) -> u64 {
        let of = |status: Status| summary.by_status.iter().filter(|count| count.status == status).map(|count| u64::from(count.count)).sum();
        match self {
            Self::Active => of(Status::Active),
            Self::Trial => of(Status::Trial),
            Self::TrialsEnding => u64::from(summary.trials_ending),
            Self::OnHold => of(Status::OnHold),
            Self::Users => summary.seats,
            Self::PaymentsDue => u64::from(summary.payments_due),
            Self::Failing => u64::from(summary.connections_failing),
        }
    }

    fn is_on(self, query: &SubscriptionQuery) -> bool {
        match self {
            Self::Active => query.status == Some(Status::Active),
            Self::Trial => query.status == Some(Status::Trial),
            Self::TrialsEnding => query.trial_ends_within == Some(TRIAL_DAYS),
            Self::OnHold => query.status == Some(Status::OnHold),
            Self::Users => query.sort == Some(SubscriptionSort::SeatsDesc),
            Self::PaymentsDue => query.payment_due_within == Some(PAYMENT_DAYS),
            Self::Failing => query.connection == Some(ConnectionStatus::NeedsAttention),
        }
    }

    /// The list after a click: with this tile alone, or without it.
    fn pressed(self, state: &ListState) -> ListState {
        let was_on = self.is_on(&state.query);
        state.with(|query| {
            if self == Self::Users {
                query.sort = (!was_on).then_some(SubscriptionSort::SeatsDesc);
                return;
            }
            (query.status, query.trial_ends_within, query.payment_due_within, query.connection) = (None, None, None, None);
            if was_on {
                return;
            }
            match self {
                Self::Active => query.status = Some(Status::Active),
                Self::Trial => query.status = Some(Status::Trial),
                Self::OnHold => query.status = Some(Status::OnHold),
                Self::TrialsEnding => query.trial_ends_within = Some(TRIAL_DAYS),
                Self::PaymentsDue => query.payment_due_within = Some(PAYMENT_DAYS),
                Self::Failing => query.connection = Some(ConnectionStatus::NeedsAttention),
                Self::Users => {}
            }
        })
    }
}

/// The row of tiles. Where the figures can't be loaded the tiles filter all the same, and what is wrong stands below them.
pub(super) fn tiles(list: ListUrl, summary: Load<Summary>) -> AnyView {
    // What needs nobody's attention asks for none.
    let is_failing =
        move || summary.with(|summary| summary.connections_failing > 0).unwrap_or(false) || Tile::Failing.is_on(&list.get().query);
    let is_failing = Memo::new(move |_| is_failing());
    let tiles: Vec<_> = Tile::ALL
        .into_iter()
        .map(|tile| {
            let figure = move || match summary.with(|summary| i18n::number(tile.figure(summary))) {
                Some(figure) => view! { <b>{figure}</b> }.into_any(),
                None if summary.error().is_some() => view! { <b>"–"</b> }.into_any(),
                None => view! { <b><Skeleton shape="half" /></b> }.into_any(),
            };
            let pressed = move || if tile.is_on(&list.get().query) { "true" } else { "false" };
            view! {
                <button
                    type="button"
                    class="tile"
                    class:failing=tile == Tile::Failing
                    hidden=move || tile == Tile::Failing && !is_failing.get()
                    aria-pressed=pressed
                    title=(tile == Tile::Users).then(text::tile_users_hint)
                    on:click=move |_| list.go(&tile.pressed(&list.now()))
                >
                    {figure}
                    <span>{tile.label()}</span>
                </button>
            }
        })
        .collect();
    let retry = move || summary.reload();
    let problem = move || summary.error().map(|error| view! { <section class="card compact"><ProblemPanel error retry /></section> });
    view! {
        <div class="tiles" class:seven=is_failing role="group" aria-label=text::figures()>
            {tiles}
        </div>
        {problem}
    }
    .into_any()
}
