//! The synchronisation of a customer's directory with its platform.

pub mod source;
