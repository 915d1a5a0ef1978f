//! The synchronisation of directories with Google Workspace, from delegation to the rows.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{ADMINISTRATOR, CUSTOMER, DOMAIN, SCOPES, Scene, error, name, put, wanting};
use crate::connections::{step, told};
use crate::support::google::user;
use crate::support::{Account, Prepared, Setup};

impl Scene {
    async fn sync(&self) -> Value {
        self.owner().get(&self.subscription.path("/connection/sync")).await.expect(200).json()
    }

    async fn names(&self) -> Vec<String> {
        let people = self.owner().get(&self.subscription.path("/directory/people?limit=200")).await.items();
        people.iter().map(|person| person["display_name"].as_str().unwrap().to_owned()).collect()
    }

    async fn groups(&self) -> Vec<(String, u64)> {
        let groups = self.owner().get(&self.subscription.path("/directory/groups")).await.items();
        groups.iter().map(|group| (group["name"].as_str().unwrap().to_owned(), group["people"].as_u64().unwrap())).collect()
    }
}

fn people(count: usize) -> impl Iterator<Item = Value> {
    (1..=count).map(|number| user(number, CUSTOMER, &format!("person-{number}@mercier.example")))
}

fn group(id: &str, name: &str) -> Value {
    json!({"id": id, "email": format!("{id}@mercier.example"), "name": name})
}

fn counted(sync: &Value) -> (&str, [u64; 5]) {
    let count = |name: &str| sync[name].as_u64().unwrap();
    (sync["state"].as_str().unwrap(), ["people", "groups", "added", "changed", "removed"].map(count))
}

