//! The tables of subscriptions, trials, holds and scheduled changes: single rows.

use chrono::{Datelike as _, NaiveDate};
use diesel::prelude::*;
use shared::ids::{AccountId, ResellerId, ScheduledChangeId, SubscriptionId};
use shared::locale::Locale;
use shared::sql::Instant;
use shared::subscriptions::{HoldKind, Lifecycle, Plan, Product, ScheduledChangeKind, Status, Term};
use shared::trials::TrialOutcome;

use super::counts;
use super::domain::{self, Erasure, State, TrialState};
use super::whole_store::LinkRow;
use crate::platform::db::{Connection, dialect};
use crate::platform::folding;
use crate::schema::{holds, scheduled_changes, search_words, subscriptions, trials};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = subscriptions, treat_none_as_null = true)]
pub struct SubscriptionRow {
    pub id: SubscriptionId,
    pub reseller_id: ResellerId,
    pub product: Product,
    pub company_name: String,
    pub company_key: String,
    pub seats: i64,
    pub lifecycle: Lifecycle,
    pub status: Status,
    pub status_rank: i64,
    pub archived: bool,
    pub customer_edits_signatures: bool,
    pub locale: Locale,
    pub plan: Option<Plan>,
    pub term: Option<Term>,
    pub purchased_at: Option<Instant>,
    pub period_anchor: Option<NaiveDate>,
    pub period_start: Option<NaiveDate>,
    pub period_end: Option<NaiveDate>,
    pub overdue_since: Option<NaiveDate>,
    pub next_payment_date: Option<NaiveDate>,
    pub payment_rank_asc: i64,
    pub payment_rank_desc: i64,
    pub external_ref: Option<String>,
    pub metadata: String,
    pub terms_accepted_at: Instant,
    pub end_reason: Option<String>,
    pub ended_at: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub version: i64,
    pub erasure_announced_at: Option<Instant>,
    pub erased_at: Option<Instant>,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = trials, primary_key(subscription_id), treat_none_as_null = true)]
pub struct TrialRow {
    pub subscription_id: SubscriptionId,
    pub reseller_id: ResellerId,
    pub started_at: Instant,
    pub ends_at: Instant,
    pub outcome: TrialOutcome,
    pub ended_at: Option<Instant>,
    pub extensions: i64,
    pub extended_days: i64,
    pub reminded: Option<i64>,
}

impl TrialRow {
    /// The trial as the rules see it.
    pub fn state(&self) -> TrialState {
        TrialState {
            ends_at: self.ends_at.into(),
            outcome: self.outcome,
            ended_at: self.ended_at.map(Into::into),
            reminded: self.reminded,
            extensions: self.extensions,
            extended_days: self.extended_days,
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = holds)]
pub struct HoldRow {
    pub subscription_id: SubscriptionId,
    pub kind: HoldKind,
    pub reseller_id: ResellerId,
    pub reason: Option<String>,
    pub since: Instant,
    pub account_id: Option<AccountId>,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = scheduled_changes)]
pub struct ScheduledRow {
    pub id: ScheduledChangeId,
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    pub kind: ScheduledChangeKind,
    pub at: Instant,
    pub new_value: Option<String>,
    pub created_at: Instant,
}

/// A subscription with all that belongs to its state.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The row.
    pub row: SubscriptionRow,
    /// Its trial.
    pub trial: Option<TrialRow>,
    /// Its connection, where one was ever set up.
    pub link: Option<LinkRow>,
    /// Its holds.
    pub holds: Vec<HoldRow>,
    /// What waits for its date.
    pub scheduled: Vec<ScheduledRow>,
}

impl Whole {
    /// What the derived values follow from.
    pub fn state(&self) -> State {
        State {
            lifecycle: self.row.lifecycle,
            holds: self.holds.iter().map(|hold| hold.kind).collect(),
            paused_since: self.hold(HoldKind::Reseller).map(|hold| hold.since.into()),
            trial: self.trial.as_ref().map(TrialRow::state),
            plan_chosen: self.row.plan.is_some() && self.row.term.is_some(),
            period_end: self.row.period_end,
            cancel_at: self.scheduled(ScheduledChangeKind::Cancellation).map(|change| change.at.into()),
            overdue_since: self.row.overdue_since,
            purchased_at: self.row.purchased_at.map(Into::into),
            ended_at: self.row.ended_at.map(Into::into),
            erasure: match (self.row.erased_at, self.row.erasure_announced_at) {
                (Some(_), _) => Erasure::Done,
                (None, Some(at)) => Erasure::Announced(at.into()),
                (None, None) => Erasure::NotAnnounced,
            },
        }
    }

    /// Its hold of a kind.
    pub fn hold(&self, kind: HoldKind) -> Option<&HoldRow> {
        self.holds.iter().find(|hold| hold.kind == kind)
    }

    /// Its scheduled change of a kind.
    pub fn scheduled(&self, kind: ScheduledChangeKind) -> Option<&ScheduledRow> {
        self.scheduled.iter().find(|change| change.kind == kind)
    }

