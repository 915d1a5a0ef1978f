//! `/connect/microsoft`: where Microsoft sends the browser back. What stands in the address is handed in, and the wizard
//! shows what came of it.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use shared::connections::{ConnectionDetail, ConnectionStep, ReturnedConsent};
use shared::problem::ProblemCode;

use super::api;
use crate::api::Answer;
use crate::i18n::{code_text, text};
use crate::routes::{self, Place};
use crate::ui::{EmptyState, Icon, LinkButton, PageHead, ProblemPanel, live, toast, watch};

/// What came back and what the server made of it, once it has answered.
#[derive(Clone)]
struct HandedIn {
    returned: ReturnedConsent,
    answer: ArcRwSignal<Option<Answer<ConnectionDetail>>>,
}

thread_local! {
    /// It works once, and another language draws the page anew.
    static HANDED_IN: RefCell<Option<HandedIn>> = const { RefCell::new(None) };
}

impl HandedIn {
    /// Hands in what came back, unless that was done already.
    fn once(returned: ReturnedConsent) -> Self {
        let known = HANDED_IN.with_borrow(|known| known.clone().filter(|known| known.returned == returned));
        known.unwrap_or_else(|| {
            let new = Self { returned, answer: ArcRwSignal::new(None) };
            HANDED_IN.with_borrow_mut(|kept| *kept = Some(new.clone()));
            new.send();
            new
        })
    }

    fn send(&self) {
        let Self { returned, answer } = self.clone();
        answer.set(None);
        spawn_local(async move { answer.set(Some(api::complete_consent(&returned).await)) });
    }

    /// Says what the wizard can't show: that it worked, or that access stays as it was although this attempt did not work.
    fn say(&self, connection: &ConnectionDetail) {
        let consent = connection.modes.iter().flat_map(|mode| &mode.steps).find(|step| step.step == ConnectionStep::Consent);
        // What does not work stands at the step.
        if consent.is_none_or(|step| step.error.is_some()) {
            return;
        }
        match &connection.organisation {
            Some(organisation) if self.gave(&organisation.id) => toast::say(text::connections::consent_done(&organisation.name)),
            _ if self.returned.error.is_some() => toast::warn(text::connections::error_consent_declined()),
            _ => toast::warn(text::connections::delegation_kept()),
        }
    }

    /// Whether access to this organisation is what came back: an attempt that fails while there is access is answered with the
    /// organisation of before, and no fault.
    fn gave(&self, organisation: &str) -> bool {
        let ReturnedConsent { tenant, admin_consent, error, .. } = &self.returned;
        let is = |value: &Option<String>, wanted: &str| value.as_deref().is_some_and(|value| value.eq_ignore_ascii_case(wanted));
        error.is_none() && is(tenant, organisation) && is(admin_consent, "true")
    }
}

/// Hands in, and goes on to the wizard.
#[component]
pub fn ConsentPage() -> impl IntoView {
    let value = |name: &str| use_query_map().with_untracked(|query| query.get(name)).filter(|text| !text.is_empty());
    let Some(state) = value("state") else { return leads_nowhere(Came::Nothing) };
    let (tenant, admin_consent) = (value("tenant"), value("admin_consent"));
    let handed_in = HandedIn::once(ReturnedConsent {
        state,
        tenant,
        admin_consent,
        error: value("error"),
        error_description: value("error_description"),
    });
    let (redirect, arrived) = (routes::redirect(), handed_in.clone());
    watch(move || {
        if let Some(Ok(connection)) = arrived.answer.get() {
            arrived.say(&connection);
            redirect(&Place::Connect(connection.subscription_id).path());
        }
    });
    live(move || match handed_in.answer.get() {
        Some(Err(error)) if error.code() == Some(ProblemCode::ConsentNotOpen) => leads_nowhere(Came::Unusable),
        Some(Err(error)) => {
            let again = handed_in.clone();
            view! {
                <PageHead title=text::connections::consent_title() />
                <section class="card">
                    <ProblemPanel error retry=move || again.send() />
                </section>
            }
            .into_any()
        }
        Some(Ok(_)) | None => view! {
            <PageHead title=text::connections::consent_title() />
            <p class="quiet" role="status">{text::connections::consent_checking()}</p>
        }
        .into_any(),
    })
}

/// What came back that can't be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Nothing,
    /// A consent that was used, has run out, or is somebody else's.
    Unusable,
}

/// That there is nothing to go on with, and where to begin.
fn leads_nowhere(came: Came) -> AnyView {
    let (sign, title, advice) = match came {
        Came::Nothing => (Icon::Search, text::connections::consent_nothing(), text::connections::consent_nothing_advice()),
        Came::Unusable => (Icon::Alert, text::connections::consent_unusable(), code_text(ProblemCode::ConsentNotOpen)),
    };
    view! {
        <PageHead title=text::connections::consent_title() />
        <EmptyState sign title sentence=advice>
            <LinkButton href=Place::Home.path() icon=Icon::ArrowLeft>
                {text::shell::back_home()}
            </LinkButton>
        </EmptyState>
    }
    .into_any()
}
