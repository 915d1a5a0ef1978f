//! Resellers: the tenants. Their name, and the colleagues who work in them.

pub mod clock;
pub mod routes;
pub mod service;
mod store;
pub mod two_factor;
