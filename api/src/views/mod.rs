//! Saved views: a list's search, filters and order under a name. They are a setting of one person, who alone sees them,
//! so that no event tells of them.

pub mod routes;
pub mod service;
mod store;
