//! Trials: the first days of a subscription.

pub mod routes;
