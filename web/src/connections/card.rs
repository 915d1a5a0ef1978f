//! The card "Connection": how the modes in use stand, what of them does not work, and how far the directory is.

use leptos::prelude::*;
use shared::connections::{ConnectionDetail, ConnectionMode, ConnectionModeDetail, ConnectionModeState, ConnectionStepError};
use shared::ids::SubscriptionId;

use super::access::error_notice;
use super::api;
use super::sync::{Synchronisation, sync_line_beside};
use super::words;
use crate::i18n::text::connections as text;
use crate::routes::Place;
use crate::ui::{Badge, ButtonSize, Card, EmptyState, Icon, LinkButton, Load, SkeletonRows, held, live};

/// A subscription's connection as a page loads it. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub struct Health {
    id: SubscriptionId,
    connection: Load<ConnectionDetail>,
    sync: Synchronisation,
}

impl Health {
    /// Loads it.
    pub fn new(id: SubscriptionId) -> Self {
        Self::of(id, Load::new(move || api::connection(id)), Synchronisation::new(id))
    }

    /// What a page has loaded already.
    pub(super) const fn of(id: SubscriptionId, connection: Load<ConnectionDetail>, sync: Synchronisation) -> Self {
        Self { id, connection, sync }
    }

    /// Loads it again because somebody else changed it.
    pub fn refresh(self) {
        self.connection.refresh();
    }

    /// Whether a mode is in use that leads mail through Countersign; false while it is not known.
    pub fn leads_mail(self) -> Memo<bool> {
        let leads = |mode: &ConnectionModeDetail| {
            mode.enabled && matches!(mode.mode, ConnectionMode::ServerSide | ConnectionMode::ExchangeOnPremises)
        };
        Memo::new(move |_| self.connection.with(|connection| connection.modes.iter().any(leads)).unwrap_or(false))
    }
}

/// The modes that are in use or were, what does not work, and the way to the wizard.
pub fn connection_card(health: Health, may_change: Signal<bool>) -> AnyView {
    let to_wizard = move || {
        may_change.get().then(|| {
            view! {
                <LinkButton href=Place::Connect(health.id).path() size=ButtonSize::Small icon=Icon::Settings>
                    {text::set_up()}
                </LinkButton>
            }
        })
    };
    let faults = faults(health);
    let content = move || {
        view! {
            {modes(health)}
            {notices(faults)}
            <div class="card-foot">{sync_line_beside(health.sync, may_change, faults)}</div>
        }
        .into_any()
    };
    view! {
        <Card title=text::connection() actions=move || view! { {to_wizard} } flush=()>
            {held(health.connection, || view! { <SkeletonRows rows=2 /> }.into_any(), content)}
        </Card>
    }
    .into_any()
}

fn modes(health: Health) -> AnyView {
    let of_interest = |mode: &&ConnectionModeDetail| mode.enabled || mode.state == ConnectionModeState::Removed;
    let shown = move || {
        let modes = |connection: &ConnectionDetail| {
            connection.modes.iter().filter(of_interest).map(|mode| (mode.mode, mode.state)).collect::<Vec<_>>()
        };
        health.connection.with(modes).unwrap_or_default()
    };
    let shown = Memo::new(move |_| shown());
    live(move || {
        let modes = shown.get();
        if modes.is_empty() {
            let (title, sentence) = (text::nothing_chosen(), text::nothing_chosen_advice());
            return view! { <div class="compact"><EmptyState sign=Icon::Settings title sentence /></div> }.into_any();
        }
        let row = |(mode, state)| {
            view! {
                <li>
                    <span class="row-words">{words::mode(mode)}</span>
                    <Badge tone=words::state_tone(state) label=words::state(state) />
                </li>
            }
        };
        view! { <ul class="rows">{modes.into_iter().map(row).collect::<Vec<_>>()}</ul> }.into_any()
    })
}

/// What of the steps does not work; what several modes need is told once.
fn faults(health: Health) -> Memo<Vec<ConnectionStepError>> {
    let found = move || {
        let of = |connection: &ConnectionDetail| {
            let mut faults: Vec<ConnectionStepError> = Vec::new();
            let steps = connection.modes.iter().filter(|mode| mode.enabled).flat_map(|mode| mode.steps.iter());
            for error in steps.filter_map(|step| step.error) {
                if !faults.contains(&error) {
                    faults.push(error);
                }
            }
            faults
        };
        health.connection.with(of).unwrap_or_default()
    };
    Memo::new(move |_| found())
}

fn notices(faults: Memo<Vec<ConnectionStepError>>) -> AnyView {
    live(move || {
        let notices: Vec<_> = faults.get().into_iter().map(error_notice).collect();
        if notices.is_empty() { ().into_any() } else { view! { <div class="card-notices">{notices}</div> }.into_any() }
    })
}
