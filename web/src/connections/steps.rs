//! The steps of a mode: what each does, what it asks for and why, and who did it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::connections::{
    ConnectionDetail, ConnectionMode, ConnectionModeDetail, ConnectionStep, ConnectionStepDetail, ConnectionStepState, SetConnectionStep,
};
use shared::events::ActorKind;

use super::access::{access, error_notice};
use super::delegation::delegation;
use super::link::Link;
use super::sync::sync_line;
use super::tools::{needs_mail_host, tools};
use super::{api, guide, words};
use crate::i18n::text::connections as text;
use crate::ui::{Badge, Button, ButtonKind, ButtonSize, Icon, Part, TimeAgo, Tone, icon, keyed, live, toast};

/// The steps in their order. A step stays what it is while others change.
pub(super) fn step_list(link: Link, mode: ConnectionMode, detail: Memo<Option<ConnectionModeDetail>>) -> AnyView {
    let part = move |step: ConnectionStep| {
        Part::new(step.to_string(), move || {
            let found = move |detail: &ConnectionModeDetail| detail.steps.iter().find(|one| one.step == step).cloned();
            let shown = Memo::new(move |_| detail.with(|detail| detail.as_ref().and_then(found)));
            let before = Memo::new(move |_| detail.with(|detail| detail.as_ref().and_then(|detail| missing_before(detail, step))));
            let above = Memo::new(move |_| link.connection.with(|connection| shown_above(connection, mode, step)).flatten());
            let content = live(move || match (shown.get(), above.get()) {
                (None, _) => ().into_any(),
                (Some(shown), Some((above, asked))) => same_step(&shown, above, &asked),
                (Some(shown), None) => content(link, &shown, before.get()),
            });
            view! {
                <li class="step" class:done=move || is_done(shown) class:failed=move || is_failed(shown)>
                    {content}
                </li>
            }
            .into_any()
        })
    };
    let steps = move || detail.with(|detail| detail.as_ref().map(|detail| detail.steps.iter().map(|one| one.step).collect::<Vec<_>>()));
    let rows = keyed(move || steps().unwrap_or_default().into_iter().map(part).collect());
    view! { <ol class="steps" aria-label=text::steps(words::mode(mode))>{rows}</ol> }.into_any()
}

fn is_done(step: Memo<Option<ConnectionStepDetail>>) -> bool {
    step.with(|step| step.as_ref().is_some_and(|step| step.state == ConnectionStepState::Done && step.error.is_none()))
}

fn is_failed(step: Memo<Option<ConnectionStepDetail>>) -> bool {
    step.with(|step| step.as_ref().is_some_and(|step| step.error.is_some()))
}

/// The step that has to be done before: a test mail tries out what stands before it.
fn missing_before(detail: &ConnectionModeDetail, step: ConnectionStep) -> Option<ConnectionStep> {
    if !matches!(step, ConnectionStep::TestMail | ConnectionStep::OnPremisesTestMail) {
        return None;
    }
    let place = detail.steps.iter().position(|one| one.step == step)?;
    let before = detail.steps.get(place.checked_sub(1)?)?;
    (before.state == ConnectionStepState::Open).then_some(before.step)
}

/// The mode above this one that shows the step in full, and the permissions that stand there: what several modes need is done
/// once.
fn shown_above(connection: &ConnectionDetail, mode: ConnectionMode, step: ConnectionStep) -> Option<(ConnectionMode, Vec<String>)> {
    let mut above = connection.modes.iter().take_while(|one| one.mode != mode).filter(|one| one.enabled);
    above.find_map(|one| {
        let same = one.steps.iter().find(|other| other.step == step)?;
        Some((one.mode, same.permissions.clone()))
    })
}

fn content(link: Link, step: &ConnectionStepDetail, before: Option<ConnectionStep>) -> AnyView {
    let said = view! {
        <p>{guide::about_step(step.step)}</p>
        {permissions(&step.permissions)}
        {tools(link, step)}
        {step.error.map(error_notice)}
        {standing(link, step, before)}
    };
    framed(step, said.into_any())
}

/// How far a step is that another mode shows in full, and what this mode asks for beyond that one.
fn same_step(step: &ConnectionStepDetail, above: ConnectionMode, asked: &[String]) -> AnyView {
    let more: Vec<_> = step.permissions.iter().filter(|name| !asked.contains(name)).cloned().collect();
    let said = view! {
        <p class="quiet">{text::same_step(words::mode(above))}</p>
        {permissions(&more)}
    };
    framed(step, said.into_any())
}

