//! The life of an invite.

use chrono::{DateTime, TimeDelta, Utc};
use shared::invites::InviteState;
use shared::problem::ProblemCode;

/// How long an invite can be accepted.
pub const LIFETIME: TimeDelta = TimeDelta::days(7);

/// How an invite stands at a time. An invite can be accepted up to, but not at, the instant it expires, whether or not
/// its timer has run.
#[must_use]
pub fn state_at(kept: InviteState, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> InviteState {
    match kept {
        InviteState::Pending if now >= expires_at => InviteState::Expired,
        other => other,
    }
}

/// Whether an invite can be accepted.
///
/// # Errors
/// `invite_used`, `invite_revoked`, `invite_expired`.
pub const fn can_be_accepted(state: InviteState) -> Result<(), ProblemCode> {
    match state {
        InviteState::Pending => Ok(()),
        InviteState::Accepted => Err(ProblemCode::InviteUsed),
        InviteState::Revoked => Err(ProblemCode::InviteRevoked),
        InviteState::Expired => Err(ProblemCode::InviteExpired),
    }
}

/// Whether an invite can be sent again; an expired one comes to life again.
///
/// # Errors
/// `invite_not_open`.
pub const fn can_be_resent(state: InviteState) -> Result<(), ProblemCode> {
    match state {
        InviteState::Pending | InviteState::Expired => Ok(()),
        InviteState::Accepted | InviteState::Revoked => Err(ProblemCode::InviteNotOpen),
    }
}

/// Whether an invite can be taken back.
///
/// # Errors
/// `invite_not_open`.
pub const fn can_be_revoked(state: InviteState) -> Result<(), ProblemCode> {
    can_be_resent(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invite_is_expired_from_the_instant_it_expires() {
        let end: DateTime<Utc> = "2026-11-29T12:00:00Z".parse().unwrap();
        let before = end - TimeDelta::microseconds(1);
        assert_eq!(state_at(InviteState::Pending, end, before), InviteState::Pending);
        assert_eq!(state_at(InviteState::Pending, end, end), InviteState::Expired);
        assert_eq!(state_at(InviteState::Accepted, end, end), InviteState::Accepted);
        assert_eq!(state_at(InviteState::Revoked, end, end), InviteState::Revoked);
    }

    #[test]
    fn each_state_allows_what_it_should() {
        for (state, accept, resend) in [
            (InviteState::Pending, Ok(()), Ok(())),
            (InviteState::Expired, Err(ProblemCode::InviteExpired), Ok(())),
            (InviteState::Accepted, Err(ProblemCode::InviteUsed), Err(ProblemCode::InviteNotOpen)),
            (InviteState::Revoked, Err(ProblemCode::InviteRevoked), Err(ProblemCode::InviteNotOpen)),
        ] {
            assert_eq!((can_be_accepted(state), can_be_resent(state), can_be_revoked(state)), (accept, resend, resend));
        }
    }
}
