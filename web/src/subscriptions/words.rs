//! What states, plans and terms are called, and which tone a state has.

use chrono::{DateTime, Duration, Utc};
use leptos::prelude::*;
use shared::subscriptions::{HoldKind, Plan, Product, ScheduledChangeKind, Status, Subscription, Term};

use crate::i18n::{self, text::subscriptions as text};
use crate::sandbox::time;
use crate::ui::{Badge, Tone};

/// A trial that ends within so many days asks to be looked after.
const SOON: u32 = 3;
/// What ended is erased so many days later.
const KEPT_DAYS: i64 = 90;
/// An expired trial is archived so many days later.
const EXPIRED_DAYS: i64 = 30;

/// A product's short name, for tables.
pub fn product_short(product: Product) -> &'static str {
    match product {
        Product::Microsoft365 => text::product_microsoft(),
        Product::GoogleWorkspace => text::product_google(),
    }
}

/// What a status is called.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Trial => text::status_trial(),
        Status::TrialExpired => text::status_trial_expired(),
        Status::Active => text::status_active(),
        Status::OnHold => text::status_on_hold(),
        Status::CancelPending => text::status_cancel_pending(),
        Status::Ended => text::status_ended(),
    }
}

/// What a plan is called.
pub fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::Starter => text::plan_starter(),
        Plan::Standard => text::plan_standard(),
        Plan::Pro => text::plan_pro(),
    }
}

/// What a term is called.
pub fn term(term: Term) -> &'static str {
    match term {
        Term::Monthly => text::term_monthly(),
        Term::Annual => text::term_annual(),
    }
}

/// The state of a subscription in a badge; of a trial with the days that are left.
pub fn status_badge(subscription: &Subscription) -> AnyView {
    let days_left = subscription.trial.as_ref().map_or(0, |trial| trial.days_left);
    let label = match subscription.status {
        Status::Trial => text::row_trial_days(u64::from(days_left)),
        other => status(other).to_owned(),
    };
    let tone = match subscription.status {
        Status::Trial if days_left <= SOON => Tone::Warn,
        Status::Trial => Tone::Calm,
        Status::Active => Tone::Good,
        Status::OnHold => Tone::Bad,
        Status::TrialExpired | Status::CancelPending | Status::Ended => Tone::Neutral,
    };
    view! { <Badge tone label /> }.into_any()
}

/// The next payment date, or since when a payment is overdue; a dash where none is to come.
pub(super) fn next_payment(subscription: &Subscription) -> String {
    let Some(date) = subscription.next_payment_date.flatten().map(i18n::date) else { return "–".to_owned() };
    let overdue = subscription.holds.iter().flatten().any(|hold| hold.kind == HoldKind::Payment);
    if overdue { text::overdue_since(date) } else { date }
}

/// A change that waits for its date, in a line.
pub(super) fn scheduled_line(kind: ScheduledChangeKind, at: DateTime<Utc>, to: Option<&str>) -> String {
    let (date, to) = (i18n::date(at.date_naive()), to.unwrap_or_default());
    match kind {
        ScheduledChangeKind::Seats => text::scheduled_seats(date, to.parse::<u32>().map_or_else(|_| to.to_owned(), i18n::number)),
        ScheduledChangeKind::Plan => {
            text::scheduled_plan(date, to.parse().map_or_else(|_| to.to_owned(), |chosen| plan(chosen).to_owned()))
        }
        ScheduledChangeKind::Cancellation => text::scheduled_cancellation(date),
    }
}

/// Plan and term in a line; a dash where none is chosen.
pub(super) fn plan_line(subscription: &Subscription) -> String {
    match (subscription.plan.flatten(), subscription.term.flatten()) {
        (Some(chosen), Some(length)) => format!("{} · {}", plan(chosen), term(length)),
        (Some(chosen), None) => plan(chosen).to_owned(),
        (None, _) => "–".to_owned(),
    }
}

/// When the data of a subscription that ended then is erased.
pub(super) fn erased_at(ended: DateTime<Utc>) -> DateTime<Utc> {
    ended + Duration::days(KEPT_DAYS)
}

/// Until when an expired trial can still be activated.
pub(super) fn archived_at(trial_end: DateTime<Utc>) -> DateTime<Utc> {
    trial_end + Duration::days(EXPIRED_DAYS)
}

/// Begun days until a point in time; 0 once it is past.
pub(super) fn days_until(at: DateTime<Utc>) -> u64 {
    let millis = at.timestamp_millis() - time::now_millis();
    u64::try_from(millis).unwrap_or(0).div_ceil(86_400_000)
}

/// Now, for the company.
pub(super) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(time::now_millis()).unwrap_or_default()
}

/// The customer's name for a dialog's title: a dialog is drawn anew with its title, and must keep what was typed whatever else
/// of its subscription changes.
pub(super) fn company_of(subscription: Signal<Option<Subscription>>) -> Memo<String> {
    Memo::new(move |_| subscription.with(|subscription| subscription.as_ref().map(|one| one.company_name.clone()).unwrap_or_default()))
}
