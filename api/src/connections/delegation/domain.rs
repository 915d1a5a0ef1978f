//! The rules of delegations: which scopes one takes, and what an attempt that failed means.

use shared::connections::{ConnectionErrorCode as ErrorCode, ConnectionMode as Mode, ConnectionStep as Step};

use crate::connections::domain::Setup;
use crate::connections::google::Fault;
use crate::connections::platforms;

/// The scopes that the modes need that are switched on; the least that any mode needs where none is.
pub(super) fn scopes(setup: &Setup) -> Vec<&'static str> {
    let mut scopes = platforms::permissions(Step::ServiceAccount, Mode::ServerSide).to_vec();
    for scope in setup.enabled().flat_map(|mode| platforms::permissions(Step::ServiceAccount, mode)) {
        if !scopes.contains(scope) {
            scopes.push(*scope);
        }
    }
    scopes
}

/// What it means for the step that access could not be used.
pub(super) const fn code_of(fault: &Fault) -> ErrorCode {
    match fault {
        Fault::NotDelegated(_) => ErrorCode::DelegationMissing,
        Fault::NobodyThere(_) | Fault::Missing => ErrorCode::AdministratorUnknown,
        Fault::NotAllowed(_) | Fault::Refused(_) | Fault::Gone => ErrorCode::AdministratorNotAllowed,
        Fault::Key(_) => ErrorCode::KeyRefused,
        Fault::Disabled(_) => ErrorCode::InterfaceDisabled,
        Fault::Clock(_) => ErrorCode::ClockDiffers,
        Fault::Busy(_) | Fault::Unanswered(_) | Fault::Senseless(_) => ErrorCode::PlatformUnreachable,
    }
}

/// How the step is, and what was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// There is no access.
    Without,
    /// There is access, and it is this that was tried again.
    Same,
    /// There is access, and another one was tried.
    Other,
}

/// Whether an attempt that failed counts. Access that works is not lost by trying another one, nor by a network that fails.
pub(super) const fn counts(code: ErrorCode, before: Before) -> bool {
    match before {
        Before::Without => true,
        Before::Other => false,
        Before::Same => !matches!(code, ErrorCode::PlatformUnreachable | ErrorCode::ClockDiffers),
    }
}

#[cfg(test)]
mod tests {
    use shared::subscriptions::Product;

    use super::*;

    #[test]
    fn scopes_are_those_of_the_modes_that_are_switched_on_each_once() {
        let (few, all) = (
            platforms::permissions(Step::ServiceAccount, Mode::ServerSide),
            platforms::permissions(Step::ServiceAccount, Mode::ClientSide),
        );
        for (modes, expected) in
            [(&[][..], few), (&[Mode::ServerSide], few), (&[Mode::ClientSide], all), (&[Mode::ServerSide, Mode::ClientSide], all)]
        {
            let mut setup = Setup::default();
            for mode in modes {
                setup.enable(Product::GoogleWorkspace, *mode).unwrap();
            }
            assert_eq!(scopes(&setup), expected, "{modes:?}");
        }
    }

    #[test]
    fn access_that_works_is_lost_by_failing_itself_alone() {
        for (code, expected) in [
            (ErrorCode::DelegationMissing, [true, true, false]),
            (ErrorCode::AdministratorNotAllowed, [true, true, false]),
            (ErrorCode::OrganisationTaken, [true, true, false]),
            (ErrorCode::PlatformUnreachable, [true, false, false]),
            (ErrorCode::ClockDiffers, [true, false, false]),
        ] {
            assert_eq!([Before::Without, Before::Same, Before::Other].map(|before| counts(code, before)), expected, "{code}");
        }
    }
}
