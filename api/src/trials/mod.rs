//! Trials: the first days of a subscription, as a pipeline by their end, and how they went.

mod list;
pub mod routes;