    /// Brings the columns that follow from others up to date.
    pub fn derive(&mut self) {
        let state = self.state();
        let row = &mut self.row;
        row.company_key = folding::sort_key(&row.company_name);
        row.status = state.status();
        row.status_rank = domain::rank(row.status);
        row.archived = row.lifecycle == Lifecycle::Ended;
        row.next_payment_date = state.next_payment_date();
        // Missing values come last both ways, so each way has a column of its own.
        let days = row.next_payment_date.map(|date| i64::from(date.num_days_from_ce()));
        row.payment_rank_asc = days.unwrap_or(i64::MAX);
        row.payment_rank_desc = days.unwrap_or(-1);
    }

    /// The words by which the subscription is found.
    fn words(&self) -> Vec<String> {
        let text = format!("{} {}", self.row.company_name, self.row.external_ref.as_deref().unwrap_or_default());
        folding::words(&text)
    }
}

/// Whose a subscription is.
pub(super) fn reseller_of_across_tenants(conn: &mut Connection, id: SubscriptionId) -> QueryResult<ResellerId> {
    subscriptions::table.find(id).select(subscriptions::reseller_id).first(conn)
}

/// Writes a new subscription with its trial and its words.
pub(super) fn insert(conn: &mut Connection, whole: &Whole) -> QueryResult<()> {
    diesel::insert_into(subscriptions::table).values(&whole.row).execute(conn)?;
    if let Some(trial) = &whole.trial {
        diesel::insert_into(trials::table).values(trial).execute(conn)?;
    }
    counts::add(conn, whole)?;
    dialect::insert_search_words(conn, whole.row.reseller_id, whole.row.id, &whole.words())
}

/// Writes a subscription once more that was inserted in the same transaction as it `was`.
pub(super) fn write(conn: &mut Connection, whole: &Whole, was: &Whole) -> QueryResult<()> {
    diesel::update(subscriptions::table.find(whole.row.id))
        .filter(subscriptions::reseller_id.eq(whole.row.reseller_id))
        .set(&whole.row)
        .execute(conn)?;
    counts::change(conn, was, whole)
}

/// Writes a subscription that still has the version that was read, and its trial. Gives whether it had.
pub(super) fn update(conn: &mut Connection, whole: &mut Whole, was: &Whole) -> QueryResult<bool> {
    whole.row.version = was.row.version + 1;
    let changed = diesel::update(subscriptions::table.find(was.row.id))
        .filter(subscriptions::reseller_id.eq(was.row.reseller_id))
        .filter(subscriptions::version.eq(was.row.version))
        .set(&whole.row)
        .execute(conn)?;
    if changed == 0 {
        return Ok(false);
    }
    if let Some(trial) = &whole.trial {
        diesel::update(trials::table.find(trial.subscription_id))
            .filter(trials::reseller_id.eq(was.row.reseller_id))
            .set(trial)
            .execute(conn)?;
    }
    counts::change(conn, was, whole)?;
    if whole.words() != was.words() {
        diesel::delete(search_words::table)
            .filter(search_words::reseller_id.eq(was.row.reseller_id))
            .filter(search_words::subscription_id.eq(was.row.id))
            .execute(conn)?;
        dialect::insert_search_words(conn, was.row.reseller_id, was.row.id, &whole.words())?;
    }
    Ok(true)
}

/// Writes a scheduled change down.
pub(super) fn insert_scheduled(conn: &mut Connection, row: &ScheduledRow) -> QueryResult<usize> {
    diesel::insert_into(scheduled_changes::table).values(row).execute(conn)
}

/// Takes the scheduled changes of a kind back.
pub(super) fn delete_scheduled(
    conn: &mut Connection,
    reseller: ResellerId,
    id: SubscriptionId,
    kind: ScheduledChangeKind,
) -> QueryResult<usize> {
    diesel::delete(scheduled_changes::table)
        .filter(scheduled_changes::reseller_id.eq(reseller))
        .filter(scheduled_changes::subscription_id.eq(id))
        .filter(scheduled_changes::kind.eq(kind))
        .execute(conn)
}

/// Takes all scheduled changes back: the subscription is over.
pub(super) fn delete_all_scheduled(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> QueryResult<usize> {
    diesel::delete(scheduled_changes::table)
        .filter(scheduled_changes::reseller_id.eq(reseller))
        .filter(scheduled_changes::subscription_id.eq(id))
        .execute(conn)
}

/// Puts a subscription on hold.
pub(super) fn insert_hold(conn: &mut Connection, row: &HoldRow) -> QueryResult<usize> {
    diesel::insert_into(holds::table).values(row).execute(conn)
}

/// Lifts the hold of a kind.
pub(super) fn delete_hold(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, kind: HoldKind) -> QueryResult<usize> {
    diesel::delete(holds::table)
        .filter(holds::reseller_id.eq(reseller))
        .filter(holds::subscription_id.eq(id))
        .filter(holds::kind.eq(kind))
        .execute(conn)
}

/// Forgets the reasons of holds: they are words of people.
pub(super) fn forget_hold_reasons(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> QueryResult<usize> {
    diesel::update(holds::table)
        .filter(holds::reseller_id.eq(reseller))
        .filter(holds::subscription_id.eq(id))
        .set((holds::reason.eq(None::<String>), holds::account_id.eq(None::<AccountId>)))
        .execute(conn)
}

/// Notes which reminder of the trial's end was the last.
pub(super) fn set_reminded(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, days: i64) -> QueryResult<usize> {
    diesel::update(trials::table.find(id)).filter(trials::reseller_id.eq(reseller)).set(trials::reminded.eq(days)).execute(conn)
}
