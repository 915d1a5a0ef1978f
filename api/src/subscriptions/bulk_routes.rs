//! Many subscriptions in one request, over HTTP: one action on them, and new ones from a file.

use actix_web::{HttpRequest, post, web};
use shared::ids::SubscriptionId;
use shared::locale::Locale;
use shared::problem::ProblemCode;
use shared::rights::Right;
use shared::subscriptions::{
    Bulk, BulkItem, BulkResult, BulkStatus, CreateSubscription, IMPORT_BYTES_MAX, ImportQuery, ImportReport, Subscription,
};

use super::bulk;
use super::import;
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Capacity, Staff, ToManage};
use crate::http::error::{ApiError, Told};
use crate::http::file::CsvFile;
use crate::http::language;
use crate::http::parts::Begun;
use crate::http::query::Query;
use crate::platform::texts;
use crate::refusal::{self, Refusal};
use crate::sheet::Sheet;

/// Pause, resume or extend many subscriptions, each by itself: one that is refused stops no other one, and what isn't
/// yours is `not_found`. With an `Idempotency-Key` it is safe to send again even after it was broken off in the middle:
/// those that were done already are passed over and reported as done. 503 in the middle asks for just that.
#[utoipa::path(
    tag = "subscriptions", request_body = Bulk,
    responses((status = 200, description = "What became of each, in the order of the request.", body = BulkResult))
)]
#[post("/subscriptions/bulk")]
pub async fn bulk_subscriptions(
    app: web::Data<App>,
    who: Staff<ToManage>,
    request: HttpRequest,
    body: Body<Bulk>,
) -> Result<Answer, ApiError> {
    let asked = body.read()?;
    let (wanted, locale) = (bulk::wanted(&asked)?, language::asked_for(request.headers()));
    let (place, deed, vault) = (body.key.place(&who.caller)?, who.deed(), app.vault.clone());
    let tenant = (who.reseller, Capacity::Reseller(who.authority));
    let parts = match app.in_parts(place).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Running(parts) => parts,
    };
    let mut items = Vec::with_capacity(asked.ids.len());
    for id in asked.ids {
        let (vault, wanted, deed) = (vault.clone(), wanted.clone(), deed.clone());
        let work = move |conn: &mut _, turn| bulk::one(conn, &vault, tenant, id, &wanted, turn, &deed);
        items.push(item(id, parts.part(id.to_string(), work).await, locale)?);
    }
    Ok(parts.end(Answer::ok(&bulk::result(items))?).await?)
}

/// The line of a subscription.
///
/// # Errors
/// What went wrong is no refusal of this one, but a fault of the server that the others would meet as well.
fn item(id: SubscriptionId, done: Result<Subscription, Refusal>, locale: Locale) -> Result<BulkItem, Refusal> {
    match done {
        Ok(subscription) => Ok(BulkItem { id, status: BulkStatus::Done, code: None, detail: None, subscription: Some(subscription) }),
        Err(refusal) => {
            let code = Told::from(&refusal).code;
            if code.status() >= 500 {
                return Err(refusal);
            }
            let detail = Some(texts::problem_detail(locale, code));
            Ok(BulkItem { id, status: BulkStatus::Refused, code: Some(code.to_string()), detail, subscription: None })
        }
    }
}

const EXAMPLE: &str = "product,company_name,seats,customer_edits_signatures,contact_name,contact_email,locale\r\n\
    microsoft_365,Boulangerie Mercier et Fils,18,true,Camille Mercier,camille@mercier.example,fr\r\n\
    google_workspace,De Vries B.V.,3,false,,,nl\r\n";

/// Create subscriptions from a CSV file, or only look at it: a dry run, which is what it is unless `dry_run=false`, tells
/// what is wrong with each row and creates nothing. Rows are created all together or, while one is faulty, none.
///
/// The file is UTF-8, with commas or semicolons, by RFC 4180, at most 1,000 rows and 1 MiB. Its first line names the
/// columns, in any order: `product`, `company_name`, `seats`, `customer_edits_signatures`, `locale`, and where wanted
/// `contact_name`, `contact_email`, `external_ref`, `plan`, `term`, `trial_days`. Each row is held to the rules of a single
/// creation. Pointers name line and column (`/7/seats`); the header's line is 1.
#[utoipa::path(
    tag = "subscriptions", params(ImportQuery),
    request_body(content = String, content_type = "text/csv", description = "The file.", example = json!(EXAMPLE)),
    responses((status = 200, description = "The rows, with what is wrong with each, or with the subscriptions that they became.", body = ImportReport))
)]
#[post("/subscriptions/import")]
pub async fn import_subscriptions(
    app: web::Data<App>,
    who: Staff<ToManage>,
    request: HttpRequest,
    query: Query<ImportQuery>,
    file: CsvFile<IMPORT_BYTES_MAX>,
) -> Result<Answer, ApiError> {
    let sheet = Sheet::<CreateSubscription>::read(file.bytes()?);
    let of_file = sheet.as_ref().map(drop).map_err(|faults| Refusal::Fields(faults.clone()));
    let asked = refusal::together(query.read(), of_file)?;
    let sheet = sheet.map_err(Refusal::Fields)?;
    if import::names_plans(&sheet) && !who.authority.may(Right::Bill) {
        return Err(ProblemCode::Forbidden.into());
    }
    let (place, locale) = (file.key.place(&who.caller)?, language::asked_for(request.headers()));
    let report = move |sheet, created: &[_]| import::report(sheet, created, |fault| texts::fault(locale, &fault.code));
    if asked.is_dry() {
        return Ok(Answer::ok(&report(sheet, &[]))?);
    }
    let wanted = sheet.wanted().map_err(Refusal::Fields)?;
    let (deed, vault) = (who.deed(), app.vault.clone());
    let tenant = (who.reseller, Capacity::Reseller(who.authority));
    let work = move |conn: &mut _| Answer::ok(&report(sheet, &import::create_all(conn, &vault, tenant, wanted, &deed)?));
    Ok(app.once(place, work).await?)
}
