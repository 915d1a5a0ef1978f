//! Subscriptions over HTTP.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, patch, post, web};
use chrono::{DateTime, Utc};
use shared::ids::SubscriptionId;
use shared::page::Page;
use shared::problem::ProblemCode;
use shared::rights::Right;
use shared::subscriptions::{ChangeSubscription, CreateSubscription, Subscription, SubscriptionQuery, SubscriptionSort, Summary};
use shared::validation::FaultCode;

use super::{change, service};
use crate::App;
use crate::authority::Authority;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Caller, Capacity, OnSubscription, Reading, Staff, ToManage, ToSee};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::http::query::Query;
use crate::members;
use crate::page;
use crate::platform::db::Connection;
use crate::refusal::{self, Refusal};
use crate::tenancy::Scope;
use shared::rights::{CustomerAccess, SubscriptionRole};

/// List subscriptions: a reseller's people see all of theirs, a customer's people their own.
#[utoipa::path(
    tag = "subscriptions", params(SubscriptionQuery),
    responses(
        (status = 200, description = "A page of subscriptions.", body = Page<Subscription>),
    )
)]
#[get("/subscriptions")]
pub async fn list_subscriptions(
    app: web::Data<App>,
    reading: Reading<Caller>,
    query: Query<SubscriptionQuery>,
) -> Result<HttpResponse, ApiError> {
    let wanted = query.read();
    if query.wants_csv() {
        let who = reading.who().await?;
        let (mut wanted, scope) = (wanted?, who.scope());
        let read = move |conn: &mut Connection| {
            let viewer = Viewer::of(conn, &who, &wanted)?;
            page::all(|page| {
                wanted.limit = page.limit;
                wanted.cursor = page.cursor;
                service::list(conn, scope, &wanted, viewer.now, |id| viewer.capacity(id))
            })
        };
        let rows: Vec<Subscription> = app.db.snapshot(read).await?;
        return Ok(csv::answer("subscriptions", columns(scope), rows.iter().map(cells))?);
    }
    let read = |conn: &mut Connection, who: Caller| {
        let wanted = wanted?;
        let viewer = Viewer::of(conn, &who, &wanted)?;
        service::list(conn, who.scope(), &wanted, viewer.now, |id| viewer.capacity(id))
    };
    let page = reading.read(read).await?;
    Ok(query.answer(&page)?)
}

/// Who looks at a list: one of the reseller's people and programs, or one of customers' people.
struct Viewer {
    authority: Option<Authority>,
    /// In which capacity a customer's person sees each subscription, and what time it is for its reseller.
    own: HashMap<SubscriptionId, (Capacity, DateTime<Utc>)>,
    /// The time at which the windows of the filter begin. A customer's begin in its reseller's time; for who has several, in that
    /// of the one that is least ahead.
    now: DateTime<Utc>,
}

impl Viewer {
    fn of(conn: &mut Connection, who: &Caller, wanted: &SubscriptionQuery) -> Result<Self, Refusal> {
        let now = who.clock().now();
        match who.scope() {
            Scope::Reseller(_) => Ok(Self { authority: who.reseller().map(|(_, authority)| authority), own: HashMap::new(), now }),
            Scope::Customer(account) => {
                refuse_money(wanted)?;
                let found = members::service::capacities(conn, account)?.into_iter();
                let own: HashMap<_, _> = found.map(|(id, (capacity, ahead))| (id, (capacity, who.clock_of(ahead).now()))).collect();
                Ok(Self { authority: None, now: own.values().map(|(_, here)| *here).min().unwrap_or(now), own })
            }
        }
    }

    fn capacity(&self, id: SubscriptionId) -> (Capacity, DateTime<Utc>) {
        let strange = || (Capacity::Customer(SubscriptionRole::Editor, CustomerAccess::Sees), self.now);
        match self.authority {
            Some(authority) => (Capacity::Reseller(authority), self.now),
            None => self.own.get(&id).copied().unwrap_or_else(strange),
        }
    }
}

/// A customer's people see nothing of payments, so they can't filter or sort by them either.
fn refuse_money(query: &SubscriptionQuery) -> Result<(), Refusal> {
    let window = match query.payment_due_within {
        Some(_) => Err(Refusal::field("/payment_due_within", FaultCode::UnknownField)),
        None => Ok(()),
    };
    let order = match query.sort {
        Some(SubscriptionSort::NextPaymentDate | SubscriptionSort::NextPaymentDateDesc) => {
            let allowed = ["company_name", "seats", "status", "created_at"].to_vec();
            Err(Refusal::field("/sort", FaultCode::NotAllowed { allowed }))
        }
        _ => Ok(()),
    };
    refusal::together(window, order)
}

const COLUMNS: &[&str] = &[
    "id", "company_name", "product", "seats", "status", "trial_ends_at", "created_at", "ended_at", "plan", "term", "next_payment_date",
    "external_ref",
];

