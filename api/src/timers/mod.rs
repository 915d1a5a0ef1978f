//! Timers: one row for each subscription that waits for something, with the instant at which it is due.
//!
//! What is due is not written down but follows from the subscription's state, so that a timer can't fall behind it: a
//! change of the subscription sets its timer anew in the same transaction, and a timer that comes too early only looks.
//! A timer's effect and its next instant are one transaction, under the lock of the subscription's row: two servers
//! never run one twice, and one that dies leaves nothing half done.

pub mod service;
mod store;
pub mod worker;
