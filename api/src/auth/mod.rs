//! Signing in: access tokens that live for minutes, refresh tokens that turn, sessions that can be seen and ended,
//! forgotten passwords, and the counters that slow guessing down.

pub mod access_tokens;
pub mod attempts;
pub mod cookie;
pub mod routes;
pub mod service;
mod store;
pub mod worker;
