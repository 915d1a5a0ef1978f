//! The words of a subscription: what it can be, and what can be done with it.

use crate::text_enum::text_enum;

text_enum! {
    /// What is sold; it never changes after creation.
    Product {
        /// Signatures for Microsoft 365.
        Microsoft365 => "microsoft_365",
        /// Signatures for Google Workspace.
        GoogleWorkspace => "google_workspace",
    }
}

text_enum! {
    /// A price per seat and term.
    Plan {
        /// The smallest plan.
        Starter => "starter",
        /// The usual plan.
        Standard => "standard",
        /// The largest plan.
        Pro => "pro",
    }
}

text_enum! {
    /// How long a paid period is.
    Term {
        /// One month.
        Monthly => "monthly",
        /// Twelve months.
        Annual => "annual",
    }
}

text_enum! {
    /// Where a subscription stands in its life, apart from holds.
    Lifecycle {
        /// The first days, without charge.
        Trial => "trial",
        /// The trial is over and no plan was chosen.
        TrialExpired => "trial_expired",
        /// Paid.
        Active => "active",
        /// Paid, and to end at the end of the period.
        CancelPending => "cancel_pending",
        /// Over; archived.
        Ended => "ended",
    }
}

text_enum! {
    /// What people see of a subscription's state, derived from lifecycle and holds.
    Status {
        /// In trial.
        Trial => "trial",
        /// The trial is over and no plan was chosen.
        TrialExpired => "trial_expired",
        /// Paid and served.
        Active => "active",
        /// Service is paused.
        OnHold => "on_hold",
        /// Served until the cancellation takes effect.
        CancelPending => "cancel_pending",
        /// Over; archived.
        Ended => "ended",
    }
}

text_enum! {
    /// Whose reason it is that service is paused.
    HoldKind {
        /// The reseller's.
        Reseller => "reseller",
        /// A missing payment.
        Payment => "payment",
        /// The operator's.
        Operator => "operator",
    }
}

text_enum! {
    /// What can be done with a subscription. New actions may come.
    Action {
        /// Become a paid subscription.
        Activate => "activate",
        /// Pause the service.
        Pause => "pause",
        /// Go on after a pause.
        Resume => "resume",
        /// Cancel.
        Cancel => "cancel",
        /// Take a cancellation back.
        Keep => "keep",
        /// Bring an ended subscription back.
        Reactivate => "reactivate",
        /// Make the trial longer.
        ExtendTrial => "extend_trial",
        /// End the trial now.
        EndTrial => "end_trial",
        /// Change the number of users.
        ChangeSeats => "change_seats",
        /// Change the plan.
        ChangePlan => "change_plan",
    }
}

text_enum! {
    /// What a scheduled change will do.
    ScheduledChangeKind {
        /// Another number of users.
        Seats => "seats",
        /// Another plan.
        Plan => "plan",
        /// The cancellation takes effect.
        Cancellation => "cancellation",
    }
}

text_enum! {
    /// When a cancellation takes effect.
    CancelWhen {
        /// At the end of the paid period.
        PeriodEnd => "period_end",
        /// At once; within 7 days of purchase.
        Now => "now",
    }
}

text_enum! {
    /// How a customer's mail platform is linked, all modes taken together.
    ConnectionStatus {
        /// No mode is set up to its end.
        NotConnected => "not_connected",
        /// A mode was set up to its end; it, or another one that is switched on, is not all right.
        NeedsAttention => "needs_attention",
        /// Each mode that is switched on is set up to its end.
        Connected => "connected",
    }
}
