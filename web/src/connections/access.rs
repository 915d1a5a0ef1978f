//! The step by which the customer's organisation gives access: the way to the platform's page, whose organisation it is,
//! and what went wrong.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::connections::{ConnectionErrorCode, ConnectionStepDetail, ConnectionStepError};
use shared::problem::ProblemCode;

use super::link::Link;
use super::{api, missing};
use crate::i18n::text::connections as text;
use crate::ui::{Button, ButtonKind, ButtonSize, Icon, Notice, TimeAgo, Tone, browser, live, toast};

/// How the variables begin that name this installation to Microsoft.
const VARIABLES: &str = "COUNTERSIGN_MICROSOFT_";

/// What of a step does not work, and what to do about it.
pub(super) fn error_notice(error: ConnectionStepError) -> AnyView {
    view! {
        <Notice tone=Tone::Bad>
            <p>{remedy(error.code)}</p>
            <p class="quiet">
                <TimeAgo at=error.since />
            </p>
        </Notice>
    }
    .into_any()
}

/// What to do about something that does not work.
pub(super) fn remedy(code: ConnectionErrorCode) -> &'static str {
    match code {
        ConnectionErrorCode::ConsentDeclined => text::error_consent_declined(),
        ConnectionErrorCode::ConsentFailed => text::error_consent_failed(),
        ConnectionErrorCode::ConsentNotVerified => text::error_consent_not_verified(),
        ConnectionErrorCode::OrganisationTaken => text::error_organisation_taken(),
        ConnectionErrorCode::CredentialsRefused => text::error_credentials_refused(),
        ConnectionErrorCode::PlatformUnreachable => text::error_platform_unreachable(),
        ConnectionErrorCode::AccessWithdrawn => text::error_access_withdrawn(),
        ConnectionErrorCode::DirectoryRefused => text::error_directory_refused(),
        ConnectionErrorCode::DelegationMissing => text::error_delegation_missing(),
        ConnectionErrorCode::AdministratorUnknown => text::error_administrator_unknown(),
        ConnectionErrorCode::AdministratorNotAllowed => text::error_administrator_not_allowed(),
        ConnectionErrorCode::KeyRefused => text::error_key_refused(),
        ConnectionErrorCode::InterfaceDisabled => text::error_interface_disabled(),
        ConnectionErrorCode::SynchronisationFailed => text::error_synchronisation_failed(),
        ConnectionErrorCode::MailboxMissing => text::error_mailbox_missing(),
        ConnectionErrorCode::AddInSilent => text::error_add_in_silent(),
        ConnectionErrorCode::ClockDiffers => text::error_clock_differs(),
    }
}

/// Who gave access, to whose organisation; nothing where nobody did. Access that does not work connects to nobody.
pub(super) fn given(link: Link, step: &ConnectionStepDetail) -> AnyView {
    let works = step.error.is_none();
    let given = step.done_at.map(|at| {
        let name = step.done_by.as_ref().and_then(|actor| actor.name.as_deref());
        let by = name.map_or_else(|| text::access_given().to_owned(), text::access_given_by);
        let organisation = move || {
            let name = link.connection.with(|connection| connection.organisation.as_ref().map(|found| found.name.clone())).flatten();
            name.filter(|_| works).map(|name| view! { <p>{text::connected_to(name)}</p> })
        };
        view! {
            {organisation}
            <p class="quiet">{by} " · " <TimeAgo at=at /></p>
        }
    });
    given.into_any()
}

/// Who gave access, and the way to give it.
pub(super) fn access(link: Link, step: &ConnectionStepDetail) -> AnyView {
    let (again, fails) = (step.done_at.is_some(), step.error.is_some());
    // Which settings are missing is told to the reseller's administrators alone; others learn by trying that some are.
    let refused = RwSignal::new(false);
    let is_ready = move || !refused.get() && missing::variables(link, VARIABLES).is_empty();
    let way = live(move || match (link.may_change.get(), is_ready()) {
        (false, _) => ().into_any(),
        (true, false) => missing::notice(link, text::no_microsoft(), VARIABLES),
        (true, true) => view! {
            {(!again).then(|| view! { <p class="quiet">{text::connect_microsoft_about()}</p> })}
            <div class="step-standing">{button(link, (again, fails), refused)}</div>
        }
        .into_any(),
    });
    view! {
        {given(link, step)}
        {way}
    }
    .into_any()
}

/// Leaves for the platform's page; notes where this installation is not registered there.
fn button(link: Link, (again, fails): (bool, bool), refused: RwSignal<bool>) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::begin_consent(link.id).await {
                // The button stays busy until the browser has left.
                Ok(begun) => browser::leave(&begun.url),
                // Nothing where the step was drawn anew meanwhile; so below.
                Err(error) if error.code() == Some(ProblemCode::SettingMissing) => {
                    refused.try_set(true);
                    browser::focus_if_lost("h1");
                }
                Err(error) => {
                    toast::warn(error.message());
                    busy.try_set(false);
                }
            }
        });
    };
    let kind = if again && !fails { ButtonKind::Plain } else { ButtonKind::Primary };
    let label = if again { text::access_again() } else { text::connect_microsoft() };
    view! {
        <Button size=ButtonSize::Small kind icon=Icon::ArrowRight busy=busy on_press=press>
            {label}
        </Button>
    }
    .into_any()
}
