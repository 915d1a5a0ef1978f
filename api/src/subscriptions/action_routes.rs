//! The actions on a subscription over HTTP. Each answers the whole subscription.

use actix_web::{HttpRequest, delete, post, web};
use shared::body::{Empty, FromFields};
use shared::problem::ProblemCode;
use shared::rights::Right;
use shared::subscriptions::{Activate, Cancel, Pause, Preview, PreviewChange, Reactivate, Subscription};
use shared::trials::{EndTrial, ExtendTrial};

use super::actions::{self, Move};
use super::{change, preview};
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{OnSubscription, ToBill, ToManage, path_id};
use crate::http::error::ApiError;
use crate::http::etag::Precondition;

/// Runs an action: the body is read, then the transition is tried, once for each idempotency key.
async fn run<R, T: FromFields>(
    app: &App,
    on: OnSubscription<R>,
    precondition: Precondition,
    body: Body<T>,
    wanted: impl FnOnce(T) -> Move,
) -> Result<Answer, ApiError> {
    let wanted = wanted(body.read()?);
    let (place, deed, vault) = (body.key.place(&on.caller)?, on.deed(), app.vault.clone());
    let (tenant, id) = ((on.reseller, on.capacity), on.id);
    let work = move |conn: &mut _| {
        let subscription = actions::act(conn, &vault, tenant, id, &wanted, &precondition, &deed)?;
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
    run(&app, on, precondition, body, Move::Activate).await
}

/// Pause the service: mail passes without signatures, and nobody edits them. A trial's clock stands still.
#[utoipa::path(
    tag = "subscriptions", request_body = Pause,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The subscription, on hold.", body = Subscription), (status = 409, description = "`transition_not_allowed`."))
)]
#[post("/subscriptions/{id}/pause")]
pub async fn pause(
    app: web::Data<App>,
    on: OnSubscription<ToManage>,
    precondition: Precondition,
    body: Body<Pause>,
) -> Result<Answer, ApiError> {
    run(&app, on, precondition, body, |wanted| Move::Pause(wanted.reason)).await
}

/// Go on after a pause. Holds of the operator stay; a trial's end moves by the pause.
#[utoipa::path(
    tag = "subscriptions", request_body = Empty,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The subscription without the pause.", body = Subscription), (status = 409, description = "`transition_not_allowed`."))
)]
#[post("/subscriptions/{id}/resume")]
pub async fn resume(
    app: web::Data<App>,
    on: OnSubscription<ToManage>,
    precondition: Precondition,
    body: Body<Empty>,
) -> Result<Answer, ApiError> {
    run(&app, on, precondition, body, |_| Move::Resume).await
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
    run(&app, on, precondition, body, Move::Cancel).await
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
    run(&app, on, precondition, body, |_| Move::Keep).await
}

/// Bring an ended subscription back, within 90 days and with all its data. A trial goes on with the days that it had
/// left; otherwise a paid period begins now. Plan and term need the billing right.
#[utoipa::path(
    tag = "subscriptions", request_body = Reactivate,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The subscription, live again.", body = Subscription), (status = 409, description = "`transition_not_allowed`."))
)]
#[post("/subscriptions/{id}/reactivate")]
pub async fn reactivate(
    app: web::Data<App>,
    on: OnSubscription<ToManage>,
    precondition: Precondition,
    body: Body<Reactivate>,
) -> Result<Answer, ApiError> {
    let wanted = body.read()?;
    if (wanted.plan.is_some() || wanted.term.is_some()) && !on.capacity.may(Right::Bill) {
        return Err(ProblemCode::Forbidden.into());
    }
    run(&app, on, precondition, body, Move::Reactivate).await
}

/// Make a trial longer: twice, and by 14 days in all.
#[utoipa::path(
    tag = "trials", request_body = ExtendTrial,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 200, description = "The subscription, its trial longer.", body = Subscription),
        (status = 409, description = "`transition_not_allowed`, `extension_limit`."),
    )
)]
#[post("/subscriptions/{id}/trial/extend")]
pub async fn extend_trial(
    app: web::Data<App>,
    on: OnSubscription<ToManage>,
    precondition: Precondition,
    body: Body<ExtendTrial>,
) -> Result<Answer, ApiError> {
    run(&app, on, precondition, body, Move::Extend).await
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
    run(&app, on, precondition, body, |wanted| Move::EndTrial(wanted.reason)).await
}

/// See what a change of seats, plan or term would cost, and when it would count. Nothing is changed.
#[utoipa::path(
    tag = "subscriptions", request_body = PreviewChange,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 200, description = "What it would come to.", body = Preview),
        (status = 409, description = "`seats_not_changeable`, `plan_not_changeable`."),
    )
)]
#[post("/subscriptions/{id}/preview")]
pub async fn preview_change(app: web::Data<App>, on: OnSubscription<ToBill>, body: Body<PreviewChange>) -> Result<Answer, ApiError> {
    let (wanted, now) = (body.read()?, on.clock.now());
    let preview = app.db.read(move |conn| preview::preview(conn, on.reseller, on.id, wanted, now)).await?;
    Ok(Answer::ok(&preview)?)
}

/// Take a scheduled change of seats or plan back. A cancellation is taken back by `/keep`.
#[utoipa::path(
    tag = "subscriptions",
    params(
        ("id" = String, Path, format = "uuid", description = "The subscription."),
        ("change_id" = String, Path, format = "uuid", description = "The scheduled change."),
    ),
    responses((status = 204, description = "Taken back."))
)]
#[delete("/subscriptions/{id}/scheduled-changes/{change_id}")]
pub async fn delete_scheduled_change(
    app: web::Data<App>,
    on: OnSubscription<ToBill>,
    request: HttpRequest,
    precondition: Precondition,
) -> Result<Answer, ApiError> {
    let (change, deed) = (path_id(&request, "change_id")?, on.deed());
    app.db.tx(move |conn| change::unschedule(conn, on.reseller, (on.id, change), &precondition, &deed)).await?;
    Ok(Answer::done())
}
