//! Sandboxes: what moves with their clock, and what doesn't.

mod clock;
mod credentials;
mod people;
mod real_time;
mod rights;
mod timers;

use serde_json::{Value, json};

use crate::support::Caller;

/// Moves the clock of a caller's sandbox ahead.
async fn advance(by: &Caller, how_far: Value) -> Value {
    by.post("/sandbox/clock/advance", &how_far).await.expect(200).json()
}

/// Moves it by days.
async fn advance_days(by: &Caller, days: u32) -> Value {
    advance(by, json!({"days": days})).await
}
