//! What modes, their states and their steps are called.

use shared::connections::{ConnectionMode as Mode, ConnectionModeState as State, ConnectionStep as Step};

use crate::i18n::text::connections as text;

pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::ServerSide => text::mode_server_side(),
        Mode::ClientSide => text::mode_client_side(),
        Mode::ExchangeOnPremises => text::mode_exchange_on_premises(),
    }
}

pub fn state(state: State) -> &'static str {
    match state {
        State::NotConfigured => text::state_not_configured(),
        State::ConsentRequired => text::state_consent_required(),
        State::Syncing => text::state_syncing(),
        State::Connected => text::state_connected(),
        State::Degraded => text::state_degraded(),
        State::Removed => text::state_removed(),
    }
}

pub fn step(step: Step) -> &'static str {
    match step {
        Step::Consent => text::step_consent(),
        Step::ServiceAccount => text::step_service_account(),
        Step::Directory => text::step_directory(),
        Step::MailFlow => text::step_mail_flow(),
        Step::Routing => text::step_routing(),
        Step::TestMail => text::step_test_mail(),
        Step::AddIn => text::step_add_in(),
        Step::SendAs => text::step_send_as(),
        Step::SendConnector => text::step_send_connector(),
        Step::OnPremisesTestMail => text::step_on_premises_test_mail(),
    }
}
