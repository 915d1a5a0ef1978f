//! The yardstick: actix-web with one JSON answer, and nothing else.

use actix_web::{App, HttpServer, Responder, get, web};

use crate::Stop;

#[get("/")]
async fn hello() -> impl Responder {
    web::Json(serde_json::json!({"hello": "world"}))
}

/// Serves until it is stopped.
pub async fn serve(port: u16) -> Result<(), Stop> {
    HttpServer::new(|| App::new().service(hello)).bind(("127.0.0.1", port))?.run().await?;
    Ok(())
}
