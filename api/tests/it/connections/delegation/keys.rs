use serde_json::{Value, json};

use super::{ADMINISTRATOR, CUSTOMER, DOMAIN, SCOPES, Scene, error, name, put, wanting};
use crate::support::{Account, Setup};

fn key_file_with(name: &str, value: Value) -> String {
    let mut file: Value = serde_json::from_str(&Account::Own.key_file()).unwrap();
    file[name] = value;
    file.to_string()
}

on_both_databases! {
    async fn a_key_of_its_own_is_kept_before_the_customer_delegates_to_it(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let owner = scene.owner();
        let body = json!({"administrator": ADMINISTRATOR, "key": Account::Own.key_file()});
        let connection = put(owner, &scene.subscription, &body).await.expect(200).json();
        let expected = json!({"client_id": Account::Own.client_id(), "scopes": SCOPES, "administrator": ADMINISTRATOR, "own_key": true});
        assert_eq!((error(&connection), &connection["service_account"]), (&json!("delegation_missing"), &expected));
        // Its number is what the customer enters; the key needs not be sent again, nor for another administrator.
        scene.google.change(DOMAIN, |customer| {
            customer.delegate(Account::Own, &SCOPES);
            customer.withdraw(Account::Installation);
        });
        let connection = name(owner, &scene.subscription, "nobody@mercier.example").await.expect(200).json();
        assert_eq!((error(&connection), &connection["service_account"]["own_key"]), (&json!("administrator_unknown"), &json!(true)));
        let connection = name(owner, &scene.subscription, ADMINISTRATOR).await.expect(200).json();
        assert_eq!((&connection["organisation"]["id"], &connection["service_account"]), (&json!(CUSTOMER), &expected));
    }

    async fn null_takes_the_installations_account_in_its_place(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let owner = scene.owner();
        scene.google.change(DOMAIN, |customer| customer.delegate(Account::Own, &SCOPES));
        put(owner, &scene.subscription, &json!({"administrator": ADMINISTRATOR, "key": Account::Own.key_file()})).await.expect(200);
        assert_eq!(scene.app.count("service_accounts WHERE sealed_key IS NOT NULL").await, 1);
        let connection = put(owner, &scene.subscription, &json!({"administrator": ADMINISTRATOR, "key": null})).await.expect(200).json();
        let account = &connection["service_account"];
        assert_eq!((&account["client_id"], &account["own_key"]), (&json!(Account::Installation.client_id()), &json!(false)));
        assert_eq!(scene.app.count("service_accounts WHERE sealed_key IS NULL AND client_id IS NULL").await, 1);
    }

    async fn a_key_is_its_subscriptions_alone(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let owner = scene.owner();
        scene.google.change(DOMAIN, |customer| customer.delegate(Account::Own, &SCOPES));
        put(owner, &scene.subscription, &json!({"administrator": ADMINISTRATOR, "key": Account::Own.key_file()})).await.expect(200);
        // One that somebody copied from row to row in the database is of no use there.
        let other = wanting(&scene.reseller).await;
        name(owner, &other, ADMINISTRATOR).await.expect(200);
        scene
            .app
            .tx(|conn| {
                use diesel::RunQueryDsl as _;
                let copy = "UPDATE service_accounts SET client_id = (SELECT max(client_id) FROM service_accounts),
                    sealed_key = (SELECT other.sealed_key FROM service_accounts other WHERE other.sealed_key IS NOT NULL)
                    WHERE sealed_key IS NULL";
                Ok(diesel::sql_query(copy).execute(conn)?)
            })
            .await;
        assert_eq!(name(owner, &other, ADMINISTRATOR).await.refused(422, "invalid_fields").faults(), ["/key required"]);
        name(owner, &scene.subscription, ADMINISTRATOR).await.expect(200);
    }

    async fn all_that_is_wrong_with_a_key_file_is_told_at_once(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let faults = async |administrator: &str, key: Value| {
            put(scene.owner(), &scene.subscription, &json!({"administrator": administrator, "key": key})).await.refused(422, "invalid_fields")
        };
        let elliptic = {
            let key = aws_lc_rs::signature::EcdsaKeyPair::generate(&aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
            use base64::Engine as _;
            let body = base64::engine::general_purpose::STANDARD.encode(key.to_pkcs8v1().unwrap());
            format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n")
        };
        for (key, expected) in [
            (json!("-----BEGIN PRIVATE KEY-----"), &["/key not_json"][..]),
            (json!("{}"), &["/key not_a_service_account"]),
            (json!(key_file_with("type", json!("authorized_user"))), &["/key not_a_service_account"]),
            (json!(key_file_with("client_id", Value::Null)), &["/key missing_entry"]),
            (json!(key_file_with("private_key", json!("secret"))), &["/key not_an_rsa_key"]),
            (json!(key_file_with("private_key", json!(elliptic))), &["/key not_an_rsa_key"]),
            (json!("x".repeat(16_385)), &["/key too_long"]),
            (json!({}), &["/key wrong_type"]),
        ] {
            assert_eq!(faults(ADMINISTRATOR, key.clone()).await.faults(), expected, "{key}");
            let both: Vec<String> = ["/administrator invalid_email"].iter().chain(expected).map(|fault| (*fault).to_owned()).collect();
            let mut found = faults("ada", key.clone()).await.faults();
            found.sort();
            assert_eq!(found, both, "{key}");
        }
        let told = faults(ADMINISTRATOR, json!(key_file_with("client_email", Value::Null))).await;
        assert!(told.json()["errors"][0]["detail"].as_str().unwrap().contains("client_email"), "{}", told.text());
        let unsent = put(scene.owner(), &scene.subscription, &json!({"scopes": []})).await.refused(422, "invalid_fields");
        assert_eq!(unsent.faults(), ["/administrator required", "/scopes unknown_field"]);
        assert_eq!((scene.google.asked().len(), scene.app.count("service_accounts").await), (0, 0));
    }
}
