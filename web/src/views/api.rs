//! The addresses of saved views.

use shared::ids::SavedViewId;
use shared::views::{ChangeSavedView, CreateSavedView, SavedView, SavedViews};

use crate::api::{self, Answer};

/// All saved views of the person who is signed in.
pub async fn list() -> Answer<SavedViews> {
    api::get("/me/views").await
}

pub(super) async fn create(wanted: CreateSavedView) -> Answer<SavedView> {
    api::post("/me/views", &wanted).await
}

pub(super) async fn rename(id: SavedViewId, name: String, version: i64) -> Answer<SavedView> {
    let change = ChangeSavedView { name: Some(name), query: None };
    api::patch(&format!("/me/views/{id}"), &change, version).await
}

pub(super) async fn delete(id: SavedViewId) -> Answer<()> {
    api::delete(&format!("/me/views/{id}")).await
}
