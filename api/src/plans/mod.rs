//! Plans and their prices: a catalogue per currency that the operator edits by command; until then a built-in one in
//! euros holds.

pub mod domain;
pub mod routes;
pub mod service;
mod store;
