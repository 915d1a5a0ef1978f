//! The directory as the synchronisation reads it, from the stand-in of Microsoft's interfaces.

use std::time::Duration;

use countersign::connections::microsoft::{Application, Directory, Microsoft as Interfaces};
use countersign::connections::sync::source::{Next, Part, Source as _, Trouble};
use countersign::directory::changes::Change;
use countersign::platform::clock::Clock;
use countersign::platform::outgoing::{Outgoing, Patience};
use serde_json::json;

use super::consent::TENANT;
use crate::support::microsoft::{CLIENT_ID, CLIENT_SECRET, user};
use crate::support::{Microsoft, Prepared, noon};

fn stage() -> (Microsoft, Directory) {
    stage_for(Patience::default())
}

fn stage_for(patience: Patience) -> (Microsoft, Directory) {
    let microsoft = Microsoft::start();
    microsoft.tenant(TENANT, "Boulangerie Mercier et Fils");
    let application = Application {
        login_url: microsoft.url.clone(),
        graph_url: microsoft.url.clone(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: CLIENT_SECRET.to_owned().into(),
    };
    let directory = Interfaces::new(Outgoing::new(Clock::by_hand(noon()), patience), application).directory(TENANT.to_owned());
    (microsoft, directory)
}

/// Reads a part to its end; gives what it told, where the changes after it begin, and how many pages it had.
async fn read(directory: &Directory, part: Part, place: Option<String>) -> (Vec<Change>, Option<String>, usize) {
    let (mut told, mut place, mut pages) = (Vec::new(), place, 0);
    loop {
        let batch = directory.page(part, place.as_deref()).await.unwrap();
        told.extend(batch.changes);
        pages += 1;
        match batch.next {
            Next::Page(next) => place = Some(next),
            Next::End { changes_from } => return (told, changes_from, pages),
        }
    }
}

fn people(count: usize) -> impl Iterator<Item = serde_json::Value> {
    (0..count).map(|number| user(number, &format!("Person {number}"), &format!("person-{number}@mercier.example")))
}

#[actix_web::test]
async fn five_thousand_people_are_read_in_pages_and_then_what_changed_alone() {
    let (microsoft, directory) = stage();
    microsoft.change(TENANT, |tenant| tenant.put("users", people(5_001)));
    let (told, changes_from, pages) = read(&directory, Part::People, None).await;
    assert_eq!((told.len(), pages, microsoft.count("users/delta"), microsoft.count("token")), (5_001, 6, 6, 1));
    assert!(told.iter().all(|change| matches!(change, Change::Person(person) if person.email.is_some())));
    let (told, changes_from, pages) = read(&directory, Part::People, changes_from).await;
    assert_eq!((told, pages), (Vec::new(), 1));
    microsoft.change(TENANT, |tenant| {
        tenant.remove("users", "user-7");
        tenant.tell("users", json!({"id": "user-8", "jobTitle": null}));
        tenant.tell("users", json!({"id": "user-9", "mail": "nine@mercier.example", "userType": "Guest"}));
    });
    let (told, _, _) = read(&directory, Part::People, changes_from).await;
    let [Change::PersonGone(removed), Change::Person(changed), Change::PersonGone(guest)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((removed.as_str(), guest.as_str()), ("user-7", "user-9"));
    assert_eq!((changed.id.as_str(), &changed.job_title, &changed.email), ("user-8", &Some(None), &None));
}

#[actix_web::test]
async fn groups_are_told_with_their_members_and_those_who_left() {
    let (microsoft, directory) = stage();
    microsoft.change(TENANT, |tenant| {
        tenant.put("groups", [
            json!({"id": "inner", "displayName": "Ovens", "members@delta": [{"@odata.type": "#microsoft.graph.user", "id": "user-1"}]}),
            json!({"id": "outer", "displayName": "All", "mail": "all@mercier.example", "members@delta": [{"@odata.type": "#microsoft.graph.group", "id": "inner"}]}),
        ]);
    });
    let (told, changes_from, _) = read(&directory, Part::Groups, None).await;
    assert_eq!(told.len(), 4);
    assert_eq!(told[3], Change::Joined { group: "outer".to_owned(), member: "inner".to_owned() });
    microsoft.change(TENANT, |tenant| {
        let left = json!({"@odata.type": "#microsoft.graph.user", "id": "user-1", "@removed": {"reason": "deleted"}});
        tenant.tell("groups", json!({"id": "inner", "displayName": "Ovens", "members@delta": [left]}));
        tenant.remove("groups", "outer");
    });
    let (told, _, _) = read(&directory, Part::Groups, changes_from).await;
    assert_eq!(told[1..], [Change::Left { group: "inner".to_owned(), member: "user-1".to_owned() }, Change::GroupGone("outer".to_owned())]);
}

#[actix_web::test]
async fn what_microsoft_has_forgotten_is_read_anew() {
    let (microsoft, directory) = stage();
    microsoft.change(TENANT, |tenant| tenant.put("users", people(3)));
    let (_, changes_from, _) = read(&directory, Part::People, None).await;
    microsoft.change(TENANT, |tenant| tenant.forget_deltas());
    assert_eq!(directory.page(Part::People, changes_from.as_deref()).await.map(drop), Err(Trouble::StartOver));
    assert_eq!(read(&directory, Part::People, None).await.0.len(), 3);
    // A place that no version of ours has kept.
    assert_eq!(directory.page(Part::People, Some("https://graph.example/")).await.map(drop), Err(Trouble::StartOver));
}

#[actix_web::test]
async fn what_goes_wrong_says_what_to_do_about_it() {
    let (microsoft, directory) = stage();
    let status = |status: u16, retry_after: &str, body: &str| {
        let header = if retry_after.is_empty() { ("", String::new()) } else { ("retry-after", retry_after.to_owned()) };
        Prepared::Status(status, header, body.to_owned())
    };
    let page = async || directory.page(Part::People, None).await.map(drop);
    for (prepared, expected) in [
        (vec![status(429, "37", "")], Err(Trouble::Wait(Some(Duration::from_secs(37))))),
        (vec![status(503, "5", "")], Err(Trouble::Wait(Some(Duration::from_secs(5))))),
        (vec![status(429, "", "")], Err(Trouble::Wait(None))),
        (vec![status(503, "", ""), status(500, "", "")], Ok(())),
        (
            vec![status(500, "", ""), status(500, "", ""), status(500, "", "")],
            Err(Trouble::Unreachable("it failed with the status 500".to_owned())),
        ),
        (vec![status(200, "", "{\"value\": [")], Err(Trouble::Unreachable("its answer is no JSON".to_owned()))),
        (vec![status(200, "", "{\"value\": {}}")], Err(Trouble::Unreachable("a page has no items".to_owned()))),
        (vec![status(200, "", "{\"value\": []}")], Err(Trouble::Unreachable("a page does not say what comes after it".to_owned()))),
        (
            vec![Prepared::Status(307, ("location", "https://graph.example/".to_owned()), String::new())],
            Err(Trouble::Unreachable("it redirects".to_owned())),
        ),
        (
            vec![
                status(403, "", r#"{"error":{"code":"Authorization_RequestDenied"}}"#),
                status(403, "", r#"{"error":{"code":"Authorization_RequestDenied"}}"#),
            ],
            Err(Trouble::Withdrawn("403 Authorization_RequestDenied".to_owned())),
        ),
        (vec![status(400, "", r#"{"error":{"code":"BadRequest","message":"Bob"}}"#)], Err(Trouble::Refused("400 BadRequest".to_owned()))),
    ] {
        for answer in prepared {
            microsoft.instead("users/delta", answer);
        }
        assert_eq!(page().await, expected);
    }
    // Nothing is sent where a page leads elsewhere.
    let elsewhere = r#"{"value": [], "@odata.nextLink": "https://graph.example/v1.0/users/delta?$skiptoken=x"}"#;
    microsoft.instead("users/delta", status(200, "", elsewhere));
    let Next::Page(place) = directory.page(Part::People, None).await.unwrap().next else { panic!("another page was told") };
    let led = directory.page(Part::People, Some(&place)).await.map(drop);
    assert_eq!(led, Err(Trouble::Unreachable("a link leads elsewhere".to_owned())));
}

#[actix_web::test]
async fn an_answer_that_does_not_come_is_asked_for_again() {
    let (microsoft, directory) = stage_for(Patience { answer: Duration::from_secs(1), ..Patience::default() });
    microsoft.instead("users/delta", Prepared::Silence(Duration::from_secs(3)));
    assert_eq!(directory.page(Part::People, None).await.map(drop), Ok(()));
    for _ in 0..3 {
        microsoft.instead("users/delta", Prepared::Silence(Duration::from_secs(3)));
    }
    let expected = Err(Trouble::Unreachable("it does not answer in time".to_owned()));
    assert_eq!(directory.page(Part::People, None).await.map(drop), expected);
}

#[actix_web::test]
async fn a_token_that_is_refused_is_replaced_and_consent_that_is_withdrawn_is_told() {
    let (microsoft, directory) = stage();
    read(&directory, Part::People, None).await;
    read(&directory, Part::Groups, None).await;
    assert_eq!(microsoft.count("token"), 1);
    microsoft.expire_tokens();
    read(&directory, Part::People, None).await;
    assert_eq!(microsoft.count("token"), 2);
    // Tokens from before are good no more, and there are no new ones.
    microsoft.change(TENANT, |tenant| tenant.withdrawn = true);
    let withdrawn = Err(Trouble::Withdrawn("AADSTS700016 unauthorized_client".to_owned()));
    assert_eq!(directory.page(Part::People, None).await.map(drop), withdrawn);
    microsoft.change(TENANT, |tenant| tenant.withdrawn = false);
    microsoft.refuse_secret();
    microsoft.expire_tokens();
    assert_eq!(directory.page(Part::People, None).await.map(drop), Err(Trouble::Refused("AADSTS7000222 invalid_client".to_owned())));
}

#[actix_web::test]
async fn domains_that_are_verified_and_have_mail_are_sender_domains() {
    let (microsoft, directory) = stage();
    let domain = |id: &str, verified: bool, services: &[&str]| json!({"id": id, "isVerified": verified, "supportedServices": services});
    microsoft.change(TENANT, |tenant| {
        tenant.domains = vec![
            domain("mercier.example", true, &["Email", "OfficeCommunicationsOnline"]),
            domain("Bäckerei.example", true, &["Email"]),
            domain("pending.example", false, &["Email"]),
            domain("intranet.mercier.example", true, &["Intune"]),
            json!({"id": "odd.example"}),
        ];
    });
    assert_eq!(directory.domains().await.unwrap(), ["mercier.example", "xn--bckerei-5wa.example"]);
}
