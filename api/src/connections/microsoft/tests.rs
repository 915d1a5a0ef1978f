use std::time::Duration;

use serde_json::{Value, json};

use super::page::Round::{Changes, Everything};
use super::*;
use crate::connections::sync::source::{Next, Part, Trouble};
use crate::directory::changes::{Change, FoundGroup, FoundPerson};
use crate::platform::clock::Clock;
use crate::platform::outgoing::{Failure, Patience};

const TENANT: &str = "fa00d692-e9c7-4460-a743-29f2956fd429";

fn microsoft() -> Microsoft {
    let application = Application {
        login_url: "https://login.microsoftonline.com".to_owned(),
        graph_url: "https://graph.microsoft.com".to_owned(),
        client_id: "00001111-aaaa-2222-bbbb-3333cccc4444".to_owned(),
        client_secret: "s3cret".to_owned().into(),
    };
    Microsoft::new(Outgoing::new(Clock::by_hand("2026-11-28T12:00:00Z".parse().unwrap()), Patience::default()), application)
}

fn refusal(status: u16, body: Value) -> Reply {
    Reply { status, body }
}

#[test]
fn consent_is_asked_for_all_that_the_application_is_registered_with() {
    let url = microsoft().consent_url("https://portal.example/connect/microsoft", "st&te").unwrap();
    assert_eq!(
        url.as_str(),
        "https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=00001111-aaaa-2222-bbbb-3333cccc4444\
         &scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&redirect_uri=https%3A%2F%2Fportal.example%2Fconnect%2Fmicrosoft&state=st%26te"
    );
}

