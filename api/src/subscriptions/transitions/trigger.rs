//! What makes a subscription move: what people, programs, the operator and timers do.

use shared::subscriptions::Action;

/// What makes a subscription move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// It is made, with a trial.
    Create,
    /// It is made without a trial.
    CreatePaid,
    /// Plan and term are chosen, and payment begins.
    Activate,
    /// The trial is made longer, within what a reseller can do.
    Extend,
    /// The trial is made longer, however long.
    ExtendByOperator,
    /// The trial is ended by hand.
    EndTrial,
    /// The trial's time is over.
    TrialEnd,
    /// An expired trial waited long enough.
    Close,
    /// The reseller pauses it.
    Pause,
    /// The reseller ends the pause.
    Resume,
    /// A payment is overdue.
    PaymentOverdue,
    /// The overdue payment came.
    PaymentPaid,
    /// The operator puts it on hold.
    Hold,
    /// The operator ends that hold.
    Release,
    /// A cancellation, at the end of what is paid.
    Cancel,
    /// A cancellation that takes effect at once.
    CancelNow,
    /// A cancellation is taken back.
    Keep,
    /// A cancellation's date has come.
    Cancellation,
    /// A paid period is over.
    Renew,
    /// What ended is brought back.
    Reactivate,
    /// The erasure is near.
    AnnounceErasure,
    /// The time to keep personal data is over.
    Erase,
}

impl Trigger {
    /// Every trigger.
    pub const ALL: &'static [Self] = &[
        Self::Create,
        Self::CreatePaid,
        Self::Activate,
        Self::Extend,
        Self::ExtendByOperator,
        Self::EndTrial,
        Self::TrialEnd,
        Self::Close,
        Self::Pause,
        Self::Resume,
        Self::PaymentOverdue,
        Self::PaymentPaid,
        Self::Hold,
        Self::Release,
        Self::Cancel,
        Self::CancelNow,
        Self::Keep,
        Self::Cancellation,
        Self::Renew,
        Self::Reactivate,
        Self::AnnounceErasure,
        Self::Erase,
    ];

    /// The action that people know it by, where it is one of theirs.
    #[must_use]
    pub const fn action(self) -> Option<Action> {
        match self {
            Self::Activate => Some(Action::Activate),
            Self::Extend => Some(Action::ExtendTrial),
            Self::EndTrial => Some(Action::EndTrial),
            Self::Pause => Some(Action::Pause),
            Self::Resume => Some(Action::Resume),
            Self::Cancel | Self::CancelNow => Some(Action::Cancel),
            Self::Keep => Some(Action::Keep),
            Self::Reactivate => Some(Action::Reactivate),
            Self::Create
            | Self::CreatePaid
            | Self::ExtendByOperator
            | Self::TrialEnd
            | Self::Close
            | Self::PaymentOverdue
            | Self::PaymentPaid
            | Self::Hold
            | Self::Release
            | Self::Cancellation
            | Self::Renew
            | Self::AnnounceErasure
            | Self::Erase => None,
        }
    }
}
