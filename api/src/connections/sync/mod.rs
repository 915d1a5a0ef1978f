//! The synchronisation of a customer's directory with its platform: everything once, then what is other, every hour and on
//! demand.
//!
//! Each subscription has one, which one job at a time carries on, a page after another; `domain` says how, `source` is the
//! platform as it is seen here.

pub mod domain;
mod reach;
pub mod routes;
pub mod service;
pub mod source;
mod store;
pub mod worker;
