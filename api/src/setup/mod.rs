//! The first start: the server prints a setup code, and whoever has it makes the first reseller and its owner.

pub mod routes;
pub mod service;
mod store;
