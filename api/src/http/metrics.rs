//! Figures for Prometheus: rate, errors and duration per route, and what the pools and jobs do.

use actix_web::{HttpResponse, web};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::App;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    kind: &'static str,
    outcome: &'static str,
}

/// All figures of the process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    durations: Family<Route, Histogram>,
    in_hand: Gauge,
    jobs: Family<Outcome, Counter>,
    connections_in_use: Gauge,
    connections: Gauge,
}

/// A request that has no answer yet; it is counted until this is dropped, as when its caller goes away.
#[derive(Debug)]
pub struct InHand(Gauge);

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.dec();
    }
}

fn buckets() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0])
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("countersign");
        let durations = Family::<Route, Histogram>::new_with_constructor(buckets);
        let jobs = Family::default();
        let (in_hand, connections_in_use, connections) = (Gauge::default(), Gauge::default(), Gauge::default());
        registry.register_with_unit("http_requests", "How long requests took", Unit::Seconds, durations.clone());
        registry.register("http_requests_in_hand", "Requests that have no answer yet", in_hand.clone());
        registry.register("jobs", "Jobs that were carried out, by kind and outcome", jobs.clone());
        registry.register("database_connections_in_use", "Database connections in use", connections_in_use.clone());
        registry.register("database_connections", "Database connections that can be in use at once", connections.clone());
        Self { registry, durations, in_hand, jobs, connections_in_use, connections }
    }
}

impl Metrics {
    /// Counts a request that begins, until what is given is dropped.
    #[must_use]
    pub fn begun(&self) -> InHand {
        self.in_hand.inc();
        InHand(self.in_hand.clone())
    }

    /// How many requests have no answer yet.
    #[must_use]
    pub fn in_hand(&self) -> i64 {
        self.in_hand.get()
    }

    /// Counts a request that was answered.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, seconds: f64) {
        let labels = Route { method, route: route.to_owned(), status };
        self.durations.get_or_create(&labels).observe(seconds);
    }

    /// Counts a job.
    pub fn job(&self, kind: &'static str, outcome: &'static str) {
        self.jobs.get_or_create(&Outcome { kind, outcome }).inc();
    }

    /// The figures in OpenMetrics text.
    ///
    /// # Errors
    /// None in practice: writing to memory.
    pub fn text(&self, (used, all): (u32, u32)) -> Result<String, std::fmt::Error> {
        self.connections_in_use.set(i64::from(used));
        self.connections.set(i64::from(all));
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Answers `/metrics`.
pub async fn metrics(app: web::Data<App>) -> HttpResponse {
    match app.metrics.text(app.db.in_use()) {
        Ok(text) => HttpResponse::Ok()
            .insert_header(("content-type", "application/openmetrics-text; version=1.0.0; charset=utf-8"))
            .insert_header(("cache-control", "no-store"))
            .body(text),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
