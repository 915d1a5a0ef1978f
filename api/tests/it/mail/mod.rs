//! Mail over real SMTP.

mod aiosmtpd;
mod delivered;

mod refused;
pub mod server;
mod unreachable;

use serde_json::{Value, json};

use crate::support::{Caller, Reseller, Setup, Subscription, TestApp};
use server::SmtpServer;

/// A server of ours that mails through this one.
pub async fn with_smtp(setup: &Setup, smtp: &SmtpServer) -> TestApp {
    let url = smtp.url();
    setup.start_with(move |settings| settings.smtp_url = Some(url)).await
}

/// A subscription whose contact is invited; nothing is sent yet.
pub async fn invite(reseller: &Reseller) -> Subscription {
    reseller.subscription().contact("camille@mercier.example").create().await
}

/// The newest invite of a subscription.
pub async fn read(by: &Caller, subscription: &Subscription) -> Value {
    by.get(&subscription.path("/invites")).await.expect(200).items().remove(0)
}

/// How often each kind of event about a delivery was recorded.
pub async fn told(app: &TestApp) -> (i64, i64) {
    (app.count("events WHERE kind = 'invite.delivered'").await, app.count("events WHERE kind = 'invite.delivery_failed'").await)
}

/// Sends the newest invite again.
pub async fn resend(by: &Caller, subscription: &Subscription) {
    let id = read(by, subscription).await["id"].as_str().unwrap().to_owned();
    by.post(&subscription.path(&format!("/invites/{id}/resend")), &json!({})).await.expect(200);
}
