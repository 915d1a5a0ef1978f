//! The cards of the modes: what each is, how far it is, and the switch.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::connections::{ConnectionMode, ConnectionModeDetail, ConnectionStepState, SetConnectionMode};

use super::link::Link;
use super::steps::step_list;
use super::{api, guide, words};
use crate::i18n::text::connections as text;
use crate::ui::{Badge, Button, ButtonKind, ButtonSize, Confirm, Icon, Part, keyed, live, toast};

/// One card for each mode that the product has. A card stays what it is while its mode changes.
pub(super) fn mode_cards(link: Link) -> AnyView {
    let modes = move || link.connection.with(|connection| connection.modes.iter().map(|mode| mode.mode).collect::<Vec<_>>());
    let part = move |mode: ConnectionMode| Part::new(mode.to_string(), move || card(link, mode));
    keyed(move || modes().unwrap_or_default().into_iter().map(part).collect())
}

fn card(link: Link, mode: ConnectionMode) -> AnyView {
    let found = move |connection: &shared::connections::ConnectionDetail| connection.modes.iter().find(|one| one.mode == mode).cloned();
    let detail = Memo::new(move |_| link.connection.with(found).flatten());
    let enabled = Memo::new(move |_| detail.with(|detail| detail.as_ref().is_some_and(|detail| detail.enabled)));
    let about = link.connection.with(|connection| guide::about_mode(connection.product, mode)).unwrap_or_default();
    let heading = format!("mode-{mode}");
    let steps = live(move || if enabled.get() { step_list(link, mode, detail) } else { ().into_any() });
    view! {
        <section class="card mode" class:off=move || !enabled.get() aria-labelledby=heading>
            <header>
                <div>
                    <h2 id=heading.clone()>{words::mode(mode)}</h2>
                    <p class="quiet">{about}</p>
                </div>
                <div class="mode-state">
                    {badge(detail)}
                    {switch(link, mode, detail)}
                </div>
            </header>
            {steps}
        </section>
    }
    .into_any()
}

fn badge(detail: Memo<Option<ConnectionModeDetail>>) -> AnyView {
    let shown = Memo::new(move |_| detail.with(|detail| detail.as_ref().map(|detail| (detail.enabled, detail.state))));
    live(move || match shown.get() {
        Some((_, state)) => view! { <Badge tone=words::state_tone(state) label=words::state(state) /> }.into_any(),
        None => ().into_any(),
    })
}

/// Switches the mode on; off at once where nothing would be lost by it, else after a question.
fn switch(link: Link, mode: ConnectionMode, detail: Memo<Option<ConnectionModeDetail>>) -> AnyView {
    let (busy, asking) = (RwSignal::new(false), RwSignal::new(false));
    let enabled = Memo::new(move |_| detail.with(|detail| detail.as_ref().is_some_and(|detail| detail.enabled)));
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        let (on, loses) = untrack(|| (enabled.get(), detail.with(|detail| detail.as_ref().is_some_and(has_confirmed))));
        if on && loses {
            return asking.set(true);
        }
        busy.set(true);
        spawn_local(async move {
            match api::set_mode(link.id, mode, SetConnectionMode { enabled: !on }).await {
                Ok(connection) => took(link, mode, connection),
                Err(error) => toast::warn(error.message()),
            }
            // Nothing where the page was left meanwhile.
            busy.try_set(false);
        });
    };
    let button = live(move || match (link.may_change.get(), enabled.get()) {
        (false, _) => ().into_any(),
        (true, true) => view! {
            <Button size=ButtonSize::Small kind=ButtonKind::Plain busy=busy label=text::disable_label(words::mode(mode)) on_press=press>
                {text::disable()}
            </Button>
        }
        .into_any(),
        (true, false) => view! {
            <Button size=ButtonSize::Small icon=Icon::Plus busy=busy label=text::enable_label(words::mode(mode)) on_press=press>
                {text::enable()}
            </Button>
        }
        .into_any(),
    });
    view! {
        {button}
        <Confirm
            open=asking
            title=text::disable_title(words::mode(mode))
            sentence=text::disable_sentence()
            action=text::disable()
            request=move || api::set_mode(link.id, mode, SetConnectionMode { enabled: false })
            done=move |connection| took(link, mode, connection)
        />
    }
    .into_any()
}

/// Whether a person has confirmed a step of it, which would be open again.
fn has_confirmed(detail: &ConnectionModeDetail) -> bool {
    detail.steps.iter().any(|step| step.confirmable && step.state == ConnectionStepState::Done)
}

fn took(link: Link, mode: ConnectionMode, connection: shared::connections::ConnectionDetail) {
    let on = connection.modes.iter().any(|one| one.mode == mode && one.enabled);
    let name = words::mode(mode);
    link.took(connection);
    toast::say(if on { text::enabled(name) } else { text::disabled(name) });
}
