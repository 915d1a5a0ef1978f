//! Which connections need attention: in the list, among the figures, and at the subscription.

use serde_json::{Value, json};

use super::consent::{Scene, TENANT, begin, give};
use super::{confirm, connect_on_premises};
use crate::support::Setup;

/// The ids of a list of subscriptions.
fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

on_both_databases! {
    async fn a_connection_that_fails_is_found_by_filter_and_figure_until_it_works_again(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let (owner, reseller) = (scene.owner(), &scene.reseller);
        let (sound, untouched) = (reseller.subscription().create().await, reseller.subscription().create().await);
        connect_on_premises(owner, &sound).await;
        let state = begin(owner, &scene.subscription).await;
        give(owner, &state, TENANT).await.expect(200);
        scene.app.catch_up().await;
        confirm(owner, &scene.subscription, "mail_flow").await;
        confirm(owner, &scene.subscription, "test_mail").await;
        let listed = async |status: &str| owner.get(&format!("/subscriptions?connection={status}&sort=created_at")).await.expect(200).items();
        let failing = async || owner.get("/subscriptions/summary").await.json()["connections_failing"].clone();
        assert_eq!(ids(&listed("connected").await), [scene.subscription.id.as_str(), &sound.id]);
        assert_eq!((ids(&listed("not_connected").await), failing().await), (vec![untouched.id.as_str()], json!(0)));
        scene.microsoft.change(TENANT, |tenant| tenant.withdrawn = true);
        scene.app.pass(chrono::TimeDelta::hours(1)).await;
        assert_eq!(ids(&listed("needs_attention").await), [scene.subscription.id.as_str()]);
        assert_eq!((ids(&listed("connected").await), failing().await), (vec![sound.id.as_str()], json!(1)));
        let shown = owner.get(&scene.subscription.path("")).await.json();
        assert_eq!(shown["connection"]["status"], "needs_attention");
        assert_eq!(owner.get(&scene.subscription.path("/connection")).await.json()["modes"][0]["state"], "degraded");
        scene.microsoft.change(TENANT, |tenant| tenant.withdrawn = false);
        scene.app.pass(chrono::TimeDelta::hours(1)).await;
        assert_eq!((ids(&listed("needs_attention").await), failing().await), (vec![], json!(0)));
        assert_eq!(owner.get("/subscriptions?connection=broken").await.faults(), ["/connection not_allowed"]);
    }
}
