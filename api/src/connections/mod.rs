//! Launch, and the connection of a subscription to the customer's mail platform: which modes are wanted, and which of
//! their steps are done.
//!
//! What is kept is small: what was chosen, and what is done. `platforms` says which steps a mode takes, and `domain` how
//! far it is by that; how a subscription's connection stands in lists follows from it.

pub mod add_in;
pub mod consent;
pub mod delegation;
pub mod domain;
pub mod google;
mod installation;
pub mod microsoft;
mod offboarding;
pub mod platforms;
pub mod routes;
mod scripts;
pub mod service;
mod store;
pub mod sync;
mod token;
mod view;

pub use installation::{Access, Installation, Reader};
