//! What stands out about a subscription's state, above its cards.

use leptos::prelude::*;
use shared::subscriptions::{Hold, HoldKind, Lifecycle, ScheduledChangeKind, Status, Subscription};

use super::words;
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Notice, Tone};

/// The notices for a state: what it means for the customer's mail and data. Money, reasons and schedules are for the
/// reseller's people alone.
pub(super) fn notices(subscription: &Subscription, for_reseller: bool) -> AnyView {
    let hold = (subscription.status == Status::OnHold).then(|| hold_notice(subscription));
    let lifecycle = if for_reseller { lifecycle_notice(subscription) } else { None };
    view! {
        {hold}
        {lifecycle}
    }
    .into_any()
}

fn hold_notice(subscription: &Subscription) -> AnyView {
    let reasons: Vec<_> = subscription.holds.iter().flatten().map(|hold| view! { <p>{hold_line(hold)}</p> }).collect();
    view! {
        <Notice tone=Tone::Bad>
            <p>{text::notice_hold()}</p>
            {reasons}
        </Notice>
    }
    .into_any()
}

fn hold_line(hold: &Hold) -> String {
    let since = i18n::utc_day(hold.since);
    let line = match hold.kind {
        HoldKind::Reseller => text::hold_reseller(since),
        HoldKind::Payment => text::hold_payment(since),
        HoldKind::Operator => text::hold_operator(since),
    };
    match &hold.reason {
        Some(reason) => format!("{line} {}", text::reason_line(reason)),
        None => line,
    }
}

fn lifecycle_notice(subscription: &Subscription) -> Option<AnyView> {
    let (tone, sentence) = match subscription.lifecycle {
        Lifecycle::CancelPending => (Tone::Warn, text::notice_cancel(i18n::date(ends_on(subscription)?))),
        Lifecycle::TrialExpired => {
            let end = subscription.trial.as_ref()?.ends_at;
            (Tone::Warn, text::notice_expired(i18n::utc_day(words::archived_at(end))))
        }
        Lifecycle::Ended => (Tone::Neutral, ended(subscription)?),
        Lifecycle::Trial | Lifecycle::Active => return None,
    };
    Some(view! { <Notice tone><p>{sentence}</p></Notice> }.into_any())
}

/// The date on which a cancellation takes effect: like every date of a period the UTC date, wherever the reader is.
pub(super) fn ends_on(subscription: &Subscription) -> Option<chrono::NaiveDate> {
    let mut changes = subscription.scheduled_changes.iter().flatten();
    changes.find(|change| change.kind == ScheduledChangeKind::Cancellation).map(|change| change.at.date_naive())
}

fn ended(subscription: &Subscription) -> Option<String> {
    let ended = subscription.ended_at?;
    let erased = words::erased_at(ended);
    Some(match words::days_until(erased) {
        0 => text::notice_erased(i18n::utc_day(ended)),
        _ => text::notice_ended(i18n::utc_day(ended), i18n::utc_day(erased)),
    })
}
