//! The numbers of events.

use serde_json::json;
use shared::rights::SubscriptionRole;

use crate::support::{Caller, TestApp, at_once, invite};

async fn numbers(by: &Caller) -> Vec<i64> {
    by.get("/events?limit=200").await.expect(200).items().iter().rev().map(|event| event["seq"].as_i64().unwrap()).collect()
}

on_both_databases! {
    async fn under_50_writes_at_once_numbers_rise_without_gaps(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let other = app.reseller("Contoso").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        reseller.customer(&made, SubscriptionRole::Admin).await;
        let before = numbers(reseller.owner()).await.len();
        let (owner, stranger, body) = (reseller.owner().clone(), other.owner().clone(), reseller.subscription().body().clone());
        let statuses = at_once(50, move |n| {
            let (owner, stranger, body, path) = (owner.clone(), stranger.clone(), body.clone(), made.path(""));
            async move {
                match n % 5 {
                    0 | 1 => owner.post("/subscriptions", &body).await.status(),
                    2 => owner.patch(&path, &json!({"seats": 1000 + n})).await.status(),
                    3 => owner.post(&format!("{path}/invites"), &invite(&format!("{n}@mercier.example"), "editor")).await.status(),
                    // Refused ones must leave no gap.
                    _ if n % 2 == 0 => owner.post(&format!("{path}/keep"), &json!({})).await.status(),
                    _ => stranger.post("/subscriptions", &body).await.status(),
                }
            }
        })
        .await;
        assert_eq!(statuses.iter().filter(|status| **status < 300).count(), 45, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 5, "{statuses:?}");
        let numbers_now = numbers(reseller.owner()).await;
        assert_eq!(numbers_now.len(), before + 40);
        assert_eq!(numbers_now, (1..=i64::try_from(before).unwrap() + 40).collect::<Vec<_>>());
        assert_eq!(numbers(other.owner()).await, (1..=7).collect::<Vec<_>>());
    }

    async fn colleagues_are_invited_while_subscriptions_are_made(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, body) = (reseller.owner().clone(), reseller.subscription().body().clone());
        let statuses = at_once(40, move |n| {
            let (owner, body) = (owner.clone(), body.clone());
            let colleague = json!({"full_name": "Ben Okafor", "email": format!("{n}@northwind.example"), "role": "support", "locale": "en"});
            async move {
                if n % 2 == 0 { owner.post("/subscriptions", &body).await.status() } else { owner.post("/reseller/invites", &colleague).await.status() }
            }
        })
        .await;
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 40, "{statuses:?}");
    }
}
