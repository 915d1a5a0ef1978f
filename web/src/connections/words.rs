//! What modes, their states and their steps are called.

use shared::connections::{ConnectionMode as Mode, ConnectionModeState as State, ConnectionStep as Step};
use shared::subscriptions::ConnectionStatus;

use crate::i18n::text::connections as text;
use crate::ui::Tone;

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

/// The tone of a mode's state.
pub(super) const fn state_tone(state: State) -> Tone {
    match state {
        State::NotConfigured | State::Removed => Tone::Neutral,
        State::ConsentRequired => Tone::Warn,
        State::Syncing => Tone::Calm,
        State::Connected => Tone::Good,
        State::Degraded => Tone::Bad,
    }
}

/// How all modes stand together.
pub fn status(status: ConnectionStatus) -> &'static str {
    match status {
        ConnectionStatus::NotConnected => text::status_not_connected(),
        ConnectionStatus::NeedsAttention => text::status_needs_attention(),
        ConnectionStatus::Connected => text::status_connected(),
    }
}

pub const fn status_tone(status: ConnectionStatus) -> Tone {
    match status {
        ConnectionStatus::NotConnected => Tone::Neutral,
        ConnectionStatus::NeedsAttention => Tone::Warn,
        ConnectionStatus::Connected => Tone::Good,
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
