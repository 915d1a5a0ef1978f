//! The mails about a subscription: to its reseller's owners and administrators.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::events::EventKind;
use shared::ids::{AccountId, ResellerId, SubscriptionId};
use shared::subscriptions::Lifecycle;

use super::domain::{KEPT_AFTER_EXPIRY, begun_days};
use super::store::Whole;
use super::whole_store;
use crate::App;
use crate::accounts;
use crate::events::service::{Happening, record};
use crate::jobs::Notice;
use crate::jobs::claim::Claim;
use crate::jobs::mailing::{self, Letter, Sent};
use crate::jobs::worker::Outcome;
use crate::mails::{About, AboutSubscription};
use crate::platform::db::Connection;
use crate::platform::mail::Recipient;
use crate::refusal::Refusal;
use crate::resellers;

/// Tells one of the reseller's people about a subscription, and notes how that went. What is true no more is not told.
///
/// # Errors
/// The mail server can't take it now, or the database failed.
pub async fn mail(
    app: &App,
    claim: Claim,
    (reseller, id): (ResellerId, SubscriptionId),
    account: AccountId,
    notice: Notice,
) -> Result<Outcome, Refusal> {
    let (now, link) = (app.clock.now(), app.link(&format!("/subscriptions/{id}")));
    let letter = app.db.read(move |conn| letter(conn, (reseller, id), account, notice, link, now)).await?;
    let Some((letter, days_left)) = letter else { return mailing::not_needed(app, claim).await };
    // Deliveries are recorded of reminders alone.
    let reminder = days_left.map(|days| json!({"account_id": account, "days_left": days}));
    let tell = move |conn: &mut Connection, sent: &Sent, now: DateTime<Utc>| {
        let kind = match sent {
            Sent::Delivered => EventKind::ReminderDelivered,
            Sent::PutOff(_) => return Ok(()),
            Sent::Refused(_) => EventKind::ReminderDeliveryFailed,
        };
        let Some(data) = reminder else { return Ok(()) };
        let deed = resellers::clock::deed_of_system(conn, reseller, now)?;
        record(conn, reseller, &deed, Happening::to_subscription(kind, id, data))
    };
    mailing::send(app, claim, letter, tell).await
}

/// Who is told, and what; of a reminder the days that are left.
fn letter(
    conn: &mut Connection,
    (reseller, id): (ResellerId, SubscriptionId),
    account: AccountId,
    notice: Notice,
    link: String,
    real_now: DateTime<Utc>,
) -> Result<Option<(Letter, Option<u32>)>, Refusal> {
    let now = resellers::clock::ahead(conn, reseller)?.here(real_now);
    let whole = whole_store::find(conn, reseller, id)?;
    let Some((about, days_left)) = about(&whole, notice, now) else { return Ok(None) };
    let person = accounts::service::find(conn, account)?;
    let mail = AboutSubscription {
        full_name: person.full_name.clone(),
        company_name: whole.row.company_name,
        product: whole.row.product,
        seats: whole.row.seats,
        about,
        link,
    };
    let mail = mail.render(person.locale);
    Ok(Some((Letter { to: Recipient { name: person.full_name, address: person.email }, reply_to: None, mail }, days_left)))
}

/// What is to be told, where it is true still; of a reminder the days that are left.
fn about(whole: &Whole, notice: Notice, now: DateTime<Utc>) -> Option<(About, Option<u32>)> {
    let state = whole.state();
    let trial = state.trial;
    let plan = super::effects::chosen(whole.row.plan, whole.row.term);
    match notice {
        Notice::TrialEnds { ends_at } => {
            let runs = whole.row.lifecycle == Lifecycle::Trial && state.paused_since.is_none();
            let stands = runs && trial.is_some_and(|trial| trial.ends_at == ends_at) && now < ends_at;
            let days_left = begun_days(ends_at - now);
            stands.then_some((About::TrialEnds { days_left, on: ends_at.date_naive(), plan }, Some(days_left)))
        }
        Notice::TrialExpired => {
            let until = trial?.ends_at + KEPT_AFTER_EXPIRY;
            (whole.row.lifecycle == Lifecycle::TrialExpired).then_some((About::TrialExpired { until: until.date_naive() }, None))
        }
        Notice::TrialConverted => {
            let next_payment = whole.row.period_end?;
            (whole.row.lifecycle == Lifecycle::Active).then_some((About::TrialConverted { plan: plan?, next_payment }, None))
        }
        Notice::ErasureAnnounced => {
            let on = state.erases_at()?;
            (whole.row.lifecycle == Lifecycle::Ended && now < on).then_some((About::Erasure { on: on.date_naive() }, None))
        }
    }
}