/// A step's sign, name and state, with what is said of it.
fn framed(step: &ConnectionStepDetail, said: AnyView) -> AnyView {
    let done = step.state == ConnectionStepState::Done;
    let (sign, tone, state) = match (step.error.is_some(), done) {
        (true, _) => (Icon::Alert, Tone::Bad, text::step_failed()),
        (false, true) => (Icon::Check, Tone::Good, text::step_done()),
        (false, false) => (Icon::ArrowRight, Tone::Neutral, text::step_open()),
    };
    view! {
        <span class="step-sign">{icon(sign)}</span>
        <div class="step-words">
            <div class="step-head">
                <h3>{words::step(step.step)}</h3>
                <Badge tone label=state />
            </div>
            {said}
        </div>
    }
    .into_any()
}

fn permissions(names: &[String]) -> AnyView {
    if names.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = names
        .iter()
        .map(|name| {
            view! {
                <li>
                    <code>{name.clone()}</code>
                    <span class="quiet">{guide::why(name)}</span>
                </li>
            }
        })
        .collect();
    view! {
        <div class="step-permissions">
            <h4>{text::permissions()}</h4>
            <ul>{rows}</ul>
        </div>
    }
    .into_any()
}

/// Who did the step, or what is to be done about it.
fn standing(link: Link, step: &ConnectionStepDetail, before: Option<ConnectionStep>) -> AnyView {
    match step.step {
        ConnectionStep::Consent => return access(link, step),
        ConnectionStep::ServiceAccount => return delegation(link, step),
        _ => {}
    }
    if let Some(at) = step.done_at {
        let by = match step.done_by.as_ref().map(|actor| (actor.kind, actor.name.as_deref())) {
            Some((ActorKind::System, _)) => text::found_out().to_owned(),
            Some((_, Some(name))) => text::confirmed_by(name),
            _ => text::confirmed_by_somebody().to_owned(),
        };
        let back = step.confirmable.then(|| change_button(link, step.step, false));
        if step.step == ConnectionStep::Directory {
            return sync_line(link.sync, link.may_change.into());
        }
        return view! {
            <div class="step-standing">
                <p class="quiet">{by} " · " <TimeAgo at=at /></p>
                {back}
            </div>
        }
        .into_any();
    }
    if !step.confirmable {
        let how = if step.step == ConnectionStep::Directory { text::directory_follows() } else { text::by_itself() };
        let progress = (step.step == ConnectionStep::Directory).then(|| sync_line(link.sync, link.may_change.into()));
        return view! {
            <p class="quiet">{how}</p>
            {progress}
        }
        .into_any();
    }
    if let Some(before) = before {
        return view! { <p class="quiet">{text::after(words::step(before))}</p> }.into_any();
    }
    to_confirm(link, step.step)
}

/// What a person does and says so, where it can be done: nobody hands mail to servers that there aren't.
fn to_confirm(link: Link, step: ConnectionStep) -> AnyView {
    let can_be_done = Memo::new(move |_| !needs_mail_host(step) || link.mail_host.with(Option::is_some));
    live(move || match can_be_done.get() {
        true => view! {
            <p class="quiet">{if step == ConnectionStep::AddIn { text::add_in_observed() } else { text::unobserved() }}</p>
            <div class="step-standing">{change_button(link, step, true)}</div>
        }
        .into_any(),
        false => ().into_any(),
    })
}

/// Confirms a step, or takes that back.
fn change_button(link: Link, step: ConnectionStep, done: bool) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::set_step(link.id, step, SetConnectionStep { done }).await {
                Ok(connection) => {
                    link.took(connection);
                    toast::say(if done { text::confirmed(words::step(step)) } else { text::reopened(words::step(step)) });
                }
                Err(error) => toast::warn(error.message()),
            }
            // Nothing where the step was drawn anew meanwhile.
            busy.try_set(false);
        });
    };
    let (kind, label, said) = match done {
        true => (ButtonKind::Normal, text::confirm(), text::confirm_label(words::step(step))),
        false => (ButtonKind::Plain, text::take_back(), text::take_back_label(words::step(step))),
    };
    live(move || {
        if !link.may_change.get() {
            return ().into_any();
        }
        let said = said.clone();
        view! {
            <Button size=ButtonSize::Small kind busy=busy label=said on_press=press>
                {label}
            </Button>
        }
        .into_any()
    })
}
