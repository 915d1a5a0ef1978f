//! Calls of the sandbox's clock.

use shared::sandbox::{AdvanceClock, ClockAdvanced, SandboxClock};

use crate::api::{self, Answer};

pub(super) async fn clock() -> Answer<SandboxClock> {
    api::get("/sandbox/clock").await
}

pub(super) async fn advance(how_far: AdvanceClock) -> Answer<ClockAdvanced> {
    api::post("/sandbox/clock/advance", &how_far).await
}
