use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{Scene, TENANT, begin, error, give, wanting};
use crate::connections::{enable, step, told};
use crate::support::{Prepared, Setup, at_once};

on_both_databases! {
    async fn what_microsoft_did_not_give_is_kept_with_the_step_until_it_does(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let (owner, path) = (scene.owner(), "/connections/microsoft/consent");
        for (returned, code) in [
            (json!({"error": "access_denied", "error_description": "AADSTS65004: User declined.\r\nTrace ID: 1"}), "consent_declined"),
            // As documented: the directory and `admin_consent` come along with the error.
            (json!({"error": "consent_required", "admin_consent": "True", "tenant": TENANT}), "consent_declined"),
            (json!({"error": "server_error"}), "consent_failed"),
            (json!({"tenant": TENANT, "admin_consent": "False"}), "consent_declined"),
        ] {
            let mut body = returned.clone();
            body["state"] = json!(begin(owner, &scene.subscription).await);
            let connection = owner.post(path, &body).await.expect(200).json();
            let open = step(&connection, "server_side", "consent");
            assert_eq!((error(&connection), &open["state"], &open["error"]["since"]), (&json!(code), &json!("open"), &json!("2026-11-22T12:00:00Z")));
            assert_eq!((scene.connection().await, &connection["organisation"]), (connection.clone(), &Value::Null));
        }
        assert!(scene.microsoft.asked().is_empty());
        // One event for each that is another than before, and nothing of Microsoft's sentences.
        let failed = |code: &str| ("connection.step_failed".to_owned(), json!({"step": "consent", "code": code}));
        let told_so_far = told(owner, &scene.subscription).await;
        assert_eq!(told_so_far[..3], [failed("consent_declined"), failed("consent_failed"), failed("consent_declined")]);
        let state = begin(owner, &scene.subscription).await;
        let connection = give(owner, &state, TENANT).await.expect(200).json();
        assert_eq!((error(&connection), &connection["organisation"]["id"]), (&Value::Null, &json!(TENANT)));
        // Who has access and then declines loses nothing by it.
        let state = begin(owner, &scene.subscription).await;
        let declined = owner.post(path, &json!({"state": state, "error": "access_denied"})).await.expect(200).json();
        assert_eq!(declined, connection);
        assert_eq!(told(owner, &scene.subscription).await.len(), told_so_far.len() + 1);
    }

    async fn access_that_is_said_to_be_given_is_tried_and_told_as_it_is(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let expected = async |tenant: &str, code: &str| {
            let state = begin(scene.owner(), &scene.subscription).await;
            let connection = give(scene.owner(), &state, tenant).await.expect(200).json();
            assert_eq!((error(&connection), &connection["organisation"]), (&json!(code), &Value::Null));
            assert_eq!(scene.connection().await, connection);
        };
        // Nobody there has given access, whatever the address said.
        expected("99999999-3333-4444-8555-666677778888", "consent_not_verified").await;
        let asked = scene.microsoft.asked().len();
        assert!((4..=6).contains(&asked), "it is tried for some seconds: {:?}", scene.microsoft.asked());
        scene.microsoft.instead("organization", Prepared::Status(200, ("", String::new()), r#"{"value":[{"id":"another"}]}"#.to_owned()));
        expected(TENANT, "consent_not_verified").await;
        scene.microsoft.instead("organization", Prepared::Status(302, ("location", "https://graph.example/".to_owned()), String::new()));
        expected(TENANT, "platform_unreachable").await;
        scene.microsoft.instead("token", Prepared::Status(200, ("", String::new()), "<html>".to_owned()));
        expected(TENANT, "platform_unreachable").await;
        scene.microsoft.instead("token", Prepared::Status(429, ("retry-after", "30".to_owned()), String::new()));
        expected(TENANT, "platform_unreachable").await;
        scene.microsoft.refuse_secret();
        expected(TENANT, "credentials_refused").await;
        assert_eq!((scene.kept(TENANT).await, scene.app.count("connection_consents").await), (0, 0));
    }

    async fn a_consent_takes_a_moment_to_arrive_and_microsoft_to_answer(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.arrives_after = 3);
        scene.microsoft.instead("organization", Prepared::Status(403, ("", String::new()), r#"{"error":{"code":"Authorization_RequestDenied"}}"#.to_owned()));
        scene.microsoft.instead("organization", Prepared::Status(502, ("", String::new()), String::new()));
        let state = begin(scene.owner(), &scene.subscription).await;
        let connection = give(scene.owner(), &state, TENANT).await.expect(200).json();
        assert_eq!((error(&connection), &connection["organisation"]["id"]), (&Value::Null, &json!(TENANT)));
    }

    async fn a_state_works_once_for_a_quarter_of_an_hour(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let owner = scene.owner();
        let (late, right) = (begin(owner, &scene.subscription).await, begin(owner, &scene.subscription).await);
        for unknown in ["x", "8vJ2mQ4xT1bW9yL6pR3sZ0cK7dF5gH2nA8eU4oX1iB0"] {
            give(owner, unknown, TENANT).await.refused(409, "consent_not_open");
        }
        scene.app.clock.advance(TimeDelta::minutes(15) - TimeDelta::microseconds(1));
        give(owner, &right, TENANT).await.expect(200);
        let version = scene.connection().await["version"].clone();
        give(owner, &right, TENANT).await.refused(409, "consent_not_open");
        scene.app.clock.advance(TimeDelta::microseconds(1));
        let refused = give(owner, &late, TENANT).await.refused(409, "consent_not_open");
        assert!(refused.json()["detail"].as_str().unwrap().contains("begin once more"), "{}", refused.text());
        assert_eq!((scene.connection().await["version"].clone(), told(owner, &scene.subscription).await.len()), (version, 2));
    }

    async fn a_repeat_with_its_key_gets_the_first_answer(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let state = begin(scene.owner(), &scene.subscription).await;
        let body = json!({"state": state, "tenant": TENANT, "admin_consent": "True"});
        let send = || scene.owner().post("/connections/microsoft/consent", &body).key("back");
        let first = send().await.expect(200);
        let again = send().await.expect(200);
        assert_eq!((again.json(), again.header("idempotency-replayed")), (first.json(), Some("true")));
        assert_eq!((told(scene.owner(), &scene.subscription).await.len(), scene.microsoft.count("organization")), (2, 1));
        let begun = || scene.owner().post(&scene.subscription.path("/connection/consent"), &json!({})).key("begin");
        assert_eq!(begun().await.expect(200).json(), begun().await.expect(200).json());
        assert_eq!(scene.app.count("connection_consents").await, 1);
    }

    async fn of_those_who_hand_a_state_in_at_once_one_succeeds(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let (owner, state) = (scene.owner().clone(), begin(scene.owner(), &scene.subscription).await);
        let mut answers = at_once(6, |_| {
            let (owner, state) = (owner.clone(), state.clone());
            async move { give(&owner, &state, TENANT).await.status() }
        })
        .await;
        answers.sort_unstable();
        assert_eq!(answers, [200, 409, 409, 409, 409, 409]);
        assert_eq!((told(&owner, &scene.subscription).await.len(), scene.connection().await["version"].clone()), (2, json!(2)));
    }

    async fn an_organisation_is_another_resellers_as_long_as_that_subscription_lives(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let state = begin(scene.owner(), &scene.subscription).await;
        give(scene.owner(), &state, TENANT).await.expect(200);
        let contoso = scene.app.reseller("Contoso Cloud").await;
        let theirs = wanting(&contoso).await;
        let state = begin(contoso.owner(), &theirs).await;
        let refused = give(contoso.owner(), &state, TENANT).await.expect(200);
        assert_eq!((error(&refused.json()), scene.kept(TENANT).await), (&json!("organisation_taken"), 1));
        assert!(!refused.text().contains("Mercier et Fils") && !refused.text().contains(&scene.subscription.id), "{}", refused.text());
        // Another subscription of the same reseller may have it too.
        let second = wanting(&scene.reseller).await;
        let state = begin(scene.owner(), &second).await;
        assert_eq!(error(&give(scene.owner(), &state, TENANT).await.expect(200).json()), &Value::Null);
        for subscription in [&scene.subscription, &second] {
            scene.owner().post(&subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        }
        let state = begin(contoso.owner(), &theirs).await;
        assert_eq!(give(contoso.owner(), &state, TENANT).await.expect(200).json()["organisation"]["id"], TENANT);
        // Who comes back does not read it any more, and is told why.
        scene.app.catch_up().await;
        let asked = scene.microsoft.asked().len();
        scene.owner().post(&second.path("/reactivate"), &json!({})).await.expect(200);
        let connection = scene.owner().get(&second.path("/connection")).await.expect(200).json();
        assert_eq!((error(&connection), &connection["organisation"], &connection["status"]), (&json!("organisation_taken"), &Value::Null, &json!("not_connected")));
        scene.owner().post(&second.path("/connection/sync"), &json!({})).await.refused(409, "step_not_reached");
        contoso.owner().post(&theirs.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        scene.app.pass(TimeDelta::days(2)).await;
        let reads = scene.microsoft.asked().split_off(asked).into_iter().filter(|path| path.contains("delta")).count();
        assert_eq!(reads, 0);
        // It is told once, and what is kept says the same.
        let told: Vec<_> = told(scene.owner(), &second).await.into_iter().filter(|(kind, _)| kind == "connection.step_failed").collect();
        assert_eq!(told.len(), 1, "{told:?}");
        let state = begin(scene.owner(), &second).await;
        assert_eq!(error(&give(scene.owner(), &state, TENANT).await.expect(200).json()), &Value::Null, "free again");
    }

    async fn of_two_resellers_who_get_an_organisation_at_once_one_has_it(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let mut places = vec![(scene.owner().clone(), begin(scene.owner(), &scene.subscription).await)];
        for name in ["Contoso Cloud", "Fabrikam"] {
            let reseller = scene.app.reseller(name).await;
            let subscription = wanting(&reseller).await;
            places.push((reseller.owner().clone(), begin(reseller.owner(), &subscription).await));
        }
        let answers = at_once(3, move |n| {
            let (owner, state) = places[n].clone();
            async move { error(&give(&owner, &state, TENANT).await.expect(200).json()).clone() }
        })
        .await;
        let taken = answers.iter().filter(|code| **code == "organisation_taken").count();
        assert_eq!((taken, scene.kept(TENANT).await), (2, 1), "{answers:?}");
    }

    async fn what_ended_or_needs_no_consent_begins_none(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let owner = scene.owner();
        let begin_at = async |path: &str| owner.post(path, &json!({})).await;
        let google = scene.reseller.subscription().with("product", "google_workspace").create().await;
        enable(owner, &google, "server_side").await;
        begin_at(&google.path("/connection/consent")).await.refused(404, "not_found");
        let idle = scene.reseller.subscription().create().await;
        begin_at(&idle.path("/connection/consent")).await.refused(409, "step_not_reached");
        enable(owner, &idle, "exchange_on_premises").await;
        begin_at(&idle.path("/connection/consent")).await.refused(409, "step_not_reached");
        // Over while the administrator was at Microsoft's: used up, and nothing is changed.
        let state = begin(owner, &scene.subscription).await;
        owner.post(&scene.subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        give(owner, &state, TENANT).await.refused(409, "transition_not_allowed");
        begin_at(&scene.subscription.path("/connection/consent")).await.refused(409, "transition_not_allowed");
        assert_eq!((scene.kept(TENANT).await, scene.connection().await["version"].clone()), (0, json!(1)));
    }

    async fn all_that_is_wrong_with_what_came_back_is_told_at_once(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let send = async |body: Value| scene.owner().post("/connections/microsoft/consent", &body).await.refused(422, "invalid_fields").faults();
        assert_eq!(send(json!({})).await, ["/state required", "/tenant required"]);
        let faults = ["/admin_consent wrong_type", "/scope unknown_field", "/state wrong_type", "/tenant invalid_id"];
        assert_eq!(send(json!({"state": 1, "tenant": "../common", "admin_consent": true, "scope": "x"})).await, faults);
        // A refusal uses nothing up.
        let state = begin(scene.owner(), &scene.subscription).await;
        assert_eq!(send(json!({"state": state})).await, ["/tenant required"]);
        give(scene.owner(), &state, TENANT).await.expect(200);
    }
}
