//! The addresses of launch and of a subscription's connection.

use shared::body::Empty;
use shared::connections::{
    AddInManifest, BegunConsent, ConnectionDetail, ConnectionMode, ConnectionScript, ConnectionScriptText, ConnectionStep, DirectorySync,
    Launch, Offboarding, ReturnedConsent, SetConnectionMode, SetConnectionStep, SetServiceAccount,
};
use shared::ids::SubscriptionId;
use shared::subscriptions::Subscription;

use crate::api::{self, Answer};

pub(super) async fn launch(id: SubscriptionId) -> Answer<Launch> {
    api::post(&format!("/subscriptions/{id}/launch"), &Empty {}).await
}

pub(super) async fn subscription(id: SubscriptionId) -> Answer<Subscription> {
    api::get(&format!("/subscriptions/{id}")).await
}

pub(super) async fn connection(id: SubscriptionId) -> Answer<ConnectionDetail> {
    api::get(&format!("/subscriptions/{id}/connection")).await
}

pub(super) async fn script(id: SubscriptionId, script: ConnectionScript) -> Answer<ConnectionScriptText> {
    api::get(&format!("/subscriptions/{id}/connection/scripts/{script}")).await
}

pub(super) async fn add_in(id: SubscriptionId) -> Answer<AddInManifest> {
    api::get(&format!("/subscriptions/{id}/connection/add-in")).await
}

pub(super) async fn set_mode(id: SubscriptionId, mode: ConnectionMode, enabled: SetConnectionMode) -> Answer<ConnectionDetail> {
    api::put(&format!("/subscriptions/{id}/connection/modes/{mode}"), &enabled).await
}

pub(super) async fn set_step(id: SubscriptionId, step: ConnectionStep, done: SetConnectionStep) -> Answer<ConnectionDetail> {
    api::put(&format!("/subscriptions/{id}/connection/steps/{step}"), &done).await
}

pub(super) async fn sync(id: SubscriptionId) -> Answer<DirectorySync> {
    api::get(&format!("/subscriptions/{id}/connection/sync")).await
}

pub(super) async fn begin_sync(id: SubscriptionId) -> Answer<DirectorySync> {
    api::post(&format!("/subscriptions/{id}/connection/sync"), &Empty {}).await
}

pub(super) async fn offboarding(id: SubscriptionId) -> Answer<Offboarding> {
    api::get(&format!("/subscriptions/{id}/connection/offboarding")).await
}

pub(super) async fn begin_consent(id: SubscriptionId) -> Answer<BegunConsent> {
    api::post(&format!("/subscriptions/{id}/connection/consent"), &Empty {}).await
}

pub(super) async fn set_service_account(id: SubscriptionId, wanted: SetServiceAccount) -> Answer<ConnectionDetail> {
    api::put(&format!("/subscriptions/{id}/connection/service-account"), &wanted).await
}

pub(super) async fn complete_consent(returned: &ReturnedConsent) -> Answer<ConnectionDetail> {
    api::post("/connections/microsoft/consent", returned).await
}
