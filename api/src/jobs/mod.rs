//! Jobs: mails and timers that wait to be carried out.
//!
//! A job is a row, written in the transaction of the change that it follows from, so that there is none without the
//! other. Workers claim due rows by moving their time ahead: a worker that dies leaves a row that is due again. What a
//! job does is done at least once; mails carry an id by which a receiver knows a repeat.

pub mod backoff;
pub mod claim;
pub mod mailing;
pub mod service;
mod store;
pub mod worker;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::domains::SpfResult;
use shared::ids::{AccountId, DomainId, InviteId, ResellerId, SubscriptionId};
use shared::locale::Locale;

use crate::auth::two_factor::service::News;

/// Something to be carried out. Kept encrypted, since some hold tokens that are mailed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Mail an invite's link.
    MailInvite {
        /// The tenant.
        reseller: ResellerId,
        /// The invite.
        invite: InviteId,
        /// The token of the link.
        token: String,
    },
    /// Let an invite's time run out.
    ExpireInvite {
        /// The tenant.
        reseller: ResellerId,
        /// The invite.
        invite: InviteId,
    },
    /// Find out whether a forgotten password has an account, and mail its link.
    ForgotPassword {
        /// The address that was typed.
        email: String,
    },
    /// Mail the link to choose a new password.
    MailPasswordReset {
        /// The account.
        account: AccountId,
        /// The token of the link.
        token: String,
    },
    /// Tell that the password was changed.
    MailPasswordChanged {
        /// The account.
        account: AccountId,
    },
    /// Mail the link that confirms a new address, to that address.
    MailConfirmEmail {
        /// The account.
        account: AccountId,
        /// The new address.
        new_email: String,
        /// The token of the link.
        token: String,
    },
    /// Tell the old address that another one took its place.
    MailEmailChanged {
        /// The person's name.
        full_name: String,
        /// The language of the mail.
        locale: Locale,
        /// The old address.
        old_email: String,
        /// The new address.
        new_email: String,
    },
    /// Tell what became of two-factor sign-in.
    MailTwoFactor {
        /// The account.
        account: AccountId,
        /// What is told.
        news: News,
    },
    /// Check the SPF record of a sender domain.
    CheckDomain {
        /// The tenant.
        reseller: ResellerId,
        /// The subscription.
        subscription: SubscriptionId,
        /// The domain.
        domain: DomainId,
    },
    /// Synchronise the directory of a subscription.
    SyncDirectory {
        /// The tenant.
        reseller: ResellerId,
        /// The subscription.
        subscription: SubscriptionId,
        /// The number under which the synchronisation is carried on; another one is over.
        run: i64,
    },
    /// Tell one of the reseller's people that a domain's SPF record changed for the worse.
    MailSpf {
        /// The tenant.
        reseller: ResellerId,
        /// The subscription.
        subscription: SubscriptionId,
        /// The domain.
        domain: DomainId,
        /// Who is told.
        account: AccountId,
        /// What it was before.
        before: SpfResult,
    },
    /// Tell one of the reseller's people about a subscription.
    MailNotice {
        /// The tenant.
        reseller: ResellerId,
        /// The subscription.
        subscription: SubscriptionId,
        /// Who is told.
        account: AccountId,
        /// What about.
        notice: Notice,
    },
}

/// What the owner and the administrators of a reseller are told about a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// Its trial ends soon: at this instant, unless that was changed meanwhile.
    TrialEnds {
        /// The end as it stood.
        ends_at: DateTime<Utc>,
    },
    /// Its trial ran out without a plan.
    TrialExpired,
    /// Its trial became a paid subscription.
    TrialConverted,
    /// Its data will be erased soon.
    ErasureAnnounced,
}

/// Which of the worker's slots a job takes: a mail server that says nothing must hold up mails
/// alone, a name server checks alone, and a platform the reading of directories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Jobs that wait for the mail server.
    Mail,
    /// All others: they take as long as the database does.
    Work,
    /// Jobs that wait for name servers.
    Dns,
    /// Jobs that wait for customers' platforms.
    Platform,
}

impl Lane {
    /// Each lane.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Work, Self::Dns, Self::Platform];

    /// The lane's name in rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Work => "work",
            Self::Dns => "dns",
            Self::Platform => "platform",
        }
    }
}

impl Job {
    /// Which slots the job takes.
    #[must_use]
    pub const fn lane(&self) -> Lane {
        match self {
            Self::MailInvite { .. }
            | Self::MailPasswordReset { .. }
            | Self::MailPasswordChanged { .. }
            | Self::MailConfirmEmail { .. }
            | Self::MailEmailChanged { .. }
            | Self::MailTwoFactor { .. }
            | Self::MailSpf { .. }
            | Self::MailNotice { .. } => Lane::Mail,
            Self::CheckDomain { .. } => Lane::Dns,
            Self::SyncDirectory { .. } => Lane::Platform,
            Self::ExpireInvite { .. } | Self::ForgotPassword { .. } => Lane::Work,
        }
    }

    /// The kind, for rows and metrics.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MailInvite { .. } => "mail_invite",
            Self::ExpireInvite { .. } => "expire_invite",
            Self::ForgotPassword { .. } => "forgot_password",
            Self::MailPasswordReset { .. } => "mail_password_reset",
            Self::MailPasswordChanged { .. } => "mail_password_changed",
            Self::MailConfirmEmail { .. } => "mail_confirm_email",
            Self::MailEmailChanged { .. } => "mail_email_changed",
            Self::MailTwoFactor { .. } => "mail_two_factor",
            Self::CheckDomain { .. } => "check_domain",
            Self::SyncDirectory { .. } => "sync_directory",
            Self::MailSpf { .. } => "mail_spf",
            Self::MailNotice { .. } => "mail_notice",
        }
    }

    /// The tenant, where it has one.
    #[must_use]
    pub const fn reseller(&self) -> Option<ResellerId> {
        match self {
            Self::MailInvite { reseller, .. }
            | Self::ExpireInvite { reseller, .. }
            | Self::CheckDomain { reseller, .. }
            | Self::SyncDirectory { reseller, .. }
            | Self::MailSpf { reseller, .. }
            | Self::MailNotice { reseller, .. } => Some(*reseller),
            _ => None,
        }
    }
}
