//! What a step needs that people do elsewhere: the mail servers by name, the scripts, the add-in's manifest.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::connections::{ConnectionScript as Script, ConnectionStep as Step, ConnectionStepDetail};
use shared::ids::SubscriptionId;

use super::add_in::add_in;
use super::link::Link;
use super::{api, missing, words};
use crate::i18n::text::connections as text;
use crate::ui::{Button, ButtonKind, ButtonSize, CopyText, Fact, Facts, Icon, browser, live, toast};

/// Mail is handed over at this port, as between all mail servers.
const SMTP_PORT: &str = "25";

/// Whether a step hands mail to this installation's mail servers, and can't be done before there are some.
pub(super) const fn needs_mail_host(step: Step) -> bool {
    matches!(step, Step::MailFlow | Step::Routing | Step::SendConnector)
}

/// The values and the scripts of a step, or what has to be configured before.
pub(super) fn tools(link: Link, step: &ConnectionStepDetail) -> AnyView {
    let (name, scripts, is_done) = (step.step, step.scripts.clone(), step.done_at.is_some());
    if name == Step::AddIn {
        return add_in(link);
    }
    if !needs_mail_host(name) {
        return ().into_any();
    }
    live(move || match link.mail_host.get() {
        Some(host) => view! {
            {values(host)}
            {buttons(link, name, scripts.clone())}
        }
        .into_any(),
        // What was set up once can be taken away all the same.
        None => view! {
            {missing::notice(link, text::no_mail_host(), "COUNTERSIGN_MAIL_HOST")}
            {buttons(link, name, scripts.iter().copied().filter(|script| is_done && !is_setup(*script)).collect())}
        }
        .into_any(),
    })
}

fn values(host: String) -> AnyView {
    view! {
        <div class="step-values">
            <Facts>
                <Fact name=text::mail_host()>
                    <CopyText value=host what=text::copy_mail_host() />
                </Fact>
                <Fact name=text::mail_port()>{SMTP_PORT}</Fact>
                <Fact name=text::mail_tls()>{text::mail_tls_value()}</Fact>
            </Facts>
        </div>
    }
    .into_any()
}

fn buttons(link: Link, step: Step, scripts: Vec<Script>) -> AnyView {
    if scripts.is_empty() || !link.has_right {
        return ().into_any();
    }
    let about = match scripts.first() {
        Some(Script::ExchangeOnlineSetup) => Some(text::script_about()),
        Some(Script::ExchangeOnPremisesSetup) => Some(text::script_about_plain()),
        _ => None,
    };
    let button = |script| {
        let kind = if is_setup(script) { ButtonKind::Normal } else { ButtonKind::Plain };
        script_button(link.id, step, script, kind)
    };
    let buttons: Vec<_> = scripts.into_iter().map(button).collect();
    view! {
        {about.map(|about| view! { <p class="quiet">{about}</p> })}
        <div class="step-standing">{buttons}</div>
    }
    .into_any()
}

/// Saves a script.
pub(super) fn script_button(id: SubscriptionId, step: Step, script: Script, kind: ButtonKind) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::script(id, script).await {
                Ok(found) => {
                    browser::save(&found.file_name, "text/plain;charset=utf-8", &found.content);
                    toast::say(text::script_saved(found.file_name));
                }
                Err(error) => toast::warn(error.message()),
            }
            // Nothing where the page was left meanwhile.
            busy.try_set(false);
        });
    };
    let step = words::step(step);
    let (name, label) = match is_setup(script) {
        true => (text::script_setup(), text::script_setup_label(step)),
        false => (text::script_removal(), text::script_removal_label(step)),
    };
    view! {
        <Button size=ButtonSize::Small kind icon=Icon::Download busy=busy label on_press=press>
            {name}
        </Button>
    }
    .into_any()
}

const fn is_setup(script: Script) -> bool {
    matches!(script, Script::ExchangeOnlineSetup | Script::ExchangeOnPremisesSetup)
}
