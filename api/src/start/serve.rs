//! The HTTP server: which routes are where, behind which layers.

use std::sync::Arc;
use std::time::Duration;

use actix_cors::Cors;
use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{HttpServer, web};

use super::StartError;
use crate::App;
use crate::config::{Config, Exposure};
use crate::connections::add_in::files;
use crate::http::{app_files, docs, envelope, health, metrics, problems, query, rate_limit, routes};

/// How long an idle connection is kept: longer than reverse proxies keep theirs (60 seconds are common), so that it is
/// never the server that closes one just as a proxy sends a request on it.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// Which of the server's parts listens at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The API, the app, and what is not told another address.
    Main,
    /// The metrics alone.
    Metrics,
    /// The contract and its reader alone.
    Docs,
}

/// A server of one part, ready to be run.
///
/// # Errors
/// It can't listen.
pub(super) fn serve(config: &Config, app: &Arc<App>, part: Part, listener: std::net::TcpListener) -> Result<Server, StartError> {
    let app = web::Data::from(Arc::clone(app));
    let origins = config.cors_origins.clone();
    let with_metrics = part == Part::Metrics || part == Part::Main && config.metrics == Exposure::On;
    let with_docs = part == Part::Docs || part == Part::Main && config.docs == Exposure::On;
    let server = HttpServer::new(move || {
        let extras = move |config: &mut web::ServiceConfig| {
            // What is switched off is not there, rather than the app's page.
            if with_metrics {
                config.route("/metrics", web::get().to(metrics::metrics));
            } else {
                config.route("/metrics", web::to(routes::unknown));
            }
            if with_docs {
                config.service(docs::contract).route("/docs", web::get().to(docs::to_page)).service(docs::page());
            } else {
                config
                    .route("/openapi.yaml", web::to(routes::unknown))
                    .service(web::scope("/docs").default_service(web::to(routes::unknown)));
            }
            config.service(health::healthz).service(health::readyz).service(problems::explain);
        };
        let mut built = actix_web::App::new()
            .app_data(app.clone())
            .wrap(from_fn(query::judge))
            .wrap(Compress::default())
            .wrap(from_fn(rate_limit::limit))
            .wrap(cors(&origins))
            .wrap(from_fn(envelope::envelope))
            .configure(extras);
        if part == Part::Main {
            built = built
                .service(files::file)
                .service(files::started)
                .service(web::scope("/outlook").default_service(web::to(routes::unknown)))
                .service(web::scope(routes::API).configure(routes::api).default_service(web::to(routes::unknown)))
                .service(web::scope("/api").default_service(web::to(routes::unknown)))
                .default_service(web::to(app_files::serve));
        }
        built
    });
    let threads = if part == Part::Main { config.threads } else { 1 };
    Ok(server
        .workers(threads)
        .keep_alive(KEEP_ALIVE)
        .shutdown_timeout(5)
        .disable_signals() // `stop` listens to them
        .listen(listener)
        .map_err(|error| StartError(error.to_string()))?
        .run())
}

/// Closed, unless sites are configured.
fn cors(origins: &[String]) -> Cors {
    let start = Cors::default()
        .allowed_methods(["GET", "POST", "PATCH", "PUT", "DELETE"])
        .allowed_headers([
            "authorization", "content-type", "accept", "accept-language", "if-match", "idempotency-key", "last-event-id", "x-request-id",
        ])
        .expose_headers([
            "etag", "location", "link", "x-request-id", "idempotency-replayed", "ratelimit", "ratelimit-policy", "retry-after",
        ])
        .block_on_origin_mismatch(false)
        .max_age(600);
    origins.iter().fold(start, |cors, origin| cors.allowed_origin(origin))
}
