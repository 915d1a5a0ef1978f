//! Subscriptions: one product for one customer, from its trial to its end.
//!
//! `domain` holds the state, `transitions` the table by which it moves, `periods` the dates; nothing else changes a
//! lifecycle or a hold.

pub mod action_routes;
pub mod actions;
pub mod amendment;
pub mod bulk;
pub mod bulk_routes;
pub mod change;
pub mod counts;
mod credits;
pub mod domain;
pub mod due;
mod effects;
pub mod elapse;
mod erase;
mod filter;
pub mod import;
pub mod link;

mod list_store;
pub mod periods;
pub mod preview;
pub mod routes;
mod schedules;
pub mod service;
mod store;
mod summary;
pub mod transitions;
pub mod trial_store;
mod view;
mod whole_store;
pub mod worker;
