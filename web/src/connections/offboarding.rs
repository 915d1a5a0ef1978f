//! The list of what is to be taken down when a subscription ends, in its order.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::connections::{ConnectionStep as Step, Offboarding, OffboardingKind as Kind, OffboardingStep, SetConnectionStep};
use shared::ids::SubscriptionId;

use super::api;
use super::tools::script_button;
use super::words;
use crate::i18n::{self, text::connections as text};
use crate::live::follow;
use crate::ui::{Badge, Button, ButtonKind, ButtonSize, Card, Icon, Load, TimeAgo, Tone, icon, live, toast};

/// What is to be taken down, for those who see the connection; nothing where nothing was set up.
pub fn offboarding_card(id: SubscriptionId, may_change: bool) -> AnyView {
    let list: Load<Offboarding> = Load::new(move || api::offboarding(id));
    follow(move |news| news.is_about(id), move || list.refresh());
    let shown = Memo::new(move |_| list.get().filter(|list| !list.steps.is_empty()));
    live(move || {
        let Some(Offboarding { mail_passes_until, steps, .. }) = shown.get() else { return ().into_any() };
        let about = mail_passes_until.map(|until| text::offboarding_until(i18n::utc_day(until))).unwrap_or_default();
        let rows: Vec<_> = steps.iter().map(|step| row(list, id, step, may_change)).collect();
        view! {
            <Card title=text::offboarding() about flush=()>
                <ol class="steps">{rows}</ol>
            </Card>
        }
        .into_any()
    })
}

fn row(list: Load<Offboarding>, id: SubscriptionId, step: &OffboardingStep, may_change: bool) -> AnyView {
    let (sign, tone, state) = match step.done {
        true => (Icon::Check, Tone::Good, text::taken_down()),
        false => (Icon::ArrowRight, Tone::Warn, text::to_take_down()),
    };
    let since = step.done_at.map(|at| view! { <p class="quiet"><TimeAgo at /></p> });
    let by_itself = (step.observed && !step.done).then(|| view! { <p class="quiet">{text::taken_down_by_itself()}</p> });
    let script = step
        .script
        .zip(step.step)
        .filter(|_| may_change && !step.done)
        .map(|(script, of)| script_button(id, of, script, ButtonKind::Normal));
    let confirm = step.step.filter(|_| may_change && !step.observed && !step.done).map(|of| take_down(list, id, of));
    view! {
        <li class="step" class:done=step.done>
            <span class="step-sign">{icon(sign)}</span>
            <div class="step-words">
                <div class="step-head">
                    <h3>{name(step)}</h3>
                    <Badge tone label=state />
                </div>
                <p>{about(step)}</p>
                {by_itself}
                {since}
                <div class="step-standing">{script} {confirm}</div>
            </div>
        </li>
    }
    .into_any()
}

fn name(step: &OffboardingStep) -> String {
    match (&step.domain, step.step) {
        (Some(domain), _) => text::spf_of(domain),
        (None, Some(of)) => words::step(of).to_owned(),
        (None, None) => String::new(),
    }
}

fn about(step: &OffboardingStep) -> &'static str {
    match (step.kind, step.step) {
        (Kind::MailFlow, Some(Step::Routing)) => text::down_routing(),
        (Kind::MailFlow, Some(Step::SendConnector)) => text::down_send_connector(),
        (Kind::MailFlow, _) => text::down_mail_flow(),
        (Kind::AddIn, _) => text::down_add_in(),
        (Kind::Spf, _) => text::down_spf(),
        (Kind::Access, Some(Step::ServiceAccount)) => text::down_service_account(),
        (Kind::Access, _) => text::down_consent(),
    }
}

/// Says that something is taken down: that the step which set it up is not done any more.
fn take_down(list: Load<Offboarding>, id: SubscriptionId, step: Step) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::set_step(id, step, SetConnectionStep { done: false }).await {
                Ok(_) => {
                    toast::say(text::took_down(words::step(step)));
                    list.reload();
                }
                Err(error) => toast::warn(error.message()),
            }
            // Nothing where the page was left meanwhile.
            busy.try_set(false);
        });
    };
    view! {
        <Button size=ButtonSize::Small busy=busy label=text::take_down_label(words::step(step)) on_press=press>
            {text::take_down()}
        </Button>
    }
    .into_any()
}
