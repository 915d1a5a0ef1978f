//! The erasure of what ended 90 days ago.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{kinds, read};
use crate::support::{TestApp, invite};

on_both_databases! {
    async fn personal_data_goes_and_the_id_the_events_and_the_statements_stay(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().company("Geheimrat").contact("camille@geheim.example").with("external_ref", "Geheimref").paid("pro", "monthly").with("metadata", json!({"who": "Geheimnis"})).create().await;
        let other = reseller.subscription().company("Bleibt").contact("petra@bleibt.example").create().await;
        let (gone, stays) = (reseller.customer(&made, SubscriptionRole::Admin).await, reseller.customer(&made, SubscriptionRole::Editor).await);
        reseller.make_customer(&stays, &other, SubscriptionRole::Editor).await;
        owner.post(&made.path("/invites"), &invite("luc@geheim.example", "editor")).await.expect(201);
        owner.patch(&made.path(""), &json!({"company_name": "Geheimrat & Co"})).await.expect(200);
        owner.post(&made.path("/pause"), &json!({"reason": "Geheimgrund"})).await.expect(200);
        owner.post(&made.path("/cancel"), &json!({"reason": "Geheimgrund", "when": "now"})).await.expect(200);
        app.pass(TimeDelta::days(76) - TimeDelta::microseconds(1)).await;
        let mails = |subject: &'static str| { let app = app.clone(); async move { app.mails().await.iter().filter(|mail| mail.subject().contains(subject)).count() } };
        assert_eq!(mails("will be erased").await, 0);
        app.pass(TimeDelta::microseconds(1)).await;
        assert_eq!(mails("will be erased").await, 1);
        app.pass(TimeDelta::days(14) - TimeDelta::microseconds(1)).await;
        owner.stay_signed_in().await;
        assert_eq!(read(owner, &made).await["company_name"], "Geheimrat & Co");
        let (told, total) = (kinds(owner, &made).await.len(), owner.get("/statements/2026-11").await.json());
        app.pass(TimeDelta::microseconds(1)).await;
        let after = read(owner, &made).await;
        assert_eq!((&after["id"], &after["company_name"], &after["erased_at"]), (&json!(made.id), &json!(""), &json!(app.clock.now())));
        assert_eq!((&after["external_ref"], &after["metadata"], &after["end_reason"], &after["allowed_actions"]), (&Value::Null, &json!({}), &Value::Null, &json!([])));
        for path in [made.path("/events?limit=200"), made.path("/members"), made.path("/invites"), "/statements/2026-11/lines".to_owned()] {
            let text = owner.get(&path).await.expect(200).text();
            assert!(!text.contains("Geheim") && !text.contains("geheim.example") && !text.contains("Camille"), "{path}: {text}");
        }
        let text = owner.get("/events?limit=200").await.expect(200).text();
        assert!(!text.contains("Geheim") && !text.contains("geheim.example"), "{text}");
        assert_eq!(kinds(owner, &made).await.len(), told + 1);
        assert_eq!(owner.get("/statements/2026-11").await.json(), total);
        assert_eq!(owner.get("/statements/2026-11/lines").await.items()[0]["company_name"], Value::Null);
        let archived = owner.get("/subscriptions?archived=true").await.items();
        let names: Vec<_> = archived.iter().map(|listed| &listed["company_name"]).collect();
        assert_eq!(names, ["Bleibt"], "its trial is over by now, and it is not erased");
        assert_eq!(owner.get("/subscriptions?q=geheimrat&archived=true").await.json()["total"], 0);
        assert_eq!(app.count(&format!("accounts WHERE email = '{}'", gone.email)).await, 0);
        assert_eq!(app.count(&format!("accounts WHERE email = '{}'", stays.email)).await, 1);
        assert_eq!(app.catch_up().await, 0);
    }

    async fn a_former_colleague_who_became_a_customer_goes_with_the_views_that_were_saved(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, made) = (reseller.owner(), reseller.subscription().contact("camille@geheim.example").create().await);
        let colleague = reseller.colleague(ResellerRole::Support).await;
        colleague.post("/me/views", &json!({"list": "subscriptions", "name": "Mine", "query": "status=trial"})).await.expect(201);
        let members = owner.get("/reseller/members").await.items();
        let member = members.iter().find(|member| member["email"] == colleague.email.as_str()).unwrap();
        let path = format!("/reseller/members/{}", member["id"].as_str().unwrap());
        owner.delete(&path).if_match(&owner.get(&path).await.etag()).await.expect(204);
        assert_eq!(app.count("saved_views").await, 0, "views are the reseller's people's");
        reseller.make_customer(&colleague, &made, SubscriptionRole::Editor).await;
        owner.post(&made.path("/trial/end"), &json!({"reason": "Moved"})).await.expect(200);
        app.pass(TimeDelta::days(91)).await;
        owner.stay_signed_in().await;
        assert_eq!(read(owner, &made).await["company_name"], "");
        assert_eq!(app.count(&format!("accounts WHERE email = '{}'", colleague.email)).await, 0);
    }

    async fn what_was_announced_late_goes_late(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().company("Geheimrat").create().await;
        owner.post(&made.path("/trial/end"), &json!({"reason": "Moved"})).await.expect(200);
        // No server ran for a hundred days.
        app.clock.advance(TimeDelta::days(100));
        app.catch_up().await;
        let on = (app.clock.now() + TimeDelta::days(14)).date_naive();
        let mails = app.mails().await;
        let told = mails.iter().find(|mail| mail.subject().contains("will be erased")).expect("the mail");
        assert!(told.text.contains(&on.format("%-d %B %Y").to_string()), "{on}: {}", told.text);
        app.pass(TimeDelta::days(14) - TimeDelta::microseconds(1)).await;
        owner.stay_signed_in().await;
        assert_eq!(read(owner, &made).await["company_name"], "Geheimrat");
        app.pass(TimeDelta::microseconds(1)).await;
        assert_eq!(read(owner, &made).await["company_name"], "");
    }
}
