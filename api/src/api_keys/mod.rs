//! API keys: how programs sign in. A key belongs to a reseller, not to a person, and does what its scopes say.
//!
//! The secret is 256 random bits and is shown once; its SHA-256 is kept, which nobody can turn back. Each request looks
//! its key up, so that a key that is revoked works nowhere from then on, on no server.

mod domain;
pub mod ring;
pub mod routes;
pub mod service;
mod store;
mod view;

pub use domain::PREFIX;
