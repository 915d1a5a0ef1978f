//! The order of checks: 401, 404, 403, the body, 412, 409.

use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::TestApp;

const NOWHERE: &str = "/subscriptions/01a20000-0000-7000-8000-000000000000";

on_both_databases! {
    async fn each_check_comes_before_the_next(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let subscription = northwind.subscription().create().await;
        let cancel = subscription.path("/cancel");
        let support = northwind.colleague(ResellerRole::Support).await;
        let customer = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        let (good, bad) = (json!({"reason": "closed"}), json!({"reason": " ", "why": 1}));
        let stale = "\"99\"";

        // Everything is wrong at once, then less and less.
        app.anonymous().post(&format!("{NOWHERE}/cancel"), &bad).if_match(stale).await.refused(401, "unauthenticated");
        support.post(&format!("{NOWHERE}/cancel"), &bad).if_match(stale).await.refused(404, "not_found");
        contoso.owner().post(&cancel, &bad).if_match(stale).await.refused(404, "not_found");
        support.post(&cancel, &bad).if_match(stale).await.refused(403, "forbidden");
        customer.post(&cancel, &bad).if_match(stale).await.refused(403, "forbidden");
        let answer = northwind.owner().post(&cancel, &bad).if_match(stale).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/reason blank", "/why unknown_field"]);
        northwind.owner().post(&cancel, &good).if_match(stale).await.refused(412, "stale_version");
        northwind.owner().post(&cancel, &good).if_match("\"1\"").await.expect(200);
        northwind.owner().post(&cancel, &good).if_match("\"1\"").await.refused(412, "stale_version");
        let answer = northwind.owner().post(&cancel, &good).if_match("\"2\"").await.refused(409, "transition_not_allowed");
        assert!(answer.json()["allowed_actions"].is_array(), "{}", answer.text());
    }

    async fn a_body_that_is_no_json_says_nothing_to_whoever_may_not_ask(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let support = northwind.colleague(ResellerRole::Support).await;
        let path = subscription.path("/activate");
        let send = |caller: &crate::support::Caller, path: &str| caller.request(reqwest::Method::POST, path).header("content-type", "text/plain").body("{");
        send(&app.anonymous(), &path).await.refused(401, "unauthenticated");
        send(&support, &format!("{NOWHERE}/activate")).await.refused(404, "not_found");
        send(&support, &path).await.refused(403, "forbidden");
        send(northwind.owner(), &path).await.refused(415, "unsupported_media_type");
    }

    async fn what_is_not_there_is_told_before_that_one_may_not(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        let billing = northwind.colleague(ResellerRole::Billing).await;
        let editor = northwind.customer(&subscription, SubscriptionRole::Editor).await;
        let nothing = "01a20000-0000-7000-8000-000000000000";
        for (caller, path) in [
            (&billing, format!("/reseller/members/{nothing}")), (&billing, format!("/reseller/invites/{nothing}")),
            (&billing, subscription.path(&format!("/members/{nothing}"))), (&billing, subscription.path(&format!("/invites/{nothing}"))),
            (&editor, subscription.path(&format!("/members/{nothing}"))), (&editor, subscription.path(&format!("/invites/{nothing}"))),
        ] {
            caller.get(&path).await.refused(404, "not_found");
            caller.delete(&path).await.refused(404, "not_found");
            if path.contains("/members/") {
                caller.patch(&path, &json!({"role": 1})).await.refused(404, "not_found");
            } else {
                caller.post(&format!("{path}/resend"), &json!({"x": 1})).await.refused(404, "not_found");
            }
        }
    }

    async fn an_owners_membership_and_invite_are_closed_to_administrators_whatever_the_body(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, admin) = (northwind.owner(), northwind.colleague(ResellerRole::Admin).await);
        let team = owner.get("/reseller/members").await.items();
        let theirs = team.iter().find(|member| member["role"] == "owner").unwrap()["id"].as_str().unwrap().to_owned();
        admin.patch(&format!("/reseller/members/{theirs}"), &json!({})).await.refused(403, "forbidden");
        let body = json!({"full_name": "Ben Okafor", "email": "ben@northwind.example", "role": "owner", "locale": "en"});
        let invite = format!("/reseller/invites/{}", owner.post("/reseller/invites", &body).await.expect(201).id());
        admin.delete(&invite).await.refused(403, "forbidden");
        admin.post(&format!("{invite}/resend"), &json!({"x": 1})).await.refused(403, "forbidden");
        assert_eq!(owner.get(&invite).await.json()["state"], "pending");
        owner.post(&format!("{invite}/resend"), &json!({})).await.expect(200);
        owner.delete(&invite).await.expect(204);
    }

    async fn sending_again_needs_the_version_that_it_names(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().contact("camille@mercier.example").create().await);
        let body = json!({"full_name": "Ben Okafor", "email": "ben@northwind.example", "role": "support", "locale": "en"});
        owner.post("/reseller/invites", &body).await.expect(201);
        for list in ["/reseller/invites".to_owned(), subscription.path("/invites")] {
            let invite = owner.get(&list).await.items().remove(0);
            let resend = format!("{list}/{}/resend", invite["id"].as_str().unwrap());
            owner.post(&resend, &json!({})).if_match("\"99\"").await.refused(412, "stale_version");
            owner.post(&resend, &json!({})).if_match(&format!("\"{}\"", invite["version"])).await.expect(200);
        }
    }

    async fn the_right_to_a_field_is_looked_at_before_the_version(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let billing = northwind.colleague(ResellerRole::Billing).await;
        let path = subscription.path("");
        billing.patch(&path, &json!({"company_name": "Other"})).if_match("\"99\"").await.refused(403, "forbidden");
        billing.patch(&path, &json!({"seats": 20})).if_match("\"99\"").await.refused(412, "stale_version");
        billing.patch(&path, &json!({"seats": 20})).if_match("\"1\"").await.expect(200);
    }
}
