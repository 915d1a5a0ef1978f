use serde_json::{Value, json};

use super::{ADMINISTRATOR, CUSTOMER, DOMAIN, SCOPES, Scene, error, name, put, wanting};
use crate::connections::{enable, step, told};
use crate::support::{Account, Prepared, Setup, at_once};

fn status(status: u16, body: &str) -> Prepared {
    Prepared::Status(status, ("", String::new()), body.to_owned())
}

on_both_databases! {
    async fn what_google_refuses_is_kept_with_the_step_until_it_does_not(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let (owner, google) = (scene.owner(), &scene.google);
        let expected = async |administrator: &str, code: &str| {
            let connection = name(owner, &scene.subscription, administrator).await.expect(200).json();
            let open = step(&connection, "server_side", "service_account");
            assert_eq!((error(&connection), &open["state"], &open["error"]["since"]), (&json!(code), &json!("open"), &json!("2026-11-22T12:00:00Z")));
            assert_eq!((&connection["organisation"], &connection["service_account"]["administrator"]), (&Value::Null, &json!(administrator)));
            assert_eq!(scene.connection().await, connection);
        };
        google.change(DOMAIN, |customer| customer.withdraw(Account::Installation));
        expected(ADMINISTRATOR, "delegation_missing").await;
        google.change(DOMAIN, |customer| customer.delegate(Account::Installation, &SCOPES[..2]));
        expected(ADMINISTRATOR, "delegation_missing").await;
        expected("ada@elsewhere.example", "delegation_missing").await;
        google.change(DOMAIN, |customer| customer.delegate(Account::Installation, &SCOPES));
        expected("nobody@mercier.example", "administrator_unknown").await;
        google.change(DOMAIN, |customer| customer.users.push(crate::support::google::user(7, CUSTOMER, "seven@mercier.example")));
        expected("seven@mercier.example", "administrator_not_allowed").await;
        let disabled = r#"{"error": {"code": 403, "message": "Admin SDK API has not been used", "errors": [{"reason": "accessNotConfigured"}]}}"#;
        google.instead("/users/", status(403, disabled));
        expected(ADMINISTRATOR, "interface_disabled").await;
        google.instead("/token", status(400, r#"{"error": "invalid_grant", "error_description": "Invalid JWT Signature."}"#));
        expected(ADMINISTRATOR, "key_refused").await;
        let early = r#"{"error": "invalid_grant", "error_description": "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."}"#;
        google.instead("/token", status(400, early));
        expected(ADMINISTRATOR, "clock_differs").await;
        // One event for each that is another than before: a code, or an administrator.
        let failed = |code: &str| ("connection.step_failed".to_owned(), json!({"step": "service_account", "code": code}));
        let codes = ["clock_differs", "key_refused", "interface_disabled", "administrator_not_allowed", "administrator_unknown", "delegation_missing", "delegation_missing"];
        let mut events = told(owner, &scene.subscription).await;
        events.pop();
        assert_eq!(events, codes.map(failed));
        let connection = name(owner, &scene.subscription, ADMINISTRATOR).await.expect(200).json();
        assert_eq!((error(&connection), &connection["organisation"]["id"]), (&Value::Null, &json!(CUSTOMER)));
    }

    async fn what_google_does_not_answer_says_to_try_again(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let expected = async |prepared: Vec<(&str, Prepared)>| {
            for (part, prepared) in prepared {
                scene.google.instead(part, prepared);
            }
            let connection = name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200).json();
            assert_eq!((error(&connection), &connection["organisation"]), (&json!("platform_unreachable"), &Value::Null));
        };
        let elsewhere = || Prepared::Status(302, ("location", "https://admin.example/".to_owned()), String::new());
        expected(vec![("/token", elsewhere())]).await;
        expected(vec![("/users/", elsewhere())]).await;
        expected(vec![("/token", status(200, "<html>"))]).await;
        expected(vec![("/token", status(200, "{}"))]).await;
        expected(vec![("/token", Prepared::Status(429, ("retry-after", "30".to_owned()), String::new()))]).await;
        expected(vec![("/users/", status(503, "")), ("/users/", status(503, "")), ("/users/", status(503, ""))]).await;
        expected(vec![("/users/", status(403, r#"{"error": {"errors": [{"reason": "quotaExceeded"}]}}"#))]).await;
        expected(vec![("/users/", status(200, r#"{"id": "1"}"#))]).await;
        expected(vec![("/users/", status(200, r#"{"customerId": "../C0"}"#))]).await;
        assert_eq!((scene.kept(CUSTOMER).await, told(scene.owner(), &scene.subscription).await.len()), (0, 2));
        // What passes by itself is tried again.
        scene.google.instead("/users/", status(502, ""));
        let connection = name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200).json();
        assert_eq!(connection["organisation"]["id"], CUSTOMER);
    }

    async fn access_that_works_is_not_lost_by_trying_another_one(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let owner = scene.owner();
        let connection = name(owner, &scene.subscription, ADMINISTRATOR).await.expect(200).json();
        for body in [
            json!({"administrator": "nobody@mercier.example"}),
            json!({"administrator": ADMINISTRATOR, "key": Account::Own.key_file()}),
        ] {
            assert_eq!(put(owner, &scene.subscription, &body).await.expect(200).json(), connection);
        }
        scene.google.instead("/token", status(429, ""));
        assert_eq!(name(owner, &scene.subscription, ADMINISTRATOR).await.expect(200).json(), connection);
        assert_eq!(told(owner, &scene.subscription).await.len(), 2);
        // That it does not work itself any more is another thing.
        scene.google.change(DOMAIN, |customer| customer.withdraw(Account::Installation));
        let withdrawn = name(owner, &scene.subscription, ADMINISTRATOR).await.expect(200).json();
        assert_eq!((error(&withdrawn), &withdrawn["organisation"]["id"]), (&json!("delegation_missing"), &json!(CUSTOMER)));
        assert_eq!(told(owner, &scene.subscription).await[0].0, "connection.step_failed");
    }

    async fn an_organisation_is_another_resellers_as_long_as_that_subscription_lives(setup: Setup) {
        let scene = Scene::set(&setup).await;
        name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        let contoso = scene.app.reseller("Contoso Cloud").await;
        let theirs = wanting(&contoso).await;
        let refused = name(contoso.owner(), &theirs, ADMINISTRATOR).await.expect(200);
        assert_eq!((error(&refused.json()), &refused.json()["organisation"], scene.kept(CUSTOMER).await), (&json!("organisation_taken"), &Value::Null, 1));
        assert!(!refused.text().contains(&scene.subscription.id) && !refused.text().contains(CUSTOMER), "{}", refused.text());
        // Another subscription of the same reseller may have it too.
        let second = wanting(&scene.reseller).await;
        assert_eq!(error(&name(scene.owner(), &second, ADMINISTRATOR).await.expect(200).json()), &Value::Null);
        for subscription in [&scene.subscription, &second] {
            scene.owner().post(&subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        }
        assert_eq!(name(contoso.owner(), &theirs, ADMINISTRATOR).await.expect(200).json()["organisation"]["id"], CUSTOMER);
    }

    async fn of_two_resellers_who_name_an_administrator_at_once_one_has_the_organisation(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let mut places = vec![(scene.owner().clone(), scene.subscription.path("/connection/service-account"))];
        for name in ["Contoso Cloud", "Fabrikam"] {
            let reseller = scene.app.reseller(name).await;
            places.push((reseller.owner().clone(), wanting(&reseller).await.path("/connection/service-account")));
        }
        let answers = at_once(3, move |n| {
            let (owner, path) = places[n].clone();
            async move { error(&owner.put(&path, &json!({"administrator": ADMINISTRATOR})).await.expect(200).json()).clone() }
        })
        .await;
        let taken = answers.iter().filter(|code| **code == "organisation_taken").count();
        assert_eq!((taken, scene.kept(CUSTOMER).await), (2, 1), "{answers:?}");
    }

    async fn what_ended_or_needs_no_service_account_takes_none(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let owner = scene.owner();
        let microsoft = scene.reseller.subscription().create().await;
        enable(owner, &microsoft, "server_side").await;
        name(owner, &microsoft, ADMINISTRATOR).await.refused(404, "not_found");
        let idle = scene.reseller.subscription().with("product", "google_workspace").create().await;
        name(owner, &idle, ADMINISTRATOR).await.refused(409, "step_not_reached");
        owner.post(&scene.subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        name(owner, &scene.subscription, ADMINISTRATOR).await.refused(409, "transition_not_allowed");
        assert_eq!((scene.google.asked().len(), scene.app.count("service_accounts").await), (0, 0));
    }

    async fn a_version_that_is_old_tries_nothing(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let tag = |tag: &'static str| name(scene.owner(), &scene.subscription, ADMINISTRATOR).header("if-match", tag);
        tag("\"0\"").await.refused(412, "stale_version");
        assert!(scene.google.asked().is_empty());
        tag("\"1\"").await.expect(200);
        tag("\"1\"").await.refused(412, "stale_version");
    }
}
