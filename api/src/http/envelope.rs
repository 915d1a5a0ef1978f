//! Around every request: its id, its line in the log, its figures, its security headers; and every refusal, panics
//! included, becomes a problem document in the caller's language.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, VARY,
};
use actix_web::http::{ConnectionType, Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, web};
use futures_util::FutureExt as _;
use shared::locale::Locale;
use shared::problem::{FieldError, Problem, ProblemCode};
use tracing::field::display;

use crate::App;
use crate::auth::cookie::Transport;
use crate::http::asker::Asker;
use crate::http::error::Told;
use crate::http::language;
use crate::http::request_id::{RequestId, X_REQUEST_ID};
use crate::http::security_headers;
use crate::platform::texts;

/// The middleware.
///
/// # Errors
/// A refusal of another middleware, or a panic, as the problem document that answers it.
pub async fn envelope(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let id = RequestId::take_over(request.headers());
    let locale = language::asked_for(request.headers());
    let app = request.app_data::<web::Data<App>>().cloned();
    let address = app.as_ref().map(|app| app.address_of(request.request()));
    let _in_hand = app.as_ref().map(|app| app.metrics.begun());
    let (method, path) = (request.method().to_string(), request.path().to_owned());
    let asker = Asker::default();
    request.extensions_mut().insert(id.clone());
    request.extensions_mut().insert(asker.clone());

    if request.method() == Method::HEAD {
        // HEAD is what GET is (RFC 9110, section 9.3.2); the connection leaves the body out.
        request.head_mut().method = Method::GET;
    }
    let answered = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    // No clone of the request may live while it is routed, so where the routing panics there is none to answer.
    let (http, response, told) = match answered {
        Ok(Ok(response)) => {
            let (http, response) = response.map_into_boxed_body().into_parts();
            let told = response.extensions().get::<Told>().cloned();
            (Some(http), response, told)
        }
        Ok(Err(error)) => {
            let response = error.error_response();
            let told = response.extensions().get::<Told>().cloned();
            (None, response, told)
        }
        Err(panic) => {
            let told = Told { inside: Some(panic_text(&*panic)), ..Told::plain(ProblemCode::Internal) };
            (None, HttpResponse::InternalServerError().finish(), Some(told))
        }
    };
    let told = told.or_else(|| stray(response.status(), response.headers(), &path));
    // HEAD is GET without a body, and a body without an end would keep the connection.
    let response =
        if method == "HEAD" && response.body().size() == BodySize::Stream { response.set_body(BoxBody::new(())) } else { response };
    let mut response = match &told {
        Some(told) => as_problem(response, told, locale, &id.0),
        None => response,
    };
    if let Ok(value) = HeaderValue::try_from(&id.0) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    let transport = app.as_ref().map_or(Transport::Http, |app| app.transport);
    security_headers::add(&path, transport, response.headers_mut());

    let route = http.as_ref().and_then(HttpRequest::match_pattern).unwrap_or_else(|| "unmatched".to_owned());
    let (status, seconds) = (response.status().as_u16(), started.elapsed().as_secs_f64());
    if let Some(app) = app {
        app.metrics.answered(known(&method), &route, status, seconds);
        if app.stopping.is_asked_for() {
            response.head_mut().set_connection_type(ConnectionType::Close);
        }
    }
    let address = address.unwrap_or_default();
    log(&Asked { request_id: id.0, address, method, asker }, &route, status, seconds, told.as_ref());
    match http {
        Some(http) => Ok(ServiceResponse::new(http, response)),
        None => Err(InternalError::from_response("refused", response).into()),
    }
}

/// The method as a label: made-up ones are one, since each label costs memory.
fn known(method: &str) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|name| *name == method).unwrap_or("other")
}

/// What the log says of a request, beside what became of it.
struct Asked {
    request_id: String,
    address: String,
    method: String,
    asker: Asker,
}

/// One line for each request; what went wrong inside stands in it once, and nowhere in the answer.
fn log(asked: &Asked, route: &str, status: u16, seconds: f64, told: Option<&Told>) {
    let Asked { request_id, address, method, asker } = asked;
    let (known, code) = (asker.known(), told.map(|told| told.code.as_str()));
    let (tenant, caller) = (known.map(|known| display(known.tenant())), known.map(|known| display(known.id)));
    match told.and_then(|told| told.inside.as_deref()) {
        Some(inside) => {
            tracing::error!(request_id, tenant, caller, %address, method, route, status, seconds, code, inside, "request failed");
        }
        None => tracing::info!(request_id, tenant, caller, %address, method, route, status, seconds, code, "request"),
    }
}

/// What a panic said.
#[must_use]
pub fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

/// A refusal that did not come from us, such as actix's own for a path that can't be decoded.
fn stray(status: StatusCode, headers: &HeaderMap, path: &str) -> Option<Told> {
    let is_problem = headers.get(CONTENT_TYPE).is_some_and(|value| value == "application/problem+json");
    if is_problem || !(status.is_client_error() || status.is_server_error()) || !(path == "/api" || path.starts_with("/api/")) {
        return None;
    }
    let code = ProblemCode::ALL.iter().copied().find(|code| code.status() == status.as_u16());
    Some(Told::plain(code.unwrap_or(if status.is_server_error() { ProblemCode::Internal } else { ProblemCode::BadRequest })))
}

fn as_problem(old: HttpResponse, told: &Told, locale: Locale, request_id: &str) -> HttpResponse {
    let errors = told.faults.iter().map(|fault| {
        let (code, detail) = (fault.code.as_str().to_owned(), texts::fault(locale, &fault.code));
        FieldError { pointer: fault.pointer.clone(), code, detail }
    });
    let problem = Problem {
        kind: format!("/problems/{}", told.code),
        title: texts::problem_title(locale, told.code),
        status: told.code.status(),
        detail: told.header.map_or_else(|| texts::problem_detail(locale, told.code), |header| texts::problem_header(locale, header)),
        instance: request_id.to_owned(),
        code: told.code.as_str().to_owned(),
        errors: errors.collect(),
        header: told.header.map(str::to_owned),
        subscription_status: told.allowed.as_ref().map(|(status, _)| *status),
        allowed_actions: told.allowed.as_ref().map(|(_, actions)| actions.clone()),
    };
    let mut response = HttpResponse::build(StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    // What described the old body does not describe this one.
    let of_old_body = [CONTENT_TYPE, CONTENT_ENCODING, CONTENT_LENGTH, ETAG];
    for (name, value) in old.headers() {
        if !of_old_body.contains(name) {
            response.append_header((name, value));
        }
    }
    response
        .insert_header((CONTENT_TYPE, "application/problem+json"))
        .insert_header((CONTENT_LANGUAGE, locale.as_str()))
        .insert_header((VARY, "accept-language"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(serde_json::to_string(&problem).unwrap_or_default())
}
