//! `POST /subscriptions`: what is made.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{kinds, read};
use crate::support::{TestApp, noon};

on_both_databases! {
    async fn a_trial_of_14_days_starts_by_itself(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for product in ["microsoft_365", "google_workspace"] {
            let answer = reseller.subscription().with("product", product).send().await.expect(201);
            let made = answer.json();
            assert_eq!(answer.header("location"), Some(format!("/api/v1/subscriptions/{}", answer.id()).as_str()));
            assert_eq!(answer.etag(), "\"1\"");
            assert_eq!((&made["product"], &made["status"], &made["lifecycle"]), (&json!(product), &json!("trial"), &json!("trial")));
            let trial = json!({
                "started_at": "2026-11-22T12:00:00Z", "ends_at": "2026-12-06T12:00:00Z", "days_left": 14, "outcome": "running",
                "extension_days_left": 14,
            });
            assert_eq!(made["trial"], trial);
            for absent in ["plan", "term", "next_payment_date", "external_ref", "end_reason", "ended_at"] {
                assert_eq!(made.get(absent), Some(&Value::Null), "{absent}");
            }
            assert_eq!((&made["holds"], &made["scheduled_changes"], &made["metadata"]), (&json!([]), &json!([]), &json!({})));
            assert_eq!(made["allowed_actions"], json!(["activate", "pause", "cancel", "extend_trial", "end_trial", "change_seats", "change_plan"]));
            assert_eq!((&made["version"], &made["created_at"]), (&json!(1), &json!(noon())));

            let stored = reseller.owner().get(&format!("/subscriptions/{}", answer.id())).await.expect(200);
            assert_eq!((stored.json(), stored.etag()), (made, answer.etag()));
        }
    }

    async fn what_is_sent_is_stored_as_it_was_written(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let long = "ÉÖ漢字🦊".repeat(40);
        assert_eq!(long.chars().count(), 200);
        for (sent, stored) in [(long.as_str(), long.as_str()), ("  Ægir & Şükrü \u{a0}", "Ægir & Şükrü"), ("日本電気", "日本電気"), ("<b>'\"; --", "<b>'\"; --")] {
            let metadata = json!({"crm": "42", "note/~": "naïve \"quoted\"", "empty": ""});
            let wanted = reseller.subscription().company(sent).with("seats", 1_000_000).with("external_ref", "Réf-№ 7");
            let made = wanted.with("metadata", metadata.clone()).create().await;
            let read = read(reseller.owner(), &made).await;
            assert_eq!((&read["company_name"], &read["seats"]), (&json!(stored), &json!(1_000_000)));
            assert_eq!((&read["external_ref"], &read["metadata"]), (&json!("Réf-№ 7"), &metadata));
        }
    }

    async fn a_trial_lasts_as_long_as_asked(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for days in [1, 14, 90] {
            let made = reseller.subscription().with("trial_days", days).create().await.json;
            assert_eq!(made["trial"]["ends_at"], json!(noon() + TimeDelta::days(days)));
            assert_eq!(made["trial"]["days_left"], days);
        }
    }

    async fn with_a_plan_the_next_payment_is_due_when_the_trial_ends(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for (plan, term, days, due) in [("starter", "monthly", 14, "2026-12-06"), ("pro", "annual", 40, "2027-01-01")] {
            let made = reseller.subscription().with("plan", plan).with("term", term).with("trial_days", days).create().await.json;
            assert_eq!((&made["lifecycle"], &made["plan"], &made["term"]), (&json!("trial"), &json!(plan), &json!(term)));
            assert_eq!(made["next_payment_date"], due);
        }
    }

    async fn without_a_trial_the_first_paid_period_starts_now(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for (term, due) in [("monthly", "2026-12-22"), ("annual", "2027-11-22")] {
            let made = reseller.subscription().paid("standard", term).create().await;
            assert_eq!((&made.json["lifecycle"], &made.json["status"]), (&json!("active"), &json!("active")));
            assert_eq!((&made.json["trial"], &made.json["next_payment_date"]), (&Value::Null, &json!(due)));
            assert_eq!(read(reseller.owner(), &made).await, made.json);
            reseller.owner().get(&made.path("/trial")).await.refused(404, "not_found");
        }
        assert_eq!(app.count("trials").await, 0);
    }

    async fn saying_no_to_skipping_the_trial_is_saying_nothing(app: TestApp) {
        let made = app.reseller("Northwind IT").await.subscription().with("skip_trial", false).create().await;
        assert_eq!(made.json["lifecycle"], "trial");
    }

    async fn the_contact_is_invited_exactly_where_the_customer_edits_signatures(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let alone = reseller.subscription().create().await;
        assert_eq!(owner.get(&alone.path("/invites")).await.items(), Vec::<Value>::new());
        assert_eq!(app.count("jobs").await, 0);
        assert_eq!(kinds(owner, &alone).await, ["subscription.created"]);

        let shared = reseller.subscription().contact("Camille@Mercier.example").create().await;
        assert_eq!(shared.json["customer_edits_signatures"], true);
        let invites = owner.get(&shared.path("/invites")).await.items();
        assert_eq!(invites.len(), 1);
        let invite = &invites[0];
        assert_eq!((&invite["email"], &invite["full_name"]), (&json!("Camille@Mercier.example"), &json!("Camille Mercier")));
        assert_eq!((&invite["role"], &invite["locale"], &invite["state"]), (&json!("admin"), &json!("fr"), &json!("pending")));
        assert_eq!((&invite["delivery"], &invite["invited_by"]), (&json!("queued"), &json!(owner.account())));
        assert_eq!(invite["expires_at"], json!(noon() + TimeDelta::days(7)));
        assert_eq!(kinds(owner, &shared).await, ["subscription.created", "invite.created"]);
        assert_eq!(app.count("jobs WHERE kind = 'mail_invite'").await, 1);
        assert_eq!(app.count("jobs WHERE kind = 'expire_invite'").await, 1);
    }

    async fn a_contact_may_be_invited_to_several_subscriptions(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for product in ["microsoft_365", "google_workspace"] {
            reseller.subscription().with("product", product).contact("camille@mercier.example").create().await;
        }
        assert_eq!(app.count("invites").await, 2);
    }

    async fn those_who_manage_may_create_and_nobody_else(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let theirs = reseller.subscription().contact("camille@mercier.example").create().await;
        let body = reseller.subscription().with("plan", "pro").with("term", "annual").body().clone();
        for (role, status) in [(ResellerRole::Owner, 201), (ResellerRole::Admin, 201), (ResellerRole::Billing, 403), (ResellerRole::Support, 403)] {
            let answer = reseller.colleague(role).await.post("/subscriptions", &body).await;
            assert_eq!(answer.status(), status, "{role} {}", answer.text());
        }
        for role in [SubscriptionRole::Admin, SubscriptionRole::Editor] {
            reseller.customer(&theirs, role).await.post("/subscriptions", &body).await.refused(404, "not_found");
        }
        app.anonymous().post("/subscriptions", &body).await.refused(401, "unauthenticated");
        assert_eq!(app.count("subscriptions").await, 3);
    }
}
