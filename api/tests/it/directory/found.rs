//! What a platform tells, as it stands in the directory afterwards.

use countersign::directory::changes::{Change, FoundGroup, FoundPerson};
use countersign::directory::{Place, found};
use serde_json::{Value, json};

use super::{names, person, place};
use crate::support::{Reseller, Subscription, TestApp, noon};

fn told(text: &str) -> Option<Option<String>> {
    Some(Some(text.to_owned()))
}

fn found_person(id: &str, email: &str, name: &str) -> Change {
    let person =
        FoundPerson { id: id.to_owned(), email: told(email), display_name: told(name), takes_seat: Some(true), ..FoundPerson::default() };
    Change::Person(Box::new(person))
}

fn found_group(id: &str, name: &str) -> Change {
    Change::Group(FoundGroup { id: id.to_owned(), name: Some(name.to_owned()), email: None })
}

fn joined(group: &str, member: &str) -> Change {
    Change::Joined { group: group.to_owned(), member: member.to_owned() }
}

async fn write(app: &TestApp, place: Place, generation: i64, changes: Vec<Change>) -> found::Counted {
    app.tx(move |conn| {
        let counted = found::write(conn, place, changes, generation, noon())?;
        found::gather(conn, place)?;
        Ok(counted)
    })
    .await
}

async fn people(reseller: &Reseller, subscription: &Subscription, query: &str) -> Vec<Value> {
    reseller.owner().get(&subscription.path(&format!("/directory/people{query}"))).await.expect(200).items()
}

