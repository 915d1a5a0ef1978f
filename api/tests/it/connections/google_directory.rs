//! The directory as the synchronisation reads it, from the stand-in of Google's interfaces.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use countersign::connections::google::{Addresses, DIRECTORY_SCOPES, Delegate, Directory, Google as Interfaces, ServiceAccount};
use countersign::connections::sync::source::{Next, Part, Source as _, Trouble};
use countersign::directory::changes::Change;
use countersign::platform::clock::Clock;
use countersign::platform::outgoing::{Outgoing, Patience};
use serde_json::{Value, json};

use super::delegation::{ADMINISTRATOR, CUSTOMER, DOMAIN};
use crate::support::google::user;
use crate::support::{Account, Google, Prepared, noon};

fn stage() -> (Google, Directory) {
    stage_for(Patience::default())
}

fn stage_for(patience: Patience) -> (Google, Directory) {
    let clock = Clock::by_hand(noon());
    let google = Google::start(clock.clone());
    google.customer(CUSTOMER, ADMINISTRATOR);
    google.change(DOMAIN, |customer| customer.delegate(Account::Installation, &DIRECTORY_SCOPES));
    let addresses = Addresses { token_url: google.token_url(), directory_url: google.url.clone(), gmail_url: google.url.clone() };
    let account = Arc::new(ServiceAccount::read(&Account::Installation.key_file()).unwrap());
    let delegate = Delegate { account, administrator: ADMINISTRATOR.to_owned() };
    let directory = Interfaces::new(Outgoing::new(clock.clone(), patience), clock, addresses).directory(delegate, CUSTOMER.to_owned());
    (google, directory)
}

/// Reads a part to its end; gives what it told, and the places at which its pages began.
async fn read(directory: &Directory, part: Part) -> (Vec<Change>, Vec<String>) {
    let (mut told, mut places) = (Vec::new(), Vec::new());
    loop {
        let batch = directory.page(part, places.last().map(String::as_str)).await.unwrap();
        told.extend(batch.changes);
        match batch.next {
            Next::Page(next) => places.push(next),
            Next::End { changes_from } => {
                assert_eq!(changes_from, None, "Google tells nothing of changes");
                return (told, places);
            }
        }
    }
}

fn people(count: usize) -> impl Iterator<Item = Value> {
    (0..count).map(|number| user(number, CUSTOMER, &format!("person-{number}@mercier.example")))
}

fn group(id: &str) -> Value {
    json!({"kind": "admin#directory#group", "id": id, "email": format!("{id}@mercier.example"), "name": format!("Group {id}"), "description": ""})
}

fn member(id: &str, kind: &str) -> Value {
    json!({"kind": "admin#directory#member", "id": id, "email": format!("{id}@mercier.example"), "role": "MEMBER", "type": kind, "status": "ACTIVE"})
}

fn status(status: u16, retry_after: &str, body: &str) -> Prepared {
    let header = if retry_after.is_empty() { ("", String::new()) } else { ("retry-after", retry_after.to_owned()) };
    Prepared::Status(status, header, body.to_owned())
}

/// Who was told to belong to each group.
fn members_of(told: &[Change]) -> BTreeMap<&str, Vec<&str>> {
    let mut members: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for change in told {
        if let Change::Joined { group, member } = change {
            members.entry(group).or_default().push(member);
        }
    }
    members
}

#[actix_web::test]
async fn five_thousand_people_are_read_in_pages_with_one_token() {
    let (google, directory) = stage();
    google.change(DOMAIN, |customer| customer.users.extend(people(5_000)));
    let (told, places) = read(&directory, Part::People).await;
    let found: Vec<_> = told.iter().filter_map(|change| if let Change::Person(person) = change { Some(person) } else { None }).collect();
    assert_eq!((found.len(), places.len(), google.count("/users"), google.count("/token")), (5_001, 10, 11, 1));
    let person = found.iter().find(|person| person.id == "user7").unwrap();
    let some = |text: &str| Some(Some(text.to_owned()));
    assert_eq!((&person.email, &person.display_name), (&some("person-7@mercier.example"), &some("Person 7")));
    assert_eq!((&person.job_title, &person.phone, person.takes_seat), (&some("Baker"), &some("+33 1 55 55 12 34"), Some(true)));
    assert_eq!(members_of(&told)[CUSTOMER].len(), 5_001);
    assert_eq!(google.scopes(), [DIRECTORY_SCOPES.map(str::to_owned).into()]);
}

