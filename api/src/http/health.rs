//! `/healthz`: the process answers. `/readyz`: it can work.

use actix_web::{HttpResponse, get, web};
use serde_json::json;

use crate::App;
use crate::platform::db::SchemaState;

/// The process answers.
#[get("/healthz")]
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(json!({"status": "ok"}))
}

/// The database answers, its schema is what this version needs, and the worker is alive; 503 says which is not.
#[get("/readyz")]
pub async fn readyz(app: web::Data<App>) -> HttpResponse {
    let state = app.db.schema_state().await;
    let database = match &state {
        Ok(_) => "ok",
        Err(_) => "unavailable",
    };
    let migrations = match state {
        Ok(SchemaState::Current) => "ok",
        Ok(SchemaState::Behind) => "pending",
        Err(_) => "unknown",
    };
    let worker = if app.workers_are_alive() { "ok" } else { "stopped" };
    let ready = [database, migrations, worker].iter().all(|part| *part == "ok");
    let mut response = if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    if !ready {
        response.insert_header(("retry-after", "2"));
    }
    response.insert_header(("cache-control", "no-store")).json(json!({
        "status": if ready { "ok" } else { "unavailable" },
        "database": database,
        "migrations": migrations,
        "worker": worker,
    }))
}
