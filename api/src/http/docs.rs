//! `/openapi.yaml` and, at `/docs`, a page to read it.

use actix_web::{HttpResponse, get};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::http::openapi;

/// The contract.
#[get("/openapi.yaml")]
pub async fn contract() -> HttpResponse {
    match openapi::yaml() {
        Ok(text) => HttpResponse::Ok().insert_header(("content-type", "application/yaml; charset=utf-8")).body(text),
        Err(error) => {
            tracing::error!(%error, "the contract could not be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// The page.
#[must_use]
pub fn page() -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.yaml"))
}

/// `/docs` alone leads to the page.
pub async fn to_page() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header(("location", "/docs/")).finish()
}
