//! What is paid back: a purchase that is cancelled at once, and days on hold by the operator.

use chrono::{DateTime, NaiveDate, Utc};
use shared::statements::ChargeKind;
use shared::subscriptions::HoldKind;

use super::store::Whole;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::statements::service::{self as statements, NewCharge};

/// A purchase that is cancelled at once costs nothing.
pub(super) fn refund(conn: &mut Connection, whole: &Whole, purchased: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let booked = statements::booked_since(conn, whole.row.reseller_id, whole.row.id, purchased)?;
    let (Some(start), Some(end)) = (whole.row.period_start, whole.row.period_end) else { return Ok(()) };
    credit(conn, whole, booked, (start, end), now)
}

/// Pays back the days of the present period on which the operator held the subscription, up to a day: what was booked for
/// these days, so that seats and plans that came later are not paid back for the days before.
pub(super) fn credit_days_on_hold(conn: &mut Connection, whole: &Whole, until: NaiveDate, now: DateTime<Utc>) -> Result<(), Refusal> {
    let (Some(start), Some(end), Some(purchased)) = (whole.row.period_start, whole.row.period_end, whole.row.purchased_at) else {
        return Ok(());
    };
    let Some(hold) = whole.hold(HoldKind::Operator) else { return Ok(()) };
    let days = (DateTime::<Utc>::from(hold.since).date_naive().max(start), until.min(end));
    let booked = statements::booked_for_days(conn, whole.row.reseller_id, whole.row.id, purchased.into(), days)?;
    credit(conn, whole, booked, days, now)
}

fn credit(conn: &mut Connection, whole: &Whole, amount: i64, days: (NaiveDate, NaiveDate), now: DateTime<Utc>) -> Result<(), Refusal> {
    let (Some(plan), Some(term), true) = (whole.row.plan, whole.row.term, amount > 0) else { return Ok(()) };
    let unit_price = statements::unit_price(conn, whole.row.reseller_id, whole.row.id)?.unwrap_or(0);
    let charge = NewCharge {
        subscription: whole.row.id,
        kind: ChargeKind::Credit,
        date: days.1.min(now.date_naive()),
        days,
        seats: whole.row.seats,
        plan,
        term,
        unit_price,
        amount: -amount,
    };
    statements::book(conn, whole.row.reseller_id, &charge, now)
}
