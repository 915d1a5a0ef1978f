//! Invites to customers' subscriptions: a file per step of their life.

mod accept;
mod accept_refused;
mod create;
mod expire;
mod list;
mod look_up;
mod mails;
mod races;
mod resend;
mod revoke;

use serde_json::{Value, json};

use crate::support::{Caller, PASSWORD, Reseller, Subscription, TestApp};

/// A reseller, a subscription with customer access, and the token of its contact's invite.
pub struct Invited {
    pub reseller: Reseller,
    pub subscription: Subscription,
    pub token: String,
}

/// The contact of a new subscription, invited by mail.
pub async fn invited(app: &TestApp) -> Invited {
    let reseller = app.reseller("Northwind IT").await;
    let subscription = reseller.subscription().contact("Camille@Mercier.example").with("trial_days", 30).create().await;
    let token = app.mail_to("Camille@Mercier.example").await.token();
    Invited { reseller, subscription, token }
}

impl Invited {
    pub fn owner(&self) -> &Caller {
        self.reseller.owner()
    }

    /// The first invite of the subscription, as its list shows it.
    pub async fn invite(&self) -> Value {
        self.owner().get(&self.subscription.path("/invites")).await.expect(200).items().pop().unwrap()
    }

    /// The path of that invite, or one below it.
    pub async fn path(&self, below: &str) -> String {
        self.subscription.path(&format!("/invites/{}{below}", self.invite().await["id"].as_str().unwrap()))
    }

    /// The kinds of the subscription's events, oldest first.
    pub async fn kinds(&self) -> Vec<String> {
        let events = self.owner().get(&self.subscription.path("/events")).await.expect(200).items();
        events.iter().rev().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    }
}

/// What a new person sends.
pub fn newcomer(token: &str) -> Value {
    json!({"token": token, "full_name": "Camille Mercier", "phone": "+33 1 55 55 12 34", "password": PASSWORD})
}

/// What somebody who has an account sends.
pub fn known(token: &str) -> Value {
    json!({"token": token})
}