#[test]
fn nothing_of_the_application_is_shown_but_its_id() {
    let shown = format!("{:?}{:?}", microsoft(), microsoft().directory(TENANT.to_owned()));
    assert!(shown.contains("00001111") && !shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn no_token_leaves_for_another_host_and_no_id_leads_elsewhere() {
    let token = token::read(refusal(200, json!({"access_token": "t", "expires_in": 3599}))).unwrap();
    for link in
        ["https://graph.microsoft.com.example/v1.0/users", "http://graph.microsoft.com/v1.0/users", "https://graph.microsoft.com:8443/"]
    {
        let found = microsoft().get(Url::parse(link).unwrap(), &token, None).await;
        assert_eq!(found, Err(Fault::Senseless("a link leads elsewhere")), "{link}");
    }
    for tenant in ["common", "../oauth2", "fa00d692-e9c7-4460-a743-29f2956fd42g", ""] {
        assert_eq!(token::ask(&microsoft().application, tenant).map(drop), Err(Fault::Senseless("the directory's id is none")), "{tenant}");
    }
}

#[test]
fn what_the_login_service_says_is_about_the_customer_or_about_us() {
    let no_access = |words: &str| Fault::NoAccess(words.to_owned());
    for (status, body, expected) in [
        (400, json!({"error": "unauthorized_client", "error_codes": [700_016]}), no_access("AADSTS700016 unauthorized_client")),
        (401, json!({"error": "invalid_client", "error_codes": [7_000_229]}), no_access("AADSTS7000229 invalid_client")),
        (400, json!({"error": "invalid_grant", "error_codes": [65_001]}), no_access("AADSTS65001 invalid_grant")),
        (400, json!({"error": "invalid_request", "error_codes": [90_002]}), no_access("AADSTS90002 invalid_request")),
        (400, json!({"error": "unauthorized_client"}), no_access("400 unauthorized_client")),
        (
            401,
            json!({"error": "invalid_client", "error_codes": [7_000_215]}),
            Fault::Credentials("AADSTS7000215 invalid_client".to_owned()),
        ),
        (
            401,
            json!({"error": "invalid_client", "error_codes": [7_000_222]}),
            Fault::Credentials("AADSTS7000222 invalid_client".to_owned()),
        ),
        (401, json!({"error": "invalid_client"}), Fault::Credentials("401 invalid_client".to_owned())),
        (400, json!({"error": "temporarily_unavailable"}), Fault::Busy(None)),
        (400, json!({"error": "invalid_scope", "error_codes": [70_011]}), Fault::Refused("AADSTS70011 invalid_scope".to_owned())),
        // Sentences, which name people, go no further.
        (404, json!({"error": "<b>Bob\n", "error_description": "Bob may not"}), Fault::Refused("404 bBob".to_owned())),
        (404, Value::Null, Fault::Refused("404 ".to_owned())),
    ] {
        assert_eq!(Fault::of_login(&refusal(status, body.clone())), expected, "{body}");
    }
}

#[test]
fn what_graph_says_tells_the_synchronisation_what_to_do() {
    let error = |code: &str| json!({"error": {"code": code, "message": "Bob may not"}});
    for (status, body, expected) in [
        (401, error("InvalidAuthenticationToken"), Trouble::Withdrawn("401 InvalidAuthenticationToken".to_owned())),
        (403, error("Authorization_RequestDenied"), Trouble::Withdrawn("403 Authorization_RequestDenied".to_owned())),
        (410, error("syncStateNotFound"), Trouble::StartOver),
        (410, Value::Null, Trouble::StartOver),
        (400, error("SyncStateInvalid"), Trouble::StartOver),
        (404, error("resyncRequired"), Trouble::StartOver),
        (400, error("BadRequest"), Trouble::Refused("400 BadRequest".to_owned())),
    ] {
        assert_eq!(Trouble::from(Fault::of_graph(&refusal(status, body.clone()))), expected, "{status} {body}");
    }
    let seven = Some(Duration::from_secs(7));
    assert_eq!(Trouble::from(Fault::from(Failure::Busy(seven))), Trouble::Wait(seven));
    assert_eq!(Trouble::from(Fault::from(Failure::TimedOut)), Trouble::Unreachable("it does not answer in time".to_owned()));
    assert_eq!(Trouble::from(Fault::Credentials("AADSTS7000222".to_owned())), Trouble::Refused("AADSTS7000222".to_owned()));
}

#[test]
fn a_person_is_what_is_told_and_in_the_first_round_nothing_else() {
    let whole = json!({
        "id": "1", "displayName": " Camille Mercier ", "givenName": "Camille", "surname": "Mercier", "mail": "camille@mercier.example",
        "userPrincipalName": "camille@mercier.onmicrosoft.com", "jobTitle": "Baker", "department": "Ovens", "businessPhones": ["", "+33 1"],
        "mobilePhone": "+33 6", "officeLocation": "Lyon", "companyName": "Mercier", "accountEnabled": true, "userType": "Member",
    });
    let some = |text: &str| Some(Some(text.to_owned()));
    let found = FoundPerson {
        id: "1".to_owned(),
        email: some("camille@mercier.example"),
        display_name: some("Camille Mercier"),
        given_name: some("Camille"),
        surname: some("Mercier"),
        job_title: some("Baker"),
        department: some("Ovens"),
        phone: some("+33 1"),
        mobile: some("+33 6"),
        office: some("Lyon"),
        company: some("Mercier"),
        takes_seat: Some(true),
    };
    for round in [Everything, Changes] {
        assert_eq!(people::change(&whole, round), Some(Change::Person(Box::new(found.clone()))));
    }
    // What is left out was never set, or is as it was.
    let short = json!({"id": "1", "mail": "camille@mercier.example", "jobTitle": null, "businessPhones": [], "accountEnabled": false});
    let none = || Some(None);
    let everything = FoundPerson {
        id: "1".to_owned(),
        email: some("camille@mercier.example"),
        display_name: none(),
        given_name: none(),
        surname: none(),
        job_title: none(),
        department: none(),
        phone: none(),
        mobile: none(),
        office: none(),
        company: none(),
        takes_seat: Some(false),
    };
    assert_eq!(people::change(&short, Everything), Some(Change::Person(Box::new(everything))));
    let changes = FoundPerson {
        id: "1".to_owned(),
        email: some("camille@mercier.example"),
        job_title: none(),
        phone: none(),
        takes_seat: Some(false),
        ..FoundPerson::default()
    };
    assert_eq!(people::change(&short, Changes), Some(Change::Person(Box::new(changes))));
}

#[test]
fn who_has_no_address_or_is_a_guest_or_is_removed_is_gone() {
    for (item, round, gone) in [
        (json!({"id": "1", "@removed": {"reason": "changed"}, "mail": "a@b.example"}), Changes, true),
        (json!({"id": "1", "@removed": {"reason": "deleted"}}), Everything, true),
        (json!({"id": "1", "mail": "a@b.example", "userType": "Guest"}), Everything, true),
        (json!({"id": "1", "userType": "guest"}), Changes, true),
        (json!({"id": "1", "mail": null}), Changes, true),
        (json!({"id": "1", "mail": " "}), Changes, true),
        (json!({"id": "1", "displayName": "x"}), Everything, true),
        (json!({"id": "1", "displayName": "x"}), Changes, false),
        (json!({"id": "1", "mail": "a@b.example", "userType": null}), Everything, false),
    ] {
        let found = people::change(&item, round).unwrap();
        assert_eq!(matches!(&found, Change::PersonGone(id) if id == "1"), gone, "{item} {round:?}");
    }
    for nobody in [json!({}), json!({"id": ""}), json!({"id": 7}), json!("x")] {
        assert_eq!(people::change(&nobody, Everything), None);
    }
}

#[test]
fn a_group_comes_with_those_who_joined_and_left() {
    let item = json!({
        "id": "g", "displayName": "Sales", "mail": null,
        "members@delta": [
            {"@odata.type": "#microsoft.graph.user", "id": "1"},
            {"@odata.type": "#microsoft.graph.group", "id": "h"},
            {"@odata.type": "#microsoft.graph.device", "id": "d"},
            {"@odata.type": "#microsoft.graph.user", "id": "2", "@removed": {"reason": "deleted"}},
            {"id": "3"},
            {},
        ],
    });
    let joined = |member: &str| Change::Joined { group: "g".to_owned(), member: member.to_owned() };
    let group = Change::Group(FoundGroup { id: "g".to_owned(), name: Some("Sales".to_owned()), email: Some(None) });
    let left = Change::Left { group: "g".to_owned(), member: "2".to_owned() };
    assert_eq!(groups::changes(&item, Changes), [group, joined("1"), joined("h"), left, joined("3")]);
    assert_eq!(groups::changes(&json!({"id": "g", "@removed": {"reason": "changed"}}), Changes), [Change::GroupGone("g".to_owned())]);
    let unnamed = FoundGroup { id: "g".to_owned(), name: None, email: None };
    assert_eq!(groups::changes(&json!({"id": "g"}), Changes), [Change::Group(unnamed)]);
    assert_eq!(groups::changes(&json!({"displayName": "x"}), Changes), []);
}

#[test]
fn links_are_kept_with_the_round_that_they_belong_to() {
    let (next, delta) =
        ("https://graph.microsoft.com/v1.0/users/delta?$skiptoken=x", "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x");
    for (page, round, expected) in [
        (json!({"@odata.nextLink": next}), Everything, Ok(Next::Page(format!("everything {next}")))),
        (json!({"@odata.nextLink": next}), Changes, Ok(Next::Page(format!("changes {next}")))),
        (json!({"@odata.deltaLink": delta}), Everything, Ok(Next::End { changes_from: Some(format!("changes {delta}")) })),
        (json!({}), Everything, Err(Fault::Senseless("a page does not say what comes after it"))),
    ] {
        assert_eq!(page::next(&page, round), expected, "{page}");
    }
    let place = page::Place::parse("everything https://graph.microsoft.com/x y").unwrap();
    assert_eq!((place.round, place.link), (Everything, "https://graph.microsoft.com/x y"));
    assert_eq!(page::Place::parse("https://graph.microsoft.com/x"), Err(Fault::Gone));
    for part in [Part::People, Part::Groups] {
        let beginning = page::beginning(part);
        assert!(beginning.contains("/delta?$select=id,") && !beginning.contains(char::is_whitespace), "{beginning}");
    }
}
