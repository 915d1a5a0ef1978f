//! Access to a customer's directory at Microsoft. An administrator of the customer gives it on Microsoft's own page, which
//! sends the browser back to the app, and that tells the API what came back.
//!
//! What comes back proves nothing: anybody could write it. That it was asked for here, by the same person and a moment
//! ago, `state` proves; that there is access to that directory, a request to it does.

mod domain;
pub mod routes;
pub mod service;
mod store;