#[actix_web::test]
async fn another_customers_directory_is_not_read_whoever_the_administrator_is() {
    let (google, directory) = stage();
    google.change(DOMAIN, |customer| customer.users = vec![user(1, CUSTOMER, ADMINISTRATOR), user(2, "C0other", "bo@holding.example")]);
    let expected = Err(Trouble::Withdrawn("another customer".to_owned()));
    assert_eq!(directory.page(Part::People, None).await.map(drop), expected);
}

#[actix_web::test]
async fn groups_are_told_with_their_direct_members_in_portions() {
    let (google, directory) = stage();
    google.change(DOMAIN, |customer| {
        for number in 0..203 {
            customer.groups.push(group(&format!("g{number}")));
            customer.members.insert(format!("g{number}"), vec![member(&format!("user{number}"), "USER")]);
        }
        customer.members.insert("g0".to_owned(), vec![member("g1", "GROUP"), member(CUSTOMER, "CUSTOMER"), member("x", "EXTERNAL")]);
        customer.members.insert("g1".to_owned(), (0..5_300).map(|number| member(&format!("user{number}"), "USER")).collect());
        customer.members.insert("g2".to_owned(), Vec::new());
    });
    let (told, places) = read(&directory, Part::Groups).await;
    let groups = told.iter().filter(|change| matches!(change, Change::Group(_))).count();
    let members = members_of(&told);
    assert_eq!((groups, members.len()), (203, 202));
    assert_eq!(
        (&members["g0"], members["g1"].len(), members.get("g2"), &members["g202"]),
        (&vec!["g1", CUSTOMER], 5_300, None, &vec!["user202"])
    );
    // A portion takes 25 requests for members at most, also within a group: 229 in all.
    assert_eq!((google.count("/members"), places.len()), (229, 10));
}

#[actix_web::test]
async fn a_group_that_goes_meanwhile_is_gone_or_has_the_groups_read_anew() {
    let (google, directory) = stage();
    google.change(DOMAIN, |customer| {
        customer.groups = (0..60).map(|number| group(&format!("g{number}"))).collect();
        customer.members = (0..60).map(|number| (format!("g{number}"), vec![member("user1", "USER")])).collect();
        customer.members.remove("g3");
    });
    let first = directory.page(Part::Groups, None).await.unwrap();
    assert!(first.changes.contains(&Change::GroupGone("g3".to_owned())), "{:?}", first.changes);
    let Next::Page(place) = first.next else { panic!("there is more") };
    // A group that was read already may go: nothing moves by it.
    google.change(DOMAIN, |customer| drop(customer.groups.remove(0)));
    let second = directory.page(Part::Groups, Some(&place)).await.unwrap();
    assert!(matches!(&second.changes[0], Change::Group(group) if group.id == "g25"), "{:?}", second.changes[0]);
    google.change(DOMAIN, |customer| customer.groups.retain(|group| group["id"] != "g25"));
    assert_eq!(directory.page(Part::Groups, Some(&place)).await.map(drop), Err(Trouble::StartOver));
}

