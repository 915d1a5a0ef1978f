//! The customer's people: accounts with a role in a subscription.

pub mod routes;
pub mod service;
mod store;
