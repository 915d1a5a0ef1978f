//! The synchronisation of directories, from consent to the rows, against the stand-in of Microsoft's interfaces.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use super::consent::{Scene, TENANT, begin, give};
use super::{step, told};
use crate::support::microsoft::user;
use crate::support::{Prepared, Setup};

impl Scene {
    /// Gives access; the first synchronisation waits for its turn.
    pub async fn connect(&self, tenant: &str) {
        let state = begin(self.owner(), &self.subscription).await;
        give(self.owner(), &state, tenant).await.expect(200);
    }

    async fn sync(&self) -> Value {
        self.owner().get(&self.subscription.path("/connection/sync")).await.expect(200).json()
    }

    async fn sync_now(&self) -> Value {
        let sync = self.owner().post(&self.subscription.path("/connection/sync"), &json!({})).await.expect(200).json();
        self.app.catch_up().await;
        sync
    }

    async fn names(&self) -> Vec<String> {
        let people = self.owner().get(&self.subscription.path("/directory/people")).await.items();
        people.iter().map(|person| person["display_name"].as_str().unwrap().to_owned()).collect()
    }

    /// The kinds of the newest events of the directory and its step.
    async fn newest(&self, count: usize) -> Vec<(String, Value)> {
        let events = self.owner().get(&self.subscription.path("/events")).await.items();
        events.iter().take(count).map(|event| (event["kind"].as_str().unwrap().to_owned(), event["data"].clone())).collect()
    }
}

fn people(count: usize) -> impl Iterator<Item = Value> {
    (1..=count).map(|number| user(number, &format!("Person {number}"), &format!("person-{number}@mercier.example")))
}

fn busy(seconds: &str) -> Prepared {
    Prepared::Status(429, ("retry-after", seconds.to_owned()), String::new())
}

fn counted(sync: &Value) -> (&str, [u64; 5]) {
    let count = |name: &str| sync[name].as_u64().unwrap();
    (sync["state"].as_str().unwrap(), ["people", "groups", "added", "changed", "removed"].map(count))
}