on_both_databases! {
    async fn people_come_change_and_go_and_are_kept_by_the_platform(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let place = place(&northwind, &subscription).await;
        let first = write(&app, place, 1, vec![found_person("1", "ada@mercier.example", "Ada"), found_person("2", "bob@mercier.example", "Bob")]).await;
        assert_eq!((first.people, first.added, first.changed, first.removed), (2, 2, 0, 0));
        let same = write(&app, place, 1, vec![found_person("1", "ada@mercier.example", "Ada")]).await;
        assert_eq!((same.people, same.added, same.changed), (1, 0, 0));
        // They swap addresses, and somebody without one comes: nothing stands in the way of that.
        let swapped = vec![found_person("1", "bob@mercier.example", "Ada"), found_person("2", "ada@mercier.example", "Bob"),
            Change::Person(Box::new(FoundPerson { id: "3".to_owned(), email: Some(None), ..FoundPerson::default() }))];
        let swapped = write(&app, place, 1, swapped).await;
        assert_eq!((swapped.people, swapped.added, swapped.changed), (3, 0, 2));
        let listed = people(&northwind, &subscription, "").await;
        assert_eq!((names(&listed), &listed[0]["email"], &listed[0]["source"]), (vec!["Ada", "Bob"], &json!("bob@mercier.example"), &json!("platform")));
        let path = subscription.path(&format!("/directory/people/{}", listed[0]["id"].as_str().unwrap()));
        northwind.owner().patch(&path, &json!({"display_name": "A."})).await.refused(409, "kept_by_platform");
        northwind.owner().delete(&path).await.refused(409, "kept_by_platform");
        let gone = write(&app, place, 1, vec![Change::PersonGone("1".to_owned()), Change::PersonGone("9".to_owned())]).await;
        assert_eq!(gone.removed, 1);
        assert_eq!(names(&people(&northwind, &subscription, "").await), ["Bob"]);
    }

    async fn who_was_written_by_hand_becomes_the_platforms_and_a_file_can_not_change_them(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let place = place(&northwind, &subscription).await;
        let by_hand = subscription.path("/directory/people");
        northwind.owner().post(&by_hand, &person("ADA@mercier.example", "Ada by hand")).await.expect(201);
        northwind.owner().post(&by_hand, &person("zoe@mercier.example", "Zoé")).await.expect(201);
        let counted = write(&app, place, 1, vec![found_person("1", "ada@mercier.example", "Ada")]).await;
        assert_eq!((counted.added, counted.changed), (0, 1));
        let swept = app.tx(move |conn| found::sweep(conn, place, 2)).await;
        assert_eq!(swept.removed, 1, "who was not told of in this round is gone");
        assert_eq!(names(&people(&northwind, &subscription, "").await), ["Zoé"], "but nobody who is kept here");
        write(&app, place, 2, vec![found_person("1", "ada@mercier.example", "Ada")]).await;
        let import = subscription.path("/directory/people/import");
        let file = northwind.owner().request(reqwest::Method::POST, &import).header("content-type", "text/csv");
        let report = file.body("email,display_name\nAda@mercier.example,Somebody\n").await.expect(200).json();
        assert_eq!((&report["faulty"], &report["faulty_rows"][0]["faults"][0]["code"]), (&json!(1), &json!("kept_by_platform")));
    }

    async fn groups_hold_the_people_of_the_groups_in_them(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let place = place(&northwind, &subscription).await;
        let mut changes = vec![found_person("1", "ada@mercier.example", "Ada"), found_person("2", "bob@mercier.example", "Bob")];
        changes.extend([found_group("g1", "Everybody"), found_group("g2", "Bakers"), joined("g1", "g2"), joined("g1", "2"), joined("g2", "1"), joined("g2", "g1")]);
        let counted = write(&app, place, 1, changes).await;
        assert_eq!((counted.groups, counted.people), (2, 2));
        let groups = northwind.owner().get(&subscription.path("/directory/groups")).await.items();
        assert_eq!((names(&groups), &groups[0]["people"]), (vec!["Bakers", "Everybody"], &json!(2)));
        let everybody = groups[1]["id"].as_str().unwrap();
        assert_eq!(names(&people(&northwind, &subscription, &format!("?group={everybody}")).await), ["Ada", "Bob"]);
        // The inner group loses a person; the platform tells of that group alone.
        write(&app, place, 1, vec![Change::Left { group: "g2".to_owned(), member: "1".to_owned() }]).await;
        assert_eq!(names(&people(&northwind, &subscription, &format!("?group={everybody}")).await), ["Bob"]);
        let csv = northwind.owner().get(&subscription.path("/directory/groups?q=every")).accept("text/csv").await.expect(200).text();
        assert!(csv.contains("Everybody,,1"), "{csv}");
        write(&app, place, 1, vec![Change::GroupGone("g2".to_owned())]).await;
        assert_eq!(names(&northwind.owner().get(&subscription.path("/directory/groups")).await.items()), ["Everybody"]);
        assert_eq!((app.count("directory_links").await, app.count("directory_memberships").await), (2, 1));
        let swept = app.tx(move |conn| found::sweep(conn, place, 2)).await;
        assert_eq!((swept.removed, swept.groups_changed), (2, 1));
        assert_eq!((app.count("directory_links").await, app.count("directory_memberships").await), (0, 0));
        assert_eq!(northwind.owner().get(&subscription.path("/directory")).await.json()["groups"], 0);
    }

    async fn another_reseller_sees_none_of_it(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso").await);
        let (mine, theirs) = (northwind.subscription().create().await, contoso.subscription().create().await);
        let place = place(&northwind, &mine).await;
        write(&app, place, 1, vec![found_person("1", "ada@mercier.example", "Ada"), found_group("g", "All"), joined("g", "1")]).await;
        let group = northwind.owner().get(&mine.path("/directory/groups")).await.items()[0]["id"].as_str().unwrap().to_owned();
        contoso.owner().get(&mine.path("/directory/people")).await.refused(404, "not_found");
        assert_eq!(names(&people(&contoso, &theirs, &format!("?group={group}")).await), [""; 0]);
        assert_eq!(names(&people(&contoso, &theirs, "").await), [""; 0]);
    }
}
