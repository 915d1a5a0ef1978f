//! What scopes and states are called.

use shared::api_keys::{ApiKeyScope, ApiKeyState};

use crate::i18n::text::developers as text;
use crate::ui::Tone;

/// What a scope is called.
pub fn scope(scope: ApiKeyScope) -> &'static str {
    match scope {
        ApiKeyScope::Read => text::scope_read(),
        ApiKeyScope::Write => text::scope_write(),
        ApiKeyScope::Billing => text::scope_billing(),
    }
}

/// What a scope lets a program do, in a line.
pub(super) fn scope_about(scope: ApiKeyScope) -> &'static str {
    match scope {
        ApiKeyScope::Read => text::scope_read_about(),
        ApiKeyScope::Write => text::scope_write_about(),
        ApiKeyScope::Billing => text::scope_billing_about(),
    }
}

/// What a state is called, and its tone.
pub(super) fn state(state: ApiKeyState) -> (&'static str, Tone) {
    match state {
        ApiKeyState::Active => (text::state_active(), Tone::Good),
        ApiKeyState::Expired => (text::state_expired(), Tone::Warn),
        ApiKeyState::Revoked => (text::state_revoked(), Tone::Neutral),
    }
}
