//! Sender domains, and the check of their SPF records against a name server on loopback.

mod change;
mod check;
mod list;
mod rfc7208;
mod schedule;

use serde_json::json;

use crate::support::{NameServer, Reseller, Setup, Subscription, TestApp};

/// What lets us send, in these tests.
pub const OURS: &str = "spf.countersign.example";

/// A server that asks a name server of its own, and a customer with a domain.
pub struct Scene {
    pub app: TestApp,
    pub dns: NameServer,
    pub reseller: Reseller,
    pub subscription: Subscription,
    /// The path of `mercier.example`.
    pub domain: String,
}

impl Scene {
    pub async fn set(setup: &Setup) -> Self {
        let dns = NameServer::start().await;
        let address = dns.address.to_string();
        let app = setup.start_with(|settings| settings.dns = Some(address)).await;
        let reseller = app.reseller("Northwind IT").await;
        let subscription = reseller.subscription().contact("camille@mercier.example").create().await;
        let domain = add(&reseller, &subscription, "mercier.example").await;
        dns.text(OURS, "v=spf1 ip4:198.51.100.0/24 -all");
        Self { app, dns, reseller, subscription, domain }
    }

    /// Checks the domain; gives the report.
    pub async fn check(&self) -> serde_json::Value {
        self.reseller.owner().post(&format!("{}/spf/check", self.domain), &json!({})).await.expect(200).json()
    }
}

/// Adds a domain; gives its path.
pub async fn add(reseller: &Reseller, subscription: &Subscription, name: &str) -> String {
    let path = subscription.path("/domains");
    let id = reseller.owner().post(&path, &json!({"name": name})).await.expect(201).id();
    format!("{path}/{id}")
}
