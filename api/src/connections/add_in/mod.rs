//! The Outlook add-in: its manifest, by which an administrator of the customer deploys it, the files that it consists of, and
//! that it runs.
//!
//! Outlook loads all of it without signing in. What it asks for is addressed by the subscription and a key that follows from
//! the installation's secret, so that nobody reaches that of a subscription whose manifest was not given to them.

pub mod files;
mod manifest;
pub mod routes;
pub mod service;
