//! Calls of the Developers page.

use shared::api_keys::{ApiKey, CreateApiKey, NewApiKey};
use shared::ids::ApiKeyId;
use shared::page::Page;

use crate::api::{self, Answer};

/// Keys are few: one page holds them.
pub(super) async fn keys() -> Answer<Page<ApiKey>> {
    api::get("/reseller/api-keys?limit=200").await
}

pub(super) async fn create(wanted: CreateApiKey) -> Answer<NewApiKey> {
    api::post("/reseller/api-keys", &wanted).await
}

pub(super) async fn revoke(id: ApiKeyId) -> Answer<()> {
    api::delete(&format!("/reseller/api-keys/{id}")).await
}
