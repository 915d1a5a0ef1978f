//! Idempotency keys.

mod crash;
mod keys;
mod parallel;
mod replay;
