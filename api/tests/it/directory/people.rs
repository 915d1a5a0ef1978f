use chrono::TimeDelta;
use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{names, person};
use crate::support::TestApp;

on_both_databases! {
    async fn a_person_is_added_read_changed_and_removed(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let people = subscription.path("/directory/people");
        let wanted = json!({
            "email": "Camille@mercier.example", "display_name": " Camille Mercier ", "takes_seat": false,
            "profile": {"job_title": "Head baker", "phone": "+32 2 555 01 10 ext. 7"},
        });
        let answer = owner.post(&people, &wanted).await.expect(201);
        let made = answer.json();
        assert_eq!((&made["display_name"], &made["source"], &made["takes_seat"]), (&json!("Camille Mercier"), &json!("manual"), &json!(false)));
        assert_eq!((&made["profile"]["job_title"], &made["profile"]["surname"]), (&json!("Head baker"), &json!(null)));
        let path = format!("{people}/{}", answer.id());
        assert_eq!(answer.header("location"), Some(format!("/api/v1{path}").as_str()));
        let read = owner.get(&path).await.expect(200);
        assert_eq!((read.json(), read.etag()), (made, answer.etag()));
        // The profile is replaced as a whole; what is not named stays.
        let changed = owner.patch(&path, &json!({"profile": {"surname": "Mercier"}})).if_match(&answer.etag()).await.expect(200).json();
        assert_eq!((&changed["profile"]["job_title"], &changed["profile"]["surname"], &changed["version"]), (&json!(null), &json!("Mercier"), &json!(2)));
        assert_eq!(changed["email"], "Camille@mercier.example");
        owner.patch(&path, &json!({"display_name": "C."})).if_match(&answer.etag()).await.refused(412, "stale_version");
        // A change that changes nothing is no change.
        let same = owner.patch(&path, &json!({"takes_seat": false})).await.expect(200).json();
        assert_eq!(same["version"], 2);
        owner.delete(&path).if_match("\"1\"").await.refused(412, "stale_version");
        owner.delete(&path).await.expect(204);
        owner.get(&path).await.refused(404, "not_found");
        assert_eq!(app.count("directory_people").await, 0);
        let events = owner.get(&subscription.path("/events")).await.items();
        let kinds: Vec<_> = events.iter().take(3).map(|event| event["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["person.removed", "person.changed", "person.added"]);
        assert_eq!(events[0]["data"], json!({}), "people stand in events by their id alone");
    }

    async fn an_address_stands_once_in_a_directory_and_bad_values_are_told_all_at_once(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, first, second) = (northwind.owner(), northwind.subscription().create().await, northwind.subscription().create().await);
        owner.post(&first.path("/directory/people"), &person("camille@mercier.example", "Camille")).await.expect(201);
        owner.post(&first.path("/directory/people"), &person("CAMILLE@mercier.example", "C.")).await.refused(409, "person_exists");
        owner.post(&second.path("/directory/people"), &person("camille@mercier.example", "Camille")).await.expect(201);
        let other = owner.post(&first.path("/directory/people"), &person("noor@mercier.example", "Noor")).await.expect(201).id();
        let path = first.path(&format!("/directory/people/{other}"));
        owner.patch(&path, &json!({"email": "Camille@mercier.example"})).await.refused(409, "person_exists");
        owner.patch(&path, &json!({"email": "NOOR@mercier.example"})).await.expect(200);
        let wrong = json!({"email": "nobody", "profile": {"job_title": "a\u{7}b", "hobby": "x", "phone": 7}, "seat": true});
        let refused = owner.post(&first.path("/directory/people"), &wrong).await.refused(422, "invalid_fields");
        let told = ["/display_name required", "/email invalid_email", "/profile/hobby unknown_field", "/profile/job_title invalid_characters", "/profile/phone wrong_type", "/seat unknown_field"];
        assert_eq!(refused.faults(), told);
        assert_eq!(owner.patch(&path, &json!({"profile": null, "email": null})).await.faults(), ["/email required", "/profile required"]);
        assert_eq!(app.count("directory_people").await, 3);
    }

    async fn people_are_listed_by_name_searched_and_counted_beside_the_seats(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().with("seats", 2).create().await;
        let (owner, people) = (northwind.owner(), subscription.path("/directory/people"));
        for (email, name, title) in [
            ("zoe@mercier.example", "Zoé Adam", "Baker"), ("ada@mercier.example", "ada Baker", "Accountant"), ("emile@mercier.example", "Émile Zola", "Head baker"),
        ] {
            owner.post(&people, &json!({"email": email, "display_name": name, "profile": {"job_title": title}})).await.expect(201);
        }
        owner.post(&people, &json!({"email": "info@mercier.example", "display_name": "Info", "takes_seat": false})).await.expect(201);
        let listed = |query: &str| owner.get(&format!("{people}{query}"));
        assert_eq!(names(&listed("").await.items()), ["ada Baker", "Émile Zola", "Info", "Zoé Adam"]);
        assert_eq!(names(&listed("?q=BAKER").await.items()), ["ada Baker", "Émile Zola", "Zoé Adam"]);
        assert_eq!(names(&listed("?q=bak%20emile").await.items()), ["Émile Zola"]);
        assert_eq!(names(&listed("?q=aker").await.items()), [""; 0]);
        assert_eq!(names(&listed("?q=%25").await.items()), [""; 0]);
        assert_eq!(names(&listed("?takes_seat=false").await.items()), ["Info"]);
        let first = listed("?limit=3").await.expect(200).json();
        assert_eq!(first["total"], 4);
        let next = first["next_cursor"].as_str().unwrap();
        let second = listed(&format!("?limit=3&cursor={next}")).await.expect(200).json();
        assert_eq!(names(second["items"].as_array().unwrap()), ["Zoé Adam"]);
        let before = second["prev_cursor"].as_str().unwrap();
        assert_eq!(names(&listed(&format!("?limit=3&cursor={before}")).await.items()), ["ada Baker", "Émile Zola", "Info"]);
        assert_eq!(listed(&format!("?q=x&cursor={next}")).await.faults(), ["/cursor invalid_cursor"]);
        let csv = listed("?q=zoe").accept("text/csv").await.expect(200).text();
        assert!(csv.starts_with("\u{feff}email,display_name,given_name,") || csv.starts_with("email,display_name,given_name,"), "{csv}");
        assert!(csv.contains("zoe@mercier.example,Zoé Adam,,,Baker,,,,,,true"), "{csv}");
        let figures = owner.get(&subscription.path("/directory")).await.expect(200).json();
        let told = |name: &str| figures[name].clone();
        assert_eq!((told("people"), told("manual"), told("seats_taken"), told("seats"), told("groups")), (json!(4), json!(4), json!(3), json!(2), json!(0)));
        assert_eq!(told("exceeds_seats"), true);
        owner.patch(&subscription.path(""), &json!({"seats": 3})).await.expect(200);
        assert_eq!(owner.get(&subscription.path("/directory")).await.json()["exceeds_seats"], false, "as many as there are");
    }

    async fn who_may_and_what_is_over(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        let people = subscription.path("/directory/people");
        let admin = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        let id = admin.post(&people, &person("noor@mercier.example", "Noor")).await.expect(201).id();
        let editor = northwind.customer(&subscription, SubscriptionRole::Editor).await;
        assert_eq!(names(&editor.get(&people).await.items()), ["Noor"]);
        editor.delete(&format!("{people}/{id}")).await.refused(403, "forbidden");
        northwind.colleague(ResellerRole::Billing).await.post(&people, &person("a@mercier.example", "A")).await.refused(403, "forbidden");
        let other = northwind.subscription().create().await;
        northwind.owner().get(&other.path(&format!("/directory/people/{id}"))).await.refused(404, "not_found");
        northwind.owner().post(&subscription.path("/trial/end"), &json!({"reason": "Closed"})).await.expect(200);
        northwind.owner().post(&people, &person("a@mercier.example", "A")).await.refused(409, "transition_not_allowed");
        northwind.owner().delete(&format!("{people}/{id}")).await.refused(409, "transition_not_allowed");
        app.pass(TimeDelta::days(91)).await;
        assert_eq!(app.count("directory_people").await, 0, "erased with the rest");
    }
}
