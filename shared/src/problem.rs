//! Problems: every refusal of the API, by RFC 9457 as `application/problem+json`.

use serde::{Deserialize, Serialize};

/// Defines [`ProblemCode`] with the HTTP status of each code.
macro_rules! problem_codes {
    ($($(#[$meta:meta])* $variant:ident = $status:literal $text:tt),+ $(,)?) => {
        crate::text_enum::text_enum! {
            /// What was refused, for programs: stable, and the key of the sentence that people read.
            ProblemCode { $($(#[$meta])* $variant => $text),+ }
        }

        impl ProblemCode {
            /// The HTTP status that goes with the code.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status),+ }
            }
        }
    };
}

problem_codes! {
    /// The body is not JSON, not UTF-8, or names a key twice.
    MalformedBody = 400 "malformed_body",
    /// The request itself is malformed.
    BadRequest = 400 "bad_request",
    /// No credential, or one that is unknown, expired or revoked.
    Unauthenticated = 401 "unauthenticated",
    /// The e-mail address or the password is wrong.
    InvalidCredentials = 401 "invalid_credentials",
    /// The password is right, and the account signs in with a code beside it.
    TwoFactorRequired = 401 "two_factor_required",
    /// The password is right, and the code beside it is wrong or was used before.
    InvalidCode = 401 "invalid_code",
    /// The caller may see this, but not do it.
    Forbidden = 403 "forbidden",
    /// The invite is for another account than the one that is signed in.
    InviteForAnotherAccount = 403 "invite_for_another_account",
    /// There is no such thing, or it isn't the caller's to see.
    NotFound = 404 "not_found",
    /// The path exists, the method does not.
    MethodNotAllowed = 405 "method_not_allowed",
    /// The subscription's present state does not allow this.
    TransitionNotAllowed = 409 "transition_not_allowed",
    /// Cancelling at once is only possible within 7 days of purchase.
    ImmediateCancelTooLate = 409 "immediate_cancel_too_late",
    /// The number of users of this subscription can't be changed in its present state.
    SeatsNotChangeable = 409 "seats_not_changeable",
    /// The plan, or the term, can't be changed in the subscription's present state.
    PlanNotChangeable = 409 "plan_not_changeable",
    /// The trial was made longer as often, or by as many days, as a reseller can.
    ExtensionLimit = 409 "extension_limit",
    /// The invite was accepted before.
    InviteUsed = 409 "invite_used",
    /// The invite was revoked, or a newer mail replaced its link.
    InviteRevoked = 409 "invite_revoked",
    /// The invite can't be sent again, since it was accepted or revoked.
    InviteNotOpen = 409 "invite_not_open",
    /// The account belongs to a reseller already, or to customers' subscriptions; it can't belong to both.
    AccountElsewhere = 409 "account_elsewhere",
    /// The person is a member already.
    AlreadyMember = 409 "already_member",
    /// An open invite for this address exists already.
    AlreadyInvited = 409 "already_invited",
    /// This address has an account, which must sign in to accept.
    SignInToAccept = 409 "sign_in_to_accept",
    /// Customers do not edit signatures in this subscription, so that nobody of theirs can be invited.
    CustomerAccessOff = 409 "customer_access_off",
    /// The last owner of a reseller can't be removed or lowered.
    LastOwner = 409 "last_owner",
    /// The last administrator of a customer can't be removed or lowered.
    LastAdmin = 409 "last_admin",
    /// The installation has its first reseller already.
    AlreadySetUp = 409 "already_set_up",
    /// Two-factor sign-in is on already.
    TwoFactorOn = 409 "two_factor_on",
    /// Two-factor sign-in is off.
    TwoFactorOff = 409 "two_factor_off",
    /// Two-factor sign-in was not begun, or longer ago than it can be confirmed.
    TwoFactorNotBegun = 409 "two_factor_not_begun",
    /// Another account has this e-mail address.
    EmailTaken = 409 "email_taken",
    /// Another saved view of the same list has this name.
    ViewExists = 409 "view_exists",
    /// The person has as many saved views as one can have.
    TooManyViews = 409 "too_many_views",
    /// The subscription has this domain already.
    DomainExists = 409 "domain_exists",
    /// The subscription has as many domains as one can have.
    TooManyDomains = 409 "too_many_domains",
    /// The directory has a person with this e-mail address already.
    PersonExists = 409 "person_exists",
    /// The customer's platform keeps this person: what is to be changed is changed there.
    KeptByPlatform = 409 "kept_by_platform",
    /// The directory has as many people as can be written by hand or imported.
    TooManyPeople = 409 "too_many_people",
    /// The subscription has ended, and must be brought back before it is launched.
    SubscriptionEnded = 409 "subscription_ended",
    /// The trial has run out: a plan, or more days, come before the launch.
    TrialExpired = 409 "trial_expired",
    /// People can't say that this step is done: Countersign finds it out by itself.
    StepNotConfirmable = 409 "step_not_confirmable",
    /// What comes before this step is missing.
    StepNotReached = 409 "step_not_reached",
    /// The operator has not configured what this needs.
    SettingMissing = 409 "setting_missing",
    /// The consent was not begun by the caller, was used, or has expired.
    ConsentNotOpen = 409 "consent_not_open",
    /// The reseller is no sandbox: its clock is the real one.
    NotASandbox = 409 "not_a_sandbox",
    /// A request with the same idempotency key is still running.
    IdempotencyInProgress = 409 "idempotency_in_progress",
    /// The link has expired.
    InviteExpired = 410 "invite_expired",
    /// The link was used, replaced, or has expired.
    LinkExpired = 410 "link_expired",
    /// The thing was changed since it was read.
    StaleVersion = 412 "stale_version",
    /// The body is too large.
    BodyTooLarge = 413 "body_too_large",
    /// The content type is not the one that is read here.
    UnsupportedMediaType = 415 "unsupported_media_type",
    /// Fields are wrong: `errors` names each.
    InvalidFields = 422 "invalid_fields",
    /// The idempotency key was used before with another body.
    IdempotencyKeyReused = 422 "idempotency_key_reused",
    /// A header's value is not of the form that it needs.
    InvalidHeader = 422 "invalid_header",
    /// Too many requests.
    RateLimited = 429 "rate_limited",
    /// Too many wrong passwords or codes.
    TooManyAttempts = 429 "too_many_attempts",
    /// The credential has too many streams of events open.
    TooManyStreams = 429 "too_many_streams",
    /// The server failed; the fault is in its log under the request id.
    Internal = 500 "internal",
    /// The database is busy, full or away for the moment.
    ServiceUnavailable = 503 "service_unavailable",
}

/// One wrong field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer (RFC 6901) to the field; a query string is seen as an object of its parameters.
    #[cfg_attr(feature = "openapi", schema(example = "/seats"))]
    pub pointer: String,
    /// What is wrong, for programs.
    #[cfg_attr(feature = "openapi", schema(example = "out_of_range"))]
    pub code: String,
    /// What is wrong and what to do, for people, in the language of the request.
    #[cfg_attr(feature = "openapi", schema(example = "Enter a number from 1 to 1000000."))]
    pub detail: String,
}

/// A refusal, as RFC 9457 describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A path under `/problems/` that explains this kind of problem.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(example = "/problems/invalid_fields"))]
    pub kind: String,
    /// A short sentence, in the language of the request.
    #[cfg_attr(feature = "openapi", schema(example = "Some fields are wrong."))]
    pub title: String,
    /// The HTTP status.
    #[cfg_attr(feature = "openapi", schema(example = 422))]
    pub status: u16,
    /// What happened here and what to do, in the language of the request.
    pub detail: String,
    /// The request's id, which is also in the server's log.
    #[cfg_attr(feature = "openapi", schema(example = "01a200bd-0293-7636-891b-c30a582e820d"))]
    pub instance: String,
    /// The kind of problem, for programs. New codes may come.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "invalid_fields"))]
    pub code: String,
    /// Each wrong field, where the problem is one of fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// The header that is wrong, where the problem is one of a header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, example = "If-Match"))]
    pub header: Option<String>,
    /// What the subscription's state allows, where a transition was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::subscriptions::Action>>))]
    pub allowed_actions: Option<Vec<crate::subscriptions::Action>>,
    /// The subscription's present state, where a transition was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::subscriptions::Status>))]
    pub subscription_status: Option<crate::subscriptions::Status>,
}
