//! HTTP: the routes, the callers' rights, the envelope around every answer.

pub mod address;
pub mod answer;
pub mod app_files;
pub mod body;
pub mod caller;
pub mod csv;
pub mod cursor;
pub mod docs;
pub mod envelope;
pub mod error;
pub mod etag;
pub mod file;
pub mod health;
pub mod idempotency;
pub mod json;
mod kept_answers;
pub mod language;
pub mod metrics;
pub mod named;
pub mod openapi;
pub mod parts;
pub mod problems;
pub mod query;
pub mod rate_limit;
pub mod request_id;
pub mod routes;
pub mod security_headers;
