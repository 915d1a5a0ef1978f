//! Signing in: access tokens that live for minutes, refresh tokens that turn, sessions that can be seen and ended,
//! forgotten passwords, a second factor, and the counters that slow guessing down.

pub mod access_tokens;
pub mod attempts;
pub mod cookie;
pub mod device;
pub mod proof;
pub mod routes;
pub mod service;
pub mod sign_in;
mod store;
pub mod two_factor;
pub mod worker;
