//! Idempotency keys.

mod account;
mod crash;
mod keys;
mod parallel;
mod replay;
