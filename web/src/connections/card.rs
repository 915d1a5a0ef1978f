//! The card "Connection": how the modes in use stand.

use leptos::prelude::*;
use shared::connections::{ConnectionModeDetail, ConnectionModeState};

use super::link::Link;
use super::words;
use crate::i18n::text::connections as text;
use crate::routes::Place;
use crate::ui::{Badge, ButtonSize, Card, EmptyState, Icon, LinkButton, live};

/// The modes that are in use or were, and the way to the wizard.
pub(super) fn connection_card(link: Link) -> AnyView {
    let to_wizard = move || {
        link.may_change.get().then(|| {
            view! {
                <LinkButton href=Place::Connect(link.id).path() size=ButtonSize::Small icon=Icon::Settings>
                    {text::set_up()}
                </LinkButton>
            }
        })
    };
    let shown = Memo::new(move |_| {
        let of_interest = |mode: &&ConnectionModeDetail| mode.enabled || mode.state == ConnectionModeState::Removed;
        link.connection
            .with(|connection| connection.modes.iter().filter(of_interest).map(|mode| (mode.mode, mode.state)).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let content = live(move || {
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
    });
    view! {
        <Card title=text::connection() actions=move || view! { {to_wizard} } flush=()>
            {content}
        </Card>
    }
    .into_any()
}
