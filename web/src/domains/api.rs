//! The addresses of a subscription's sender domains.

use shared::body::Empty;
use shared::domains::{AddDomain, DOMAINS_MAX, Domain, SpfReport};
use shared::ids::{DomainId, SubscriptionId};
use shared::page::Page;

use crate::api::{self, Answer};

/// All of them: a page holds as many as there can be.
pub(super) async fn list(id: SubscriptionId) -> Answer<Page<Domain>> {
    api::get(&format!("/subscriptions/{id}/domains?limit={DOMAINS_MAX}")).await
}

pub(super) async fn add(id: SubscriptionId, wanted: AddDomain) -> Answer<Domain> {
    api::post(&format!("/subscriptions/{id}/domains"), &wanted).await
}

pub(super) async fn remove(id: SubscriptionId, domain: DomainId) -> Answer<()> {
    api::delete(&format!("/subscriptions/{id}/domains/{domain}")).await
}

pub(super) async fn check(id: SubscriptionId, domain: DomainId) -> Answer<SpfReport> {
    api::post(&format!("/subscriptions/{id}/domains/{domain}/spf/check"), &Empty {}).await
}