/// Those about money and the reseller's notes stand last, and are left out for a customer's people.
fn columns(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::Reseller(_) => COLUMNS,
        Scope::Customer(_) => COLUMNS.split_at(8).0,
    }
}

fn cells(row: &Subscription) -> Vec<String> {
    let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let mut cells = vec![
        row.id.to_string(),
        row.company_name.clone(),
        row.product.to_string(),
        row.seats.to_string(),
        row.status.to_string(),
        row.trial.as_ref().map(|trial| instant(trial.ends_at)).unwrap_or_default(),
        instant(row.created_at),
        row.ended_at.map(instant).unwrap_or_default(),
    ];
    if let (Some(plan), Some(term), Some(date), Some(reference)) = (&row.plan, &row.term, &row.next_payment_date, &row.external_ref) {
        cells.push(plan.map(|plan| plan.to_string()).unwrap_or_default());
        cells.push(term.map(|term| term.to_string()).unwrap_or_default());
        cells.push(date.map(|date| date.to_string()).unwrap_or_default());
        cells.push(reference.clone().unwrap_or_default());
    }
    cells
}

/// Create a subscription. Its trial starts by itself; where the customer edits signatures its contact is invited by mail.
#[utoipa::path(
    tag = "subscriptions", request_body = CreateSubscription,
    responses((status = 201, description = "The subscription.", body = Subscription))
)]
#[post("/subscriptions")]
pub async fn create_subscription(app: web::Data<App>, who: Staff<ToManage>, body: Body<CreateSubscription>) -> Result<Answer, ApiError> {
    let wanted = body.read()?;
    if (wanted.plan.is_some() || wanted.skip_trial == Some(true)) && !who.authority.may(Right::Bill) {
        return Err(ProblemCode::Forbidden.into());
    }
    let (place, deed, vault) = (body.key.place(&who.caller)?, who.deed(), app.vault.clone());
    let tenant = (who.reseller, Capacity::Reseller(who.authority));
    let work = move |conn: &mut _| {
        let subscription = service::create(conn, &vault, tenant, wanted, &deed)?;
        let location = format!("/api/v1/subscriptions/{}", subscription.id);
        Ok(Answer::created(location, &subscription)?.with_version(subscription.version))
    };
    Ok(app.once(place, work).await?)
}

/// Count subscriptions by status and product, with what is due soon.
#[utoipa::path(tag = "subscriptions", responses((status = 200, description = "The counts.", body = Summary)))]
#[get("/subscriptions/summary")]
pub async fn get_summary(reading: Reading<Staff<ToSee>>) -> Result<Answer, ApiError> {
    let summary = reading.read(|conn, who| service::summary(conn, who.reseller, who.clock.now())).await?;
    Ok(Answer::ok(&summary)?)
}

/// Read a subscription.
#[utoipa::path(
    tag = "subscriptions", params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The subscription.", body = Subscription))
)]
#[get("/subscriptions/{id}")]
pub async fn get_subscription(reading: Reading<OnSubscription<ToSee>>) -> Result<Answer, ApiError> {
    let get = |conn: &mut _, on: OnSubscription<_>| service::get(conn, (on.reseller, on.capacity), on.id, on.clock.now());
    let subscription = reading.read(get).await?;
    Ok(Answer::ok(&subscription)?.with_version(subscription.version))
}

/// Change a subscription. Its number of users, plan and term need the billing right, all else the right to manage. More
/// users and a higher plan count at once, fewer and a lower one from the next period on; `/preview` says what it costs.
#[utoipa::path(
    tag = "subscriptions", request_body = ChangeSubscription,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 200, description = "The subscription as it is now.", body = Subscription),
        (status = 409, description = "`seats_not_changeable`, `plan_not_changeable`, `transition_not_allowed`, `already_member`, `already_invited`."),
    )
)]
#[patch("/subscriptions/{id}")]
pub async fn change_subscription(
    app: web::Data<App>,
    on: OnSubscription<ToSee>,
    precondition: Precondition,
    body: Body<ChangeSubscription>,
) -> Result<Answer, ApiError> {
    let (manages, bills) = (on.capacity.may(Right::ManageSubscriptions), on.capacity.may(Right::Bill));
    if !manages && !bills {
        return Err(ProblemCode::Forbidden.into());
    }
    let wanted = body.read()?;
    let money = ChangeSubscription { seats: wanted.seats, plan: wanted.plan, term: wanted.term, ..ChangeSubscription::default() };
    let touches_money = money != ChangeSubscription::default();
    if (touches_money && !bills) || (money != wanted && !manages) {
        return Err(ProblemCode::Forbidden.into());
    }
    let (deed, vault) = (on.deed(), app.vault.clone());
    let tenant = (on.reseller, on.capacity);
    let change = move |conn: &mut _| change::change(conn, &vault, tenant, on.id, wanted, &precondition, &deed);
    let subscription = app.db.tx(change).await?;
    app.wake.notify_one();
    Ok(Answer::ok(&subscription)?.with_version(subscription.version))
}
