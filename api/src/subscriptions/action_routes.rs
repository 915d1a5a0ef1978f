//! The actions on a subscription over HTTP. Each answers the whole subscription.

use actix_web::{post, web};
use shared::body::{Empty, FromFields};
use shared::subscriptions::{Activate, Cancel, Subscription};
use shared::trials::EndTrial;

use super::actions::{self, Wanted};
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{OnSubscription, ToBill, ToManage};
use crate::http::error::ApiError;
use crate::http::etag::Precondition;

/// Runs an action: the body is read, then the transition is tried, once for each idempotency key.
async fn run<R, T: FromFields>(
    app: &App,
    on: OnSubscription<R>,
    precondition: Precondition,
    body: Body<T>,
    wanted: impl FnOnce(T) -> Wanted,
) -> Result<Answer, ApiError> {
    let wanted = wanted(body.read()?);
    let (place, deed) = (body.key.place(&on.caller)?, on.caller.deed(app.clock.now()));
    let (tenant, id) = ((on.reseller, on.capacity), on.id);
    let work = move |conn: &mut _| {
        let subscription = actions::act(conn, tenant, id, &wanted, &precondition, &deed)?;
        Ok(Answer::ok(&subscription)?.with_version(subscription.version))
    };
    Ok(app.once(place, work).await?)
}

/// Turn a trial into a paid subscription. The first period starts now.
#[utoipa::path(
    tag = "subscriptions", request_body = Activate,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The subscription, active.", body = Subscription), (status = 409, description = "`transition_not_allowed`."))
)]
#[post("/subscriptions/{id}/activate")]
pub async fn activate(
    app: web::Data<App>,
    on: OnSubscription<ToBill>,
    precondition: Precondition,
    body: Body<Activate>,
) -> Result<Answer, ApiError> {
    run(&app, on, precondition, body, Wanted::Activate).await
}

/// Cancel a subscription: a trial ends now, a paid one at the end of its period, or now within 7 days of purchase.
#[utoipa::path(
    tag = "subscriptions", request_body = Cancel,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 200, description = "The subscription, with its cancellation.", body = Subscription),
        (status = 409, description = "`transition_not_allowed`, `immediate_cancel_too_late`."),
    )
)]
#[post("/subscriptions/{id}/cancel")]
pub async fn cancel(
    app: web::Data<App>,
    on: OnSubscription<ToManage>,
    precondition: Precondition,
    body: Body<Cancel>,
) -> Result<Answer, ApiError> {
    run(&app, on, precondition, body, Wanted::Cancel).await
}

/// Take a cancellation back before it takes effect.
#[utoipa::path(
    tag = "subscriptions", request_body = Empty,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The subscription, active again.", body = Subscription), (status = 409, description = "`transition_not_allowed`."))
)]
#[post("/subscriptions/{id}/keep")]
pub async fn keep(
    app: web::Data<App>,
    on: OnSubscription<ToManage>,
    precondition: Precondition,
    body: Body<Empty>,
) -> Result<Answer, ApiError> {
    run(&app, on, precondition, body, |_| Wanted::Keep).await
}

/// End a trial now.
#[utoipa::path(
    tag = "trials", request_body = EndTrial,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The subscription, ended.", body = Subscription), (status = 409, description = "`transition_not_allowed`."))
)]
#[post("/subscriptions/{id}/trial/end")]
pub async fn end_trial(
    app: web::Data<App>,
    on: OnSubscription<ToManage>,
    precondition: Precondition,
    body: Body<EndTrial>,
) -> Result<Answer, ApiError> {
    run(&app, on, precondition, body, |wanted| Wanted::EndTrial(wanted.reason)).await
}
