//! The addresses of trials.

use shared::page::Page;
use shared::subscriptions::Subscription;
use shared::trials::TrialReport;

use crate::api::{self, Answer};

/// The running trials, the nearest end first, up to a page's most.
pub(super) async fn running() -> Answer<Page<Subscription>> {
    api::get("/trials?outcome=running&limit=200").await
}

/// The trials that ran out last, up to a page's most.
pub(super) async fn expired() -> Answer<Page<Subscription>> {
    api::get("/subscriptions?status=trial_expired&sort=-created_at&limit=50").await
}

/// How trials went, month by month.
pub(super) async fn report() -> Answer<TrialReport> {
    api::get("/trials/report").await
}
