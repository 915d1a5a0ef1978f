//! The directory of a subscription: the customer's people and groups, as their platform tells them, or as they were
//! written by hand or imported from a file.

pub mod changes;
