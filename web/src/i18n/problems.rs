//! Sentences for what went wrong, by the stable codes of the API.

use shared::problem::{Problem, ProblemCode};
use shared::validation::FaultCode;

use super::text::{faults, problems};
use crate::i18n::number;

/// The sentence for a refusal: the app's own by its code, else the server's.
pub fn problem_text(problem: &Problem) -> String {
    problem.code.parse::<ProblemCode>().map_or_else(|_| problem.detail.clone(), |code| code_text(code).to_owned())
}

/// The app's sentence for a kind of refusal.
pub fn code_text(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::MalformedBody | ProblemCode::BadRequest | ProblemCode::InvalidHeader => problems::bad_request(),
        ProblemCode::MethodNotAllowed | ProblemCode::UnsupportedMediaType => problems::bad_request(),
        ProblemCode::Unauthenticated => problems::unauthenticated(),
        ProblemCode::InvalidCredentials => problems::invalid_credentials(),
        ProblemCode::TwoFactorRequired => problems::two_factor_required(),
        ProblemCode::InvalidCode => problems::invalid_code(),
        ProblemCode::Forbidden => problems::forbidden(),
        ProblemCode::InviteForAnotherAccount => problems::invite_for_another_account(),
        ProblemCode::NotFound => problems::not_found(),
        ProblemCode::TransitionNotAllowed => problems::transition_not_allowed(),
        ProblemCode::ImmediateCancelTooLate => problems::immediate_cancel_too_late(),
        ProblemCode::SeatsNotChangeable => problems::seats_not_changeable(),
        ProblemCode::PlanNotChangeable => problems::plan_not_changeable(),
        ProblemCode::ExtensionLimit => problems::extension_limit(),
        ProblemCode::InviteUsed => problems::invite_used(),
        ProblemCode::InviteRevoked => problems::invite_revoked(),
        ProblemCode::InviteNotOpen => problems::invite_not_open(),
        ProblemCode::AccountElsewhere => problems::account_elsewhere(),
        ProblemCode::AlreadyMember => problems::already_member(),
        ProblemCode::AlreadyInvited => problems::already_invited(),
        ProblemCode::SignInToAccept => problems::sign_in_to_accept(),
        ProblemCode::CustomerAccessOff => problems::customer_access_off(),
        ProblemCode::LastOwner => problems::last_owner(),
        ProblemCode::LastAdmin => problems::last_admin(),
        ProblemCode::AlreadySetUp => problems::already_set_up(),
        ProblemCode::TwoFactorOn => problems::two_factor_on(),
        ProblemCode::TwoFactorOff => problems::two_factor_off(),
        ProblemCode::TwoFactorNotBegun => problems::two_factor_not_begun(),
        ProblemCode::EmailTaken => problems::email_taken(),
        ProblemCode::NotASandbox => problems::not_a_sandbox(),
        ProblemCode::ViewExists => problems::view_exists(),
        ProblemCode::TooManyViews => problems::too_many_views(),
        ProblemCode::DomainExists => problems::domain_exists(),
        ProblemCode::TooManyDomains => problems::too_many_domains(),
        ProblemCode::PersonExists => problems::person_exists(),
        ProblemCode::KeptByPlatform => problems::kept_by_platform(),
        ProblemCode::TooManyPeople => problems::too_many_people(),
        ProblemCode::SubscriptionEnded => problems::subscription_ended(),
        ProblemCode::TrialExpired => problems::trial_expired(),
        ProblemCode::StepNotConfirmable => problems::step_not_confirmable(),
        ProblemCode::StepNotReached => problems::step_not_reached(),
        ProblemCode::SettingMissing => problems::setting_missing(),
        ProblemCode::ConsentNotOpen => problems::consent_not_open(),
        ProblemCode::IdempotencyInProgress => problems::idempotency_in_progress(),
        ProblemCode::InviteExpired => problems::invite_expired(),
        ProblemCode::LinkExpired => problems::link_expired(),
        ProblemCode::StaleVersion => problems::stale_version(),
        ProblemCode::BodyTooLarge => problems::body_too_large(),
        ProblemCode::InvalidFields | ProblemCode::IdempotencyKeyReused => problems::invalid_fields(),
        ProblemCode::RateLimited | ProblemCode::TooManyStreams => problems::rate_limited(),
        ProblemCode::TooManyAttempts => problems::too_many_attempts(),
        ProblemCode::Internal => problems::internal(),
        ProblemCode::ServiceUnavailable => problems::service_unavailable(),
    }
}

/// The sentence for a wrong field that the app found itself, by the rules it shares with the server.
pub fn fault_text(fault: &FaultCode) -> String {
    let count = |count: &usize| number(u64::try_from(*count).unwrap_or(u64::MAX));
    let bound = |bound: &i64| number(u64::try_from(*bound).unwrap_or_default());
    match fault {
        FaultCode::TooShort { min } => faults::too_short(count(min)),
        FaultCode::TooLong { max } => faults::too_long(count(max)),
        FaultCode::OutOfRange { min, max } => faults::out_of_range(bound(max), bound(min)),
        FaultCode::Required | FaultCode::Blank => faults::blank().to_owned(),
        FaultCode::NotAllowed { .. } => faults::not_allowed().to_owned(),
        FaultCode::InvalidCharacters => faults::invalid_characters().to_owned(),
        FaultCode::InvalidEmail => faults::invalid_email().to_owned(),
        FaultCode::InvalidDomain => faults::invalid_domain().to_owned(),
        FaultCode::InvalidPhone => faults::invalid_phone().to_owned(),
        FaultCode::InvalidDate | FaultCode::InvalidInstant => faults::invalid_date().to_owned(),
        FaultCode::TooFarAhead { days } => faults::too_far_ahead(bound(days)),
        FaultCode::NotInFuture => faults::not_in_future().to_owned(),
        FaultCode::TermsNotAccepted => faults::terms_not_accepted().to_owned(),
        FaultCode::TooWeak => faults::too_weak().to_owned(),
        FaultCode::WrongPassword => faults::wrong_password().to_owned(),
        FaultCode::WrongCode => faults::wrong_code().to_owned(),
        FaultCode::WrongSetupCode => faults::wrong_setup_code().to_owned(),
        FaultCode::UnknownField
        | FaultCode::Twice
        | FaultCode::WrongType { .. }
        | FaultCode::InvalidId
        | FaultCode::InvalidCursor
        | FaultCode::NotWanted { .. }
        | FaultCode::ModeNotOffered
        | FaultCode::NotJson
        | FaultCode::NotAServiceAccount
        | FaultCode::MissingEntry { .. }
        | FaultCode::NotAnRsaKey
        | FaultCode::MissingColumn
        | FaultCode::WrongCellCount { .. }
        | FaultCode::RepeatedRow { .. }
        | FaultCode::KeptByPlatform
        | FaultCode::UnclosedQuote
        | FaultCode::NotUtf8
        | FaultCode::NoRows
        | FaultCode::TooManyRows { .. } => faults::wrong().to_owned(),
    }
}