on_both_databases! {
    async fn a_directory_is_read_once_access_is_given_with_groups_in_groups(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.google.change(DOMAIN, |customer| {
            customer.users.extend(people(1_200));
            customer.users[7]["suspended"] = json!(true);
            customer.groups = vec![group("inner", "Ovens"), group("outer", "Bakery"), group("all", "Everybody")];
            customer.members.insert("inner".to_owned(), vec![json!({"id": "user1", "type": "USER"})]);
            customer.members.insert("outer".to_owned(), vec![json!({"id": "inner", "type": "GROUP"}), json!({"id": "user2", "type": "USER"})]);
            customer.members.insert("all".to_owned(), vec![json!({"id": CUSTOMER, "type": "CUSTOMER"})]);
        });
        name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        assert_eq!(counted(&scene.sync().await), ("waiting", [0; 5]));
        scene.app.catch_up().await;
        assert_eq!(counted(&scene.sync().await), ("done", [1_201, 3, 1_201, 0, 0]));
        let expected = [("Bakery", 2), ("Everybody", 1_201), ("Ovens", 1)].map(|(name, people)| (name.to_owned(), people));
        assert_eq!(scene.groups().await, expected);
        let figures = scene.owner().get(&scene.subscription.path("/directory")).await.json();
        assert_eq!((&figures["people"], &figures["groups"]), (&json!(1_201), &json!(3)));
        let suspended = scene.owner().get(&scene.subscription.path("/directory/people?takes_seat=false")).await.items();
        assert_eq!((suspended.len(), &suspended[0]["takes_seat"], &suspended[0]["profile"]["job_title"]), (1, &json!(false), &json!("Baker")));
        let connection = scene.connection().await;
        assert_eq!(step(&connection, "server_side", "directory")["state"], "done");
        let (kind, data) = told(scene.owner(), &scene.subscription).await.remove(0);
        assert_eq!((kind.as_str(), data), ("connection.step_done", json!({"step": "directory", "added": 1_201, "changed": 0, "removed": 0})));
    }

    async fn everything_is_read_anew_every_hour_and_who_is_not_told_of_is_gone(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.google.change(DOMAIN, |customer| {
            customer.users.extend(people(3));
            customer.groups = vec![group("inner", "Ovens"), group("outer", "Bakery")];
            customer.members.insert("inner".to_owned(), vec![json!({"id": "user1", "type": "USER"}), json!({"id": "user2", "type": "USER"})]);
            customer.members.insert("outer".to_owned(), vec![json!({"id": "inner", "type": "GROUP"})]);
        });
        name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        scene.app.catch_up().await;
        scene.google.change(DOMAIN, |customer| {
            customer.users.retain(|user| user["id"] != "user1");
            customer.users.iter_mut().find(|user| user["id"] == "user2").unwrap()["name"]["fullName"] = json!("Person Two");
            customer.groups.remove(1);
        });
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(scene.names().await, ["Ada Admin", "Person 3", "Person Two"]);
        assert_eq!((scene.groups().await, counted(&scene.sync().await)), (vec![("Ovens".to_owned(), 1)], ("done", [3, 1, 0, 1, 1])));
        let newest = scene.owner().get(&scene.subscription.path("/events")).await.items().remove(0);
        assert_eq!((&newest["kind"], &newest["data"]), (&json!("directory.synchronised"), &json!({"added": 0, "changed": 1, "removed": 1})));
        // An hour in which nothing happened is no event.
        let version = scene.connection().await["version"].clone();
        scene.app.pass(TimeDelta::hours(1)).await;
        let again = scene.owner().get(&scene.subscription.path("/events")).await.items().remove(0);
        assert_eq!((&again["id"], &scene.connection().await["version"]), (&newest["id"], &version));
    }

    async fn what_goes_wrong_stands_at_the_step_that_it_is_about(setup: Setup) {
        let scene = Scene::set(&setup).await;
        name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        scene.app.catch_up().await;
        // Busy: it comes back by itself, where it was.
        scene.google.instead("/users", Prepared::Status(429, ("retry-after", "40".to_owned()), String::new()));
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(scene.sync().await["state"], "waiting");
        scene.app.pass(TimeDelta::seconds(40)).await;
        assert_eq!(scene.sync().await["state"], "done");
        let error = async |of: &str| step(&scene.connection().await, "server_side", of)["error"]["code"].clone();
        scene.google.change(DOMAIN, |customer| customer.withdraw(Account::Installation));
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!((error("service_account").await, error("directory").await), (json!("access_withdrawn"), Value::Null));
        assert_eq!(scene.connection().await["status"], "not_connected");
        scene.google.change(DOMAIN, |customer| customer.delegate(Account::Installation, &SCOPES));
        let refused = r#"{"error": "invalid_grant", "error_description": "Invalid JWT Signature."}"#;
        scene.google.instead("/token", Prepared::Status(400, ("", String::new()), refused.to_owned()));
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(error("service_account").await, "credentials_refused");
        // It heals by itself, and nobody gave access anew.
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!((error("service_account").await, error("directory").await), (Value::Null, Value::Null));
        assert_eq!(step(&scene.connection().await, "server_side", "service_account")["done_by"]["name"], "Olga Ostrova");
    }

    async fn another_resellers_customer_is_not_read_by_who_lost_access_and_names_its_administrator(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let contoso = scene.app.reseller("Contoso Cloud").await;
        name(contoso.owner(), &wanting(&contoso).await, ADMINISTRATOR).await.expect(200);
        scene.google.customer("C0other", "bo@holding.example");
        scene.google.change("holding.example", |customer| customer.delegate(Account::Installation, &SCOPES));
        name(scene.owner(), &scene.subscription, "bo@holding.example").await.expect(200);
        scene.app.catch_up().await;
        scene.google.change("holding.example", |customer| customer.withdraw(Account::Installation));
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(error(&scene.connection().await), "access_withdrawn");
        scene.google.change(DOMAIN, |customer| customer.users.extend(people(3)));
        let connection = name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200).json();
        assert_eq!((error(&connection), &connection["service_account"]["administrator"]), (&json!("organisation_taken"), &json!("bo@holding.example")));
        scene.app.pass(TimeDelta::hours(2)).await;
        assert_eq!(scene.connection().await["organisation"]["id"], "C0other");
        let people = scene.owner().get(&scene.subscription.path("/directory/people")).await.items();
        assert_eq!((people.len(), &people[0]["email"]), (1, &json!("bo@holding.example")));
    }

    async fn a_key_of_its_own_reads_the_directory(setup: Setup) {
        let scene = Scene::bare(&setup).await;
        scene.google.change(DOMAIN, |customer| {
            customer.delegate(Account::Own, &SCOPES);
            customer.users.extend(people(2));
        });
        put(scene.owner(), &scene.subscription, &json!({"administrator": ADMINISTRATOR, "key": Account::Own.key_file()})).await.expect(200);
        scene.app.catch_up().await;
        assert_eq!(scene.names().await, ["Ada Admin", "Person 1", "Person 2"]);
    }

    async fn an_installation_that_lost_its_account_says_so(setup: Setup) {
        let scene = Scene::set(&setup).await;
        name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        scene.app.catch_up().await;
        let bare = setup.start_with(|settings| scene.google.configure(settings)).await;
        bare.pass(TimeDelta::hours(1)).await;
        let connection = scene.connection().await;
        assert_eq!(step(&connection, "server_side", "service_account")["error"]["code"], "credentials_refused");
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(step(&scene.connection().await, "server_side", "service_account")["error"], Value::Null);
    }
}
