//! Accounts: people who can sign in. The user name is the e-mail address, compared without regard to case and kept as
//! typed. An account belongs to one reseller, or to customers' subscriptions, never to both.

pub mod routes;
pub mod service;
mod store;
