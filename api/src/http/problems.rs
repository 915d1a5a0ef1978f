//! `/problems/{code}`: what the `type` of a problem leads to, an explanation for people.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::problem::ProblemCode;

use crate::http::error::ApiError;
use crate::http::language;
use crate::platform::texts;

/// The explanation of one kind of problem, as text.
///
/// # Errors
/// `not_found`.
#[get("/problems/{code}")]
pub async fn explain(request: HttpRequest, code: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let code: ProblemCode = code.parse().map_err(|_| ProblemCode::NotFound)?;
    let locale = language::asked_for(request.headers());
    let (title, detail, about) =
        (texts::problem_title(locale, code), texts::problem_detail(locale, code), texts::problem_about(locale, code));
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; charset=utf-8"))
        .body(format!("{code} ({})\n\n{title}\n{detail}\n\n{about}\n", code.status())))
}
