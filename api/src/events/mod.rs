//! Events: the append-only record of what happened, one for each change, numbered per reseller in the order of commit.
//!
//! The number is taken from the reseller's row in the change's own transaction; on PostgreSQL that row's lock makes the
//! order of numbers the order of commits. People are named by id; their names are looked up when an event is shown.

pub mod follow;
pub mod routes;
pub mod service;
mod store;
pub mod stream_routes;
mod view;
