//! The addresses of subscriptions.

use js_sys::ArrayBuffer;
use shared::body::Empty;
use shared::ids::{ScheduledChangeId, SubscriptionId};
use shared::page::Page;
use shared::plans::Plans;
use shared::subscriptions::{
    Activate, BULK_MAX, Bulk, BulkResult, Cancel, ChangeSubscription, CreateSubscription, ImportReport, Pause, Preview, PreviewChange,
    Reactivate, Subscription, Summary,
};
use shared::trials::{EndTrial, ExtendTrial};

use super::list_state::ListState;
use crate::api::{self, Answer};
use crate::ui::browser;

/// A page of the list.
pub(super) async fn list(state: &ListState) -> Answer<Page<Subscription>> {
    api::get(&state.request()).await
}

/// The whole list of the same filter and order, as CSV.
pub(super) async fn export(state: &ListState) -> Answer<String> {
    api::get_csv(&state.export_request()).await
}

/// The longest page of a list, from its beginning or from a cursor.
pub(super) async fn matching(state: &ListState, cursor: Option<String>) -> Answer<Page<Subscription>> {
    api::get(&state.long_request(cursor)).await
}

/// These subscriptions as CSV, in the order of the list.
pub(super) async fn export_of(ids: &[SubscriptionId]) -> Answer<String> {
    let mut all = String::new();
    for portion in ids.chunks(BULK_MAX) {
        let ids: Vec<_> = portion.iter().map(ToString::to_string).collect();
        let rows = api::get_csv(&format!("/subscriptions?ids={}", ids.join(","))).await?;
        // Each portion begins with the head, which holds no line breaks of its own.
        let rows = if all.is_empty() { &*rows } else { rows.split_once('\n').map_or("", |(_, rows)| rows) };
        all.push_str(rows);
    }
    Ok(all)
}

/// Does the same to many.
pub(super) async fn bulk(wanted: Bulk) -> Answer<BulkResult> {
    api::post("/subscriptions/bulk", &wanted).await
}

/// What is wrong with the rows of a file.
pub(super) async fn check_file(name: &str, file: ArrayBuffer) -> Answer<ImportReport> {
    api::post_file("/subscriptions/import?dry_run=true", "text/csv", name, file).await
}

/// Creates what the rows of a file ask for.
pub(super) async fn import_file(name: &str, file: ArrayBuffer) -> Answer<ImportReport> {
    api::post_file("/subscriptions/import?dry_run=false&terms_accepted=true", "text/csv", name, file).await
}

/// Every subscription that a customer's person belongs to, up to a page's most.
pub async fn own() -> Answer<Page<Subscription>> {
    api::get("/subscriptions?limit=200").await
}

/// The first few that a search finds.
pub async fn find(q: &str) -> Answer<Page<Subscription>> {
    api::get(&format!("/subscriptions?q={}&limit=8", browser::encode(q))).await
}

/// The figures of the tiles.
pub(super) async fn summary() -> Answer<Summary> {
    api::get("/subscriptions/summary").await
}

pub(super) async fn create(wanted: CreateSubscription) -> Answer<Subscription> {
    api::post("/subscriptions", &wanted).await
}

pub(super) async fn get(id: SubscriptionId) -> Answer<Subscription> {
    api::get(&format!("/subscriptions/{id}")).await
}

pub(super) async fn change(id: SubscriptionId, change: ChangeSubscription, version: i64) -> Answer<Subscription> {
    api::patch(&format!("/subscriptions/{id}"), &change, version).await
}

pub(super) async fn activate(id: SubscriptionId, wanted: Activate) -> Answer<Subscription> {
    api::post(&format!("/subscriptions/{id}/activate"), &wanted).await
}

pub(super) async fn cancel(id: SubscriptionId, wanted: Cancel) -> Answer<Subscription> {
    api::post(&format!("/subscriptions/{id}/cancel"), &wanted).await
}

pub(super) async fn keep(id: SubscriptionId) -> Answer<Subscription> {
    api::post(&format!("/subscriptions/{id}/keep"), &Empty {}).await
}

pub(super) async fn end_trial(id: SubscriptionId, wanted: EndTrial) -> Answer<Subscription> {
    api::post(&format!("/subscriptions/{id}/trial/end"), &wanted).await
}

pub(super) async fn pause(id: SubscriptionId, wanted: Pause) -> Answer<Subscription> {
    api::post(&format!("/subscriptions/{id}/pause"), &wanted).await
}

pub(super) async fn resume(id: SubscriptionId) -> Answer<Subscription> {
    api::post(&format!("/subscriptions/{id}/resume"), &Empty {}).await
}

/// Brings an ended subscription back.
pub async fn reactivate(id: SubscriptionId, wanted: Reactivate) -> Answer<Subscription> {
    api::post(&format!("/subscriptions/{id}/reactivate"), &wanted).await
}

pub(super) async fn extend_trial(id: SubscriptionId, wanted: ExtendTrial) -> Answer<Subscription> {
    api::post(&format!("/subscriptions/{id}/trial/extend"), &wanted).await
}

/// What a change of seats or plan would come to.
pub(super) async fn preview(id: SubscriptionId, wanted: PreviewChange) -> Answer<Preview> {
    api::post_plain(&format!("/subscriptions/{id}/preview"), &wanted).await
}

pub(super) async fn unschedule(id: SubscriptionId, change: ScheduledChangeId) -> Answer<()> {
    api::delete(&format!("/subscriptions/{id}/scheduled-changes/{change}")).await
}

/// The prices of the plans.
pub(super) async fn plans() -> Answer<Plans> {
    api::get("/plans").await
}
