//! The rules of consents: how long one may take, what came back, and whose organisation it may be.

use chrono::{DateTime, TimeDelta, Utc};
use shared::connections::{ConnectionErrorCode as ErrorCode, ReturnedConsent};
use shared::ids::{ResellerId, SubscriptionId};

use crate::connections::microsoft::Fault;

/// How long somebody has on Microsoft's pages.
pub(super) const LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// A consent is taken up to, but not at, the instant at which it expires.
pub(super) fn is_live(expires_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < expires_at
}

/// When a consent expires that is begun now.
pub(super) fn expires_at(now: DateTime<Utc>) -> DateTime<Utc> {
    now + LIFETIME
}

/// What is said to have come back. An error counts whatever stands beside it: Microsoft sends the directory and
/// `admin_consent=True` along with it.
pub(super) fn came_back(returned: &ReturnedConsent) -> Result<&str, ErrorCode> {
    match (returned.error.as_deref(), returned.tenant.as_deref()) {
        (Some("access_denied" | "consent_required" | "interaction_required"), _) => Err(ErrorCode::ConsentDeclined),
        (Some(_), _) | (None, None) => Err(ErrorCode::ConsentFailed),
        (None, Some(tenant)) => {
            let given = returned.admin_consent.as_deref().is_some_and(|word| word.eq_ignore_ascii_case("true"));
            if given { Ok(tenant) } else { Err(ErrorCode::ConsentDeclined) }
        }
    }
}

/// What it means for the step that access could not be used.
pub(super) const fn code_of(fault: &Fault) -> ErrorCode {
    match fault {
        Fault::NoAccess(_) | Fault::Refused(_) | Fault::Gone => ErrorCode::ConsentNotVerified,
        Fault::Credentials(_) => ErrorCode::CredentialsRefused,
        Fault::Busy(_) | Fault::Unanswered(_) | Fault::Senseless(_) => ErrorCode::PlatformUnreachable,
    }
}

/// Whether an organisation is taken: a live subscription of another reseller has it, or one of the same reseller that
/// whoever gives access can't connect. So nobody gets at a directory by naming it.
pub(super) fn is_taken<E>(
    holders: &[(ResellerId, SubscriptionId)],
    (reseller, subscription): (ResellerId, SubscriptionId),
    mut may_connect: impl FnMut(SubscriptionId) -> Result<bool, E>,
) -> Result<bool, E> {
    for (holder, held) in holders {
        if *held != subscription && (*holder != reseller || !may_connect(*held)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consent_may_take_a_quarter_of_an_hour_and_no_instant_more() {
        let now: DateTime<Utc> = "2026-11-28T09:00:00Z".parse().unwrap();
        let end = expires_at(now);
        assert!(is_live(end, now) && is_live(end, now + TimeDelta::minutes(15) - TimeDelta::microseconds(1)));
        assert!(!is_live(end, now + TimeDelta::minutes(15)));
    }

    #[test]
    fn an_error_counts_whatever_stands_beside_it() {
        let tenant = "fa00d692-e9c7-4460-a743-29f2956fd429";
        for (error, admin_consent, named, expected) in [
            (None, Some("True"), true, Ok(tenant)),
            (None, Some("true"), true, Ok(tenant)),
            (None, Some("False"), true, Err(ErrorCode::ConsentDeclined)),
            (None, None, true, Err(ErrorCode::ConsentDeclined)),
            (None, Some("True"), false, Err(ErrorCode::ConsentFailed)),
            (Some("access_denied"), None, false, Err(ErrorCode::ConsentDeclined)),
            (Some("consent_required"), Some("True"), true, Err(ErrorCode::ConsentDeclined)),
            (Some("interaction_required"), Some("True"), true, Err(ErrorCode::ConsentDeclined)),
            (Some("server_error"), Some("True"), true, Err(ErrorCode::ConsentFailed)),
            (Some(""), Some("True"), true, Err(ErrorCode::ConsentFailed)),
        ] {
            let returned = ReturnedConsent {
                state: "x".to_owned(),
                tenant: named.then(|| tenant.to_owned()),
                admin_consent: admin_consent.map(str::to_owned),
                error: error.map(str::to_owned),
                error_description: None,
            };
            assert_eq!(came_back(&returned), expected, "{returned:?}");
        }
    }

    #[test]
    fn an_organisation_is_free_for_those_who_could_connect_all_that_have_it() {
        let (ours, theirs) = (ResellerId(uuid::Uuid::from_u128(1)), ResellerId(uuid::Uuid::from_u128(2)));
        let [this, open, closed] = [1, 2, 3].map(|number| SubscriptionId(uuid::Uuid::from_u128(number)));
        for (holders, expected) in [
            (&[][..], false),
            (&[(ours, this)], false),
            (&[(ours, open)], false),
            (&[(ours, closed)], true),
            (&[(ours, open), (ours, closed)], true),
            (&[(theirs, open)], true),
            (&[(ours, this), (theirs, closed)], true),
        ] {
            let may_connect = |id| Ok::<_, ()>(id != closed);
            assert_eq!(is_taken(holders, (ours, this), may_connect), Ok(expected), "{holders:?}");
        }
    }
}