#[actix_web::test]
async fn places_that_google_does_not_know_are_left() {
    let (google, directory) = stage();
    google.change(DOMAIN, |customer| customer.users.extend(people(600)));
    for (part, place) in [
        (Part::People, "groups-=/+200"),
        (Part::People, "x"),
        (Part::Groups, "x"),
        (Part::Groups, r#"{"page":"users-=/+1","group":null,"members":null}"#),
    ] {
        assert_eq!(directory.page(part, Some(place)).await.map(drop), Err(Trouble::StartOver), "{place}");
    }
}

#[actix_web::test]
async fn what_goes_wrong_says_what_to_do_about_it() {
    let (google, directory) = stage();
    let reason = |reason: &str| {
        format!(r#"{{"error": {{"code": 403, "message": "Bob", "errors": [{{"domain": "global", "reason": "{reason}"}}]}}}}"#)
    };
    let page = async || directory.page(Part::People, None).await.map(drop);
    let denied = || status(403, "", &reason("forbidden"));
    page().await.unwrap();
    for (prepared, expected) in [
        (vec![status(429, "37", "")], Err(Trouble::Wait(Some(Duration::from_secs(37))))),
        (vec![status(503, "5", "")], Err(Trouble::Wait(Some(Duration::from_secs(5))))),
        (vec![status(403, "", &reason("quotaExceeded"))], Err(Trouble::Wait(None))),
        (vec![status(403, "", &reason("rateLimitExceeded"))], Err(Trouble::Wait(None))),
        (vec![status(503, "", ""), status(500, "", "")], Ok(())),
        (
            vec![status(500, "", ""), status(500, "", ""), status(500, "", "")],
            Err(Trouble::Unreachable("it failed with the status 500".to_owned())),
        ),
        (vec![status(200, "", "{\"users\": [")], Err(Trouble::Unreachable("its answer is no JSON".to_owned()))),
        (vec![status(200, "", "{\"users\": {}}")], Err(Trouble::Unreachable("a page has no items".to_owned()))),
        (
            vec![Prepared::Status(307, ("location", "https://admin.example/".to_owned()), String::new())],
            Err(Trouble::Unreachable("it redirects".to_owned())),
        ),
        // Once more with another token, which is refused as well.
        (vec![denied(), denied()], Err(Trouble::Withdrawn("403 forbidden".to_owned()))),
        (vec![denied()], Ok(())),
        (vec![status(403, "", &reason("accessNotConfigured"))], Err(Trouble::Credentials("403 accessNotConfigured".to_owned()))),
        (vec![status(400, "", &reason("badRequest"))], Err(Trouble::Refused("400 badRequest".to_owned()))),
        (vec![status(410, "", "")], Err(Trouble::StartOver)),
    ] {
        for answer in prepared {
            google.instead("/users", answer);
        }
        assert_eq!(page().await, expected);
    }
}

#[actix_web::test]
async fn an_answer_that_does_not_come_is_asked_for_again() {
    let (google, directory) = stage_for(Patience { answer: Duration::from_secs(1), ..Patience::default() });
    google.instead("/users", Prepared::Silence(Duration::from_secs(3)));
    assert_eq!(directory.page(Part::People, None).await.map(drop), Ok(()));
    for _ in 0..3 {
        google.instead("/users", Prepared::Silence(Duration::from_secs(3)));
    }
    let expected = Err(Trouble::Unreachable("it does not answer in time".to_owned()));
    assert_eq!(directory.page(Part::People, None).await.map(drop), expected);
}

#[actix_web::test]
async fn a_token_that_is_refused_is_replaced_and_a_delegation_that_is_withdrawn_is_told() {
    let (google, directory) = stage();
    read(&directory, Part::People).await;
    read(&directory, Part::Groups).await;
    assert_eq!(google.count("/token"), 1);
    google.expire_tokens();
    read(&directory, Part::People).await;
    assert_eq!(google.count("/token"), 2);
    google.expire_tokens();
    google.change(DOMAIN, |customer| customer.withdraw(Account::Installation));
    let withdrawn = |words: &str| Err(Trouble::Withdrawn(words.to_owned()));
    assert_eq!(directory.page(Part::People, None).await.map(drop), withdrawn("401 unauthorized_client"));
    google.change(DOMAIN, |customer| {
        customer.delegate(Account::Installation, &DIRECTORY_SCOPES);
        customer.users.clear();
    });
    assert_eq!(directory.page(Part::People, None).await.map(drop), withdrawn("400 invalid_grant"));
}

#[actix_web::test]
async fn domains_that_are_verified_are_sender_domains() {
    let (google, directory) = stage();
    let domain = |name: &str, verified: bool| json!({"kind": "admin#directory#domain", "domainName": name, "verified": verified, "isPrimary": false});
    google.change(DOMAIN, |customer| {
        customer.domains = vec![
            domain("mercier.example", true),
            domain("Bäckerei.example", true),
            domain("pending.example", false),
            json!({"verified": true}),
        ];
    });
    assert_eq!(directory.domains().await.unwrap(), ["mercier.example", "xn--bckerei-5wa.example"]);
    google.instead("/domains", status(429, "2", ""));
    assert_eq!(directory.domains().await, Err(Trouble::Wait(Some(Duration::from_secs(2)))));
}
