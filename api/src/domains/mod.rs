//! Sender domains of subscriptions, and the check of their SPF records.
//!
//! `spf` is pure: records go in as texts, and a report comes out. `checker` asks DNS what `spf` wants to know.

mod checker;
pub mod domain;
pub mod platform;
pub mod routes;
pub mod service;
pub mod spf;
mod store;
mod view;
pub mod worker;
