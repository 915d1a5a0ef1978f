//! Statements: what the reseller owes, month by month.

mod api;
mod page;

pub use page::BillingPage;
