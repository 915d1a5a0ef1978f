//! Events: the append-only record of what happened.

mod query;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use query::{EventQuery, KindFilter};

use crate::ids::{AccountId, ApiKeyId, EventId, SubscriptionId};
use crate::text_enum::text_enum;

text_enum! {
    /// What happened. New kinds may come.
    EventKind {
        /// A reseller was set up.
        ResellerCreated => "reseller.created",
        /// The reseller's name or address was changed.
        ResellerChanged => "reseller.changed",
        /// The clock of a sandbox was moved ahead.
        ClockAdvanced => "clock.advanced",
        /// A colleague joined the reseller.
        ResellerMemberAdded => "reseller_member.added",
        /// A colleague got another role.
        ResellerMemberChanged => "reseller_member.changed",
        /// A colleague was removed.
        ResellerMemberRemoved => "reseller_member.removed",
        /// A colleague turned two-factor sign-in on.
        ResellerMemberTwoFactorOn => "reseller_member.two_factor_on",
        /// Two-factor sign-in of a colleague was turned off, by that person or by the operator.
        ResellerMemberTwoFactorOff => "reseller_member.two_factor_off",
        /// An API key was made.
        ApiKeyCreated => "api_key.created",
        /// An API key was revoked.
        ApiKeyRevoked => "api_key.revoked",
        /// A subscription was made.
        SubscriptionCreated => "subscription.created",
        /// A subscription's details were changed.
        SubscriptionChanged => "subscription.changed",
        /// A subscription became a paid one.
        SubscriptionActivated => "subscription.activated",
        /// A subscription's cancellation was asked for.
        SubscriptionCancelRequested => "subscription.cancel_requested",
        /// A cancellation was taken back.
        SubscriptionKept => "subscription.kept",
        /// A subscription ended.
        SubscriptionEnded => "subscription.ended",
        /// An ended subscription was brought back.
        SubscriptionReactivated => "subscription.reactivated",
        /// A paid period ended, and the next one began.
        SubscriptionRenewed => "subscription.renewed",
        /// A change of seats or plan waits for the next period.
        SubscriptionChangeScheduled => "subscription.change_scheduled",
        /// A change that waited was taken back.
        SubscriptionChangeUnscheduled => "subscription.change_unscheduled",
        /// A subscription was paused by its reseller.
        SubscriptionPaused => "subscription.paused",
        /// A subscription's pause ended.
        SubscriptionResumed => "subscription.resumed",
        /// A subscription was put on hold by the operator, for a payment or another reason.
        SubscriptionHeld => "subscription.held",
        /// A hold by the operator ended.
        SubscriptionReleased => "subscription.released",
        /// The personal data of an ended subscription will be erased soon.
        SubscriptionErasureAnnounced => "subscription.erasure_announced",
        /// The personal data of an ended subscription was erased.
        SubscriptionErased => "subscription.erased",
        /// Somebody entered a subscription, to set it up or to work in it.
        SubscriptionLaunched => "subscription.launched",
        /// A mode of a subscription's connection was switched on.
        ConnectionModeEnabled => "connection.mode_enabled",
        /// A mode of a subscription's connection was switched off.
        ConnectionModeDisabled => "connection.mode_disabled",
        /// A step of a subscription's connection is done.
        ConnectionStepDone => "connection.step_done",
        /// A step of a subscription's connection does not work.
        ConnectionStepFailed => "connection.step_failed",
        /// A step of a subscription's connection is open again.
        ConnectionStepReopened => "connection.step_reopened",
        /// A trial was made longer.
        TrialExtended => "trial.extended",
        /// A trial ran out without a plan.
        TrialExpired => "trial.expired",
        /// A mail server took the reminder of a trial's end.
        ReminderDelivered => "reminder.delivered",
        /// The reminder of a trial's end was refused for good.
        ReminderDeliveryFailed => "reminder.delivery_failed",
        /// A person joined a subscription.
        MemberAdded => "member.added",
        /// A person of a subscription got another role.
        MemberChanged => "member.changed",
        /// A person of a subscription was removed.
        MemberRemoved => "member.removed",
        /// A person was added to a directory by hand.
        PersonAdded => "person.added",
        /// A person of a directory was changed by hand.
        PersonChanged => "person.changed",
        /// A person was removed from a directory by hand.
        PersonRemoved => "person.removed",
        /// People were imported into a directory from a file.
        DirectoryImported => "directory.imported",
        /// A directory is other than before by what the customer's platform says.
        DirectorySynchronised => "directory.synchronised",
        /// A sender domain was added to a subscription.
        DomainAdded => "domain.added",
        /// A sender domain was removed from a subscription.
        DomainRemoved => "domain.removed",
        /// A sender domain's SPF record changed for the worse.
        DomainSpfWorsened => "domain.spf_worsened",
        /// A sender domain's SPF record changed for the better.
        DomainSpfImproved => "domain.spf_improved",
        /// The customer's platform does not name a sender domain any more that it named before.
        DomainGone => "domain.gone",
        /// The customer's platform names a sender domain again.
        DomainReturned => "domain.returned",
        /// An invite was made.
        InviteCreated => "invite.created",
        /// An invite was sent again, with a new link.
        InviteResent => "invite.resent",
        /// An invite was taken back.
        InviteRevoked => "invite.revoked",
        /// An invite was accepted.
        InviteAccepted => "invite.accepted",
        /// A mail server took an invite's mail.
        InviteDelivered => "invite.delivered",
        /// An invite's mail was refused for good.
        InviteDeliveryFailed => "invite.delivery_failed",
        /// An invite's time ran out.
        InviteExpired => "invite.expired",
    }
}

text_enum! {
    /// What kind of thing did something.
    ActorKind {
        /// A person.
        Account => "account",
        /// A program with an API key.
        ApiKey => "api_key",
        /// Countersign itself: a timer or a mail.
        System => "system",
        /// Who runs the installation.
        Operator => "operator",
    }
}

text_enum! {
    /// What kind of thing something happened to.
    SubjectKind {
        /// A reseller.
        Reseller => "reseller",
        /// A colleague's membership in the reseller.
        ResellerMember => "reseller_member",
        /// An API key of the reseller.
        ApiKey => "api_key",
        /// A subscription.
        Subscription => "subscription",
        /// A person's membership in a subscription.
        Member => "member",
        /// A person of a directory.
        Person => "person",
        /// A sender domain of a subscription.
        Domain => "domain",
        /// An invite.
        Invite => "invite",
    }
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// What kind of thing it is.
    pub kind: ActorKind,
    /// The account, for a person.
    pub account_id: Option<AccountId>,
    /// The API key, for a program with one.
    pub api_key_id: Option<ApiKeyId>,
    /// The person's name as it is now, null after erasure; or the API key's, after it was revoked too.
    pub name: Option<String>,
}

/// What something happened to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subject {
    /// What kind of thing it is.
    pub kind: SubjectKind,
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(format = "uuid"))]
    pub id: String,
    /// What it is called now: a company's, a person's, an API key's or a domain's name; null after erasure.
    pub name: Option<String>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Names the event.
    pub id: EventId,
    /// Its number within the reseller: a higher one was committed later.
    pub seq: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened.
    pub kind: EventKind,
    /// Who did it.
    pub actor: Actor,
    /// What it happened to.
    pub subject: Subject,
    /// The subscription that it belongs to, if any.
    pub subscription_id: Option<SubscriptionId>,
    /// More about it: `from` and `to` of what changed, reasons, roles.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub data: serde_json::Value,
}
