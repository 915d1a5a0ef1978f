//! Statements: what a reseller owes the operator for a month, a line per subscription.
//!
//! Every amount is a row that is written in the transaction of the change that it follows from, and never changed. A
//! statement is the sum of the rows whose date falls in its month.

pub mod domain;
pub mod routes;
pub mod service;
mod store;