on_both_databases! {
    async fn a_directory_is_read_once_access_is_given_and_the_step_is_done_by_it(setup: Setup) {
        let scene = Scene::set(&setup).await;
        assert_eq!(counted(&scene.sync().await), ("never", [0; 5]));
        scene.owner().post(&scene.subscription.path("/connection/sync"), &json!({})).await.refused(409, "step_not_reached");
        scene.microsoft.change(TENANT, |tenant| {
            tenant.put("users", people(5_001));
            tenant.put("groups", [
                json!({"id": "inner", "displayName": "Ovens", "members@delta": [{"@odata.type": "#microsoft.graph.user", "id": "user-1"}]}),
                json!({"id": "outer", "displayName": "All", "members@delta": [{"@odata.type": "#microsoft.graph.group", "id": "inner"}]}),
            ]);
        });
        scene.connect(TENANT).await;
        assert_eq!(counted(&scene.sync().await), ("waiting", [0; 5]));
        scene.app.catch_up().await;
        let sync = scene.sync().await;
        assert_eq!(counted(&sync), ("done", [5_001, 2, 5_001, 0, 0]));
        assert_eq!((&sync["next_at"], &sync["last_success_at"], &sync["error"]), (&json!("2026-11-22T13:00:00Z"), &json!("2026-11-22T12:00:00Z"), &Value::Null));
        let figures = scene.owner().get(&scene.subscription.path("/directory")).await.json();
        assert_eq!((&figures["people"], &figures["groups"], &figures["exceeds_seats"]), (&json!(5_001), &json!(2), &json!(true)));
        let groups = scene.owner().get(&scene.subscription.path("/directory/groups")).await.items();
        assert_eq!((&groups[0]["name"], &groups[0]["people"]), (&json!("All"), &json!(1)));
        let connection = scene.connection().await;
        let done = step(&connection, "server_side", "directory");
        assert_eq!((&done["state"], &done["done_by"]["kind"]), (&json!("done"), &json!("system")));
        let (kind, data) = told(scene.owner(), &scene.subscription).await.remove(0);
        assert_eq!((kind.as_str(), data), ("connection.step_done", json!({"step": "directory", "added": 5_001, "changed": 0, "removed": 0})));
    }

    async fn what_is_other_is_read_every_hour_and_told_in_one_event(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(3)));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        let version = scene.connection().await["version"].clone();
        let asked = scene.microsoft.count("users/delta");
        scene.app.pass(TimeDelta::minutes(59)).await;
        assert_eq!(scene.microsoft.count("users/delta"), asked);
        scene.microsoft.change(TENANT, |tenant| {
            tenant.remove("users", "user-1");
            tenant.tell("users", json!({"id": "user-2", "displayName": "Person Two"}));
            tenant.put("users", [user(4, "Person 4", "four@mercier.example")]);
        });
        scene.app.pass(TimeDelta::minutes(1)).await;
        assert_eq!(scene.names().await, ["Person 3", "Person 4", "Person Two"]);
        let changes = json!({"added": 1, "changed": 1, "removed": 1});
        assert_eq!(scene.newest(1).await, [("directory.synchronised".to_owned(), changes.clone())]);
        // An hour in which nothing happened is no event, and no other version of anything.
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(scene.newest(1).await, [("directory.synchronised".to_owned(), changes)]);
        assert_eq!((counted(&scene.sync().await), &scene.connection().await["version"]), (("done", [0; 5]), &version));
    }

    async fn without_a_mode_that_needs_it_a_directory_is_not_read_and_with_one_it_is_again(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        let mode = scene.subscription.path("/connection/modes/server_side");
        scene.owner().put(&mode, &json!({"enabled": false})).await.expect(200);
        let asked = scene.microsoft.asked().len();
        scene.app.pass(TimeDelta::days(3)).await;
        assert_eq!(scene.microsoft.asked().len(), asked);
        scene.owner().post(&scene.subscription.path("/connection/sync"), &json!({})).await.refused(409, "step_not_reached");
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(3)));
        scene.owner().put(&mode, &json!({"enabled": true})).await.expect(200);
        scene.app.catch_up().await;
        assert_eq!(scene.names().await.len(), 3);
        scene.app.pass(TimeDelta::hours(1)).await;
        let connection = scene.connection().await;
        let synchronised = scene.sync().await["last_success_at"].clone();
        assert_eq!((&step(&connection, "server_side", "directory")["last_success_at"], &step(&connection, "server_side", "consent")["last_success_at"]), (&synchronised, &synchronised));
    }

    async fn somebody_written_by_hand_is_no_second_one_when_the_platform_gives_a_person_that_address(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", [user(1, "Camille Mercier", "old@mercier.example")]));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        let path = scene.subscription.path("/directory/people");
        scene.owner().post(&path, &json!({"email": "Camille@mercier.example", "display_name": "Camille"})).await.expect(201);
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", [user(1, "Camille Mercier", "camille@mercier.example")]));
        scene.app.pass(TimeDelta::hours(1)).await;
        let people = scene.owner().get(&path).await.items();
        let told: Vec<_> = people.iter().map(|person| (&person["display_name"], &person["email"])).collect();
        assert_eq!(told, [(&json!("Camille Mercier"), &json!("camille@mercier.example"))]);
    }

    async fn a_place_that_is_refused_is_not_asked_for_for_ever(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(2)));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(4)));
        scene.microsoft.instead("users/delta", Prepared::Status(400, ("", String::new()), r#"{"error": {"code": "BadRequest"}}"#.to_owned()));
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(scene.sync().await["error"]["code"], "directory_refused");
        scene.app.pass(TimeDelta::hours(1)).await;
        let sync = scene.sync().await;
        assert_eq!((&sync["whole"], &sync["error"], counted(&sync)), (&json!(true), &Value::Null, ("done", [4, 0, 2, 0, 0])));
    }

    async fn a_platform_that_is_busy_is_left_in_peace_and_read_on_from_there(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(1_500)));
        scene.connect(TENANT).await;
        scene.microsoft.instead("groups/delta", busy("37"));
        scene.app.catch_up().await;
        let sync = scene.sync().await;
        assert_eq!((counted(&sync), &sync["next_at"]), (("waiting", [1_500, 0, 1_500, 0, 0]), &json!("2026-11-22T12:00:37Z")));
        // Who asks for it meanwhile hurries nobody.
        scene.sync_now().await;
        assert_eq!((scene.microsoft.count("users/delta"), scene.microsoft.count("groups/delta")), (2, 1));
        scene.app.pass(TimeDelta::seconds(37)).await;
        assert_eq!(counted(&scene.sync().await), ("done", [1_500, 0, 1_500, 0, 0]));
        assert_eq!((scene.microsoft.count("users/delta"), scene.microsoft.count("groups/delta")), (2, 2));
    }

    async fn what_the_platform_has_forgotten_is_read_anew_and_who_is_not_there_any_more_is_gone(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(3)));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        let by_hand = json!({"email": "zoe@mercier.example", "display_name": "Zoé"});
        scene.owner().post(&scene.subscription.path("/directory/people"), &by_hand).await.expect(201);
        scene.microsoft.change(TENANT, |tenant| {
            tenant.remove("users", "user-2");
            tenant.forget_deltas();
        });
        scene.sync_now().await;
        assert_eq!(scene.names().await, ["Person 1", "Person 3", "Zoé"]);
        let sync = scene.sync().await;
        assert_eq!((counted(&sync), &sync["whole"]), (("done", [2, 0, 0, 0, 1]), &json!(true)));
    }

    async fn access_that_is_taken_back_is_told_once_at_its_step_and_given_again_it_goes_on(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(2)));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        scene.microsoft.change(TENANT, |tenant| tenant.withdrawn = true);
        scene.app.pass(TimeDelta::hours(1)).await;
        let error = json!({"code": "access_withdrawn", "since": "2026-11-22T13:00:00Z"});
        assert_eq!(scene.sync().await["error"], error);
        assert_eq!(step(&scene.connection().await, "server_side", "consent")["error"], error);
        assert_eq!(scene.newest(1).await[0].0, "connection.step_failed");
        let events = scene.app.count("events").await;
        scene.app.pass(TimeDelta::hours(2)).await;
        assert_eq!((scene.app.count("events").await, &scene.sync().await["error"]), (events, &error), "told once, and since when");
        assert_eq!(scene.names().await.len(), 2, "what was read stays");
        scene.microsoft.change(TENANT, |tenant| tenant.withdrawn = false);
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        assert_eq!((counted(&scene.sync().await).0, &step(&scene.connection().await, "server_side", "consent")["error"]), ("done", &Value::Null));
    }

    async fn a_secret_that_has_expired_is_the_operators_matter_and_told_as_that(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(2)));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        scene.microsoft.refuse_secret();
        scene.app.pass(TimeDelta::hours(1)).await;
        let error = json!({"code": "credentials_refused", "since": "2026-11-22T13:00:00Z"});
        assert_eq!(scene.sync().await["error"], error);
        assert_eq!(step(&scene.connection().await, "server_side", "consent")["error"], error);
        assert_eq!(scene.names().await.len(), 2, "what was read stays");
    }

    async fn a_platform_that_is_silent_is_asked_again_before_that_is_told(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(1)));
        scene.connect(TENANT).await;
        // Each try is three requests.
        for _ in 0..18 {
            scene.microsoft.instead("users/delta", Prepared::Status(500, ("", String::new()), String::new()));
        }
        scene.app.catch_up().await;
        for seconds in [30, 60, 120, 240, 480] {
            assert_eq!(counted(&scene.sync().await).0, "waiting");
            scene.app.pass(TimeDelta::seconds(seconds)).await;
        }
        let sync = scene.sync().await;
        assert_eq!((counted(&sync).0, &sync["error"]["code"]), ("failed", &json!("platform_unreachable")));
        assert_eq!(step(&scene.connection().await, "server_side", "directory")["error"]["code"], "platform_unreachable");
        scene.sync_now().await;
        assert_eq!((counted(&scene.sync().await), scene.names().await), (("done", [1, 0, 1, 0, 0]), vec!["Person 1".to_owned()]));
        assert_eq!(step(&scene.connection().await, "server_side", "directory")["error"], Value::Null);
    }

    async fn another_organisation_takes_the_place_of_the_one_before(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(3)));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        let other = "11111111-3333-4444-8555-666677778888";
        scene.microsoft.tenant(other, "Mercier Holding");
        scene.microsoft.change(other, |tenant| tenant.put("users", [user(9, "Person 9", "nine@mercier.example")]));
        scene.connect(other).await;
        scene.app.catch_up().await;
        assert_eq!(scene.names().await, ["Person 9"]);
        let sync = scene.sync().await;
        assert_eq!((counted(&sync), &sync["whole"]), (("done", [1, 0, 1, 0, 3]), &json!(true)));
    }

    async fn one_is_carried_on_by_one_job_whoever_asks_how_often(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(1)));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        let path = scene.subscription.path("/connection/sync");
        let body = json!({});
        let posts = (0..4).map(|_| scene.owner().post(&path, &body).into_future());
        for answer in futures_util::future::join_all(posts).await {
            assert_eq!(answer.expect(200).json()["state"], "waiting");
        }
        assert_eq!(scene.app.catch_up().await, 1);
        assert_eq!(scene.microsoft.count("users/delta"), 2);
        // The job of the hour before is over with it.
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(scene.microsoft.count("users/delta"), 3);
    }

    async fn customers_administrators_synchronise_too_and_what_is_over_is_left_alone(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.microsoft.change(TENANT, |tenant| tenant.put("users", people(1)));
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        let (admin, editor) = (scene.reseller.customer(&scene.subscription, SubscriptionRole::Admin).await, scene.reseller.customer(&scene.subscription, SubscriptionRole::Editor).await);
        let path = scene.subscription.path("/connection/sync");
        admin.post(&path, &json!({})).await.expect(200);
        editor.get(&path).await.expect(200);
        editor.post(&path, &json!({})).await.refused(403, "forbidden");
        scene.app.catch_up().await;
        scene.owner().post(&scene.subscription.path("/trial/end"), &json!({"reason": "Closed"})).await.expect(200);
        let asked = scene.microsoft.count("delta");
        scene.owner().post(&path, &json!({})).await.refused(409, "transition_not_allowed");
        scene.app.pass(TimeDelta::days(2)).await;
        assert_eq!(scene.microsoft.count("delta"), asked, "nobody reads the directory of who left");
        scene.owner().post(&scene.subscription.path("/reactivate"), &json!({})).await.expect(200);
        scene.sync_now().await;
        assert!(scene.microsoft.count("delta") > asked);
        scene.owner().post(&scene.subscription.path("/trial/end"), &json!({"reason": "Closed"})).await.expect(200);
        scene.app.pass(TimeDelta::days(91)).await;
        assert_eq!((scene.app.count("directory_syncs").await, scene.app.count("directory_people").await), (0, 0));
    }
}
