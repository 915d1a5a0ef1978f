//! Name, phone number, language, and what the account may do.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::{TestApp, at_once};

fn words(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

on_both_databases! {
    async fn one_sees_what_one_is_in_the_reseller_and_what_that_allows(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let all = vec!["see", "manage_subscriptions", "bill", "connect", "manage_people", "design", "manage_team"];
        for (role, rights) in [
            (ResellerRole::Owner, all.clone()),
            (ResellerRole::Admin, all),
            (ResellerRole::Billing, vec!["see", "bill"]),
            (ResellerRole::Support, vec!["see", "connect", "design"]),
        ] {
            let colleague = northwind.colleague(role).await;
            let answer = colleague.get("/me").await.expect(200);
            let me = answer.json();
            assert_eq!((&me["email"], &me["version"]), (&json!(colleague.email), &json!(1)));
            assert_eq!((&me["reseller"]["name"], &me["reseller"]["role"]), (&json!("Northwind IT"), &json!(role)));
            assert_eq!(words(&me["reseller"]["rights"]), rights, "{role}");
            assert_eq!(me["subscriptions"], json!([]));
            assert_eq!((answer.etag(), answer.header("cache-control")), ("\"1\"".to_owned(), Some("no-store")));
        }
    }

    async fn a_customers_person_sees_its_subscriptions_and_what_its_role_allows(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let bakery = northwind.subscription().contact("camille@mercier.example").create().await;
        let office = contoso.subscription().company("Architectenbureau De Wit").contact("jan@dewit.example").create().await;
        northwind.subscription().company("Somebody else").create().await;
        let person = northwind.customer(&bakery, SubscriptionRole::Editor).await;
        contoso.make_customer(&person, &office, SubscriptionRole::Admin).await;
        let me = person.get("/me").await.expect(200).json();
        assert_eq!(me["reseller"], Value::Null);
        let mine = me["subscriptions"].as_array().unwrap();
        assert_eq!(mine.len(), 2);
        assert_eq!((&mine[0]["company_name"], &mine[0]["reseller_name"]), (&json!("Architectenbureau De Wit"), &json!("Contoso Cloud")));
        assert_eq!(words(&mine[0]["rights"]), ["see", "connect", "manage_people", "design"]);
        assert_eq!(words(&mine[1]["rights"]), ["see", "design"]);
        let off = json!({"customer_edits_signatures": false});
        contoso.owner().patch(&office.path(""), &off).await.expect(200);
        let me = person.get("/me").await.expect(200).json();
        assert_eq!((words(&me["subscriptions"][0]["rights"]), words(&me["subscriptions"][1]["rights"])), (vec!["see"], vec!["see", "design"]));
    }

    async fn a_change_leaves_what_is_absent_and_takes_away_what_is_null(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let answer = owner.patch("/me", &json!({"full_name": " Olga Östrova ", "phone": "+32 2 555 12 34", "locale": "nl"})).await.expect(200);
        let me = answer.json();
        assert_eq!((&me["full_name"], &me["phone"], &me["locale"]), (&json!("Olga Östrova"), &json!("+32 2 555 12 34"), &json!("nl")));
        assert_eq!((&me["version"], answer.etag()), (&json!(2), "\"2\"".to_owned()));
        let me = owner.patch("/me", &json!({"locale": "de"})).await.expect(200).json();
        assert_eq!((&me["full_name"], &me["phone"], &me["locale"]), (&json!("Olga Östrova"), &json!("+32 2 555 12 34"), &json!("de")));
        let me = owner.patch("/me", &json!({"phone": null})).await.expect(200).json();
        assert_eq!((&me["full_name"], &me["phone"]), (&json!("Olga Östrova"), &Value::Null));
        assert_eq!(owner.get("/me").await.json(), me);
    }

    async fn all_faults_are_told_at_once_and_nothing_is_changed(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let before = northwind.owner().get("/me").await.json();
        for (body, faults) in [
            (json!({"full_name": null, "phone": "call me", "locale": "it", "email": "x@y.example"}),
                vec!["/email unknown_field", "/full_name required", "/locale not_allowed", "/phone invalid_phone"]),
            (json!({"full_name": "x".repeat(201), "locale": null, "phone": 7}),
                vec!["/full_name too_long", "/locale required", "/phone wrong_type"]),
            (json!({"full_name": "Olga\u{0}"}), vec!["/full_name invalid_characters"]),
            (json!({"full_name": "New Name", "a/b~c": 1}), vec!["/a~1b~0c unknown_field"]),
        ] {
            assert_eq!(northwind.owner().patch("/me", &body).await.refused(422, "invalid_fields").faults(), faults);
        }
        assert_eq!(northwind.owner().get("/me").await.json(), before);
    }

    async fn a_change_to_what_is_there_already_is_none(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let before = owner.get("/me").await.expect(200).json();
        for body in [json!({}), json!({"full_name": before["full_name"], "locale": before["locale"], "phone": null})] {
            assert_eq!(owner.patch("/me", &body).await.expect(200).json(), before);
        }
    }

    async fn a_change_with_a_stale_version_changes_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let etag = owner.get("/me").await.etag();
        owner.patch("/me", &json!({"full_name": "Olga Second"})).if_match(&etag).await.expect(200);
        for stale in [etag.as_str(), "W/\"2\"", "\"x\"", "\"02\""] {
            owner.patch("/me", &json!({"full_name": "Olga Third"})).if_match(stale).await.refused(412, "stale_version");
        }
        for wrong in ["2", "", "\"2"] {
            owner.patch("/me", &json!({"full_name": "Olga Third"})).if_match(wrong).await.refused(422, "invalid_header");
        }
        assert_eq!(owner.get("/me").await.json()["full_name"], "Olga Second");
        owner.patch("/me", &json!({"full_name": "Olga Third"})).if_match("\"9\", \"2\"").await.expect(200);
        owner.patch("/me", &json!({"full_name": "Olga Fourth"})).if_match("*").await.expect(200);
    }

    async fn of_changes_at_once_with_the_same_version_one_counts(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let answers = at_once(10, |n| {
            let owner = northwind.owner().clone();
            async move { owner.patch("/me", &json!({"full_name": format!("Olga {n}")})).if_match("\"1\"").await.status() }
        })
        .await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 412).count(), 9, "{answers:?}");
    }
}
