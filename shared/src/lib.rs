//! The contract of Countersign's REST API: what goes in, what comes out, and the rules of every field.
//!
//! The server answers with these types and the app reads them, so that the two can't drift apart. There is no I/O and
//! no clock here; the crate builds for WASM. The features `diesel` and `openapi` are for the server alone.

pub mod accounts;
pub mod api_keys;
pub mod auth;
pub mod body;
pub mod connections;
pub mod directory;
pub mod domains;
pub mod events;
pub mod ids;
pub mod invites;
pub mod locale;
pub mod members;
pub mod page;
pub mod plans;
pub mod problem;
pub mod resellers;
pub mod rights;
pub mod sandbox;
pub mod setup;
#[cfg(feature = "diesel")]
pub mod sql;
pub mod statements;
pub mod subscriptions;
mod text_enum;
pub mod trials;
pub mod two_factor;
pub mod validation;
pub mod views;
