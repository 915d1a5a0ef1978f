//! The customers' people.

mod change;
mod list;
mod read_only;
mod remove;

use serde_json::Value;
use shared::rights::SubscriptionRole;

use crate::support::{Caller, Reseller, Subscription, TestApp};

/// A subscription with an administrator and an editor.
pub struct Customer {
    pub reseller: Reseller,
    pub subscription: Subscription,
    pub admin: Caller,
    pub editor: Caller,
}

pub async fn customer(app: &TestApp) -> Customer {
    let reseller = app.reseller("Northwind IT").await;
    let subscription = reseller.subscription().contact("camille@mercier.example").create().await;
    let admin = reseller.customer(&subscription, SubscriptionRole::Admin).await;
    let editor = reseller.customer(&subscription, SubscriptionRole::Editor).await;
    Customer { reseller, subscription, admin, editor }
}

impl Customer {
    pub fn owner(&self) -> &Caller {
        self.reseller.owner()
    }

    pub async fn members(&self) -> Vec<Value> {
        self.owner().get(&self.subscription.path("/members")).await.expect(200).items()
    }

    /// The path of somebody's membership.
    pub async fn path_of(&self, who: &Caller) -> String {
        let members = self.members().await;
        let member = members.iter().find(|member| member["email"] == who.email).unwrap();
        self.subscription.path(&format!("/members/{}", member["id"].as_str().unwrap()))
    }

    /// The newest event of the subscription.
    pub async fn last_event(&self) -> Value {
        self.owner().get(&self.subscription.path("/events?limit=1")).await.expect(200).items().remove(0)
    }
}
