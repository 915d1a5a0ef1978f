//! What the Directory API tells of people and groups.

use serde_json::{Value, json};

use crate::connections::google::{Fault, groups, page, people};
use crate::directory::changes::{Change, FoundGroup, FoundPerson};

#[test]
fn a_person_is_what_is_told_and_nothing_else() {
    let whole = json!({
        "id": "1", "customerId": "C03az79cb", "primaryEmail": "camille@mercier.example", "aliases": ["c@mercier.example"],
        "name": {"givenName": "Camille", "familyName": "Mercier", "fullName": "Camille Mercier"}, "suspended": false, "archived": false,
        "organizations": [{"title": "Volunteer", "name": "Red Cross"}, {"title": " Baker ", "department": "Ovens", "name": "Mercier", "location": "Lyon", "primary": true}],
        "phones": [{"type": "home", "value": "+33 9", "primary": true}, {"type": "work", "value": ""}, {"type": "work", "value": "+33 1"}, {"type": "mobile", "value": "+33 6"}, {"type": "work_mobile", "value": "+33 7"}],
        "locations": [{"type": "desk", "area": "desk", "buildingId": "LYN-1", "floorName": "2"}],
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
        mobile: some("+33 7"),
        office: some("LYN-1"),
        company: some("Mercier"),
        takes_seat: Some(true),
    };
    let belongs = Change::Joined { group: "C03az79cb".to_owned(), member: "1".to_owned() };
    assert_eq!(people::changes(&whole), [Change::Person(Box::new(found)), belongs]);
    // What is left out is none, so that what was there before goes.
    let none = || Some(None);
    let short = FoundPerson {
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
        takes_seat: Some(true),
    };
    assert_eq!(people::changes(&json!({"id": "1", "primaryEmail": "camille@mercier.example"})), [Change::Person(Box::new(short))]);
}

#[test]
fn what_stands_in_signatures_is_chosen_from_lists() {
    let person = |item: Value| {
        let mut whole = json!({"id": "1", "primaryEmail": "a@b.example"});
        whole.as_object_mut().unwrap().extend(item.as_object().unwrap().clone());
        match people::changes(&whole).remove(0) {
            Change::Person(person) => *person,
            other => panic!("{other:?}"),
        }
    };
    for (item, office) in [
        (json!({"locations": [{"area": "Mountain View, CA", "type": "default"}]}), Some("Mountain View, CA")),
        (json!({"locations": [{"area": "desk", "type": "desk"}], "organizations": [{"location": "Lyon"}]}), Some("Lyon")),
        (json!({"locations": [{"area": "desk", "type": "desk"}]}), None),
        (json!({"organizations": [{"location": "Lyon"}]}), Some("Lyon")),
        (json!({"locations": {}, "organizations": "x"}), None),
    ] {
        assert_eq!(person(item.clone()).office.unwrap().as_deref(), office, "{item}");
    }
    for (phones, phone, mobile) in [
        (json!([{"type": "main", "value": "1"}, {"type": "mobile", "value": "2"}]), Some("1"), Some("2")),
        (json!([{"type": "work", "value": "1"}, {"type": "work", "value": "2", "primary": true}]), Some("2"), None),
        (json!([{"type": "home", "value": "1"}, {"type": "work_fax", "value": "2"}, {"type": "pager", "value": "3"}]), None, None),
        (json!([{"value": "1"}, 7]), None, None),
    ] {
        let found = person(json!({"phones": phones}));
        assert_eq!((found.phone.unwrap().as_deref(), found.mobile.unwrap().as_deref()), (phone, mobile), "{phones}");
    }
    for (item, takes_seat) in [(json!({"suspended": true}), false), (json!({"archived": true}), false), (json!({"suspended": "x"}), true)] {
        assert_eq!(person(item.clone()).takes_seat, Some(takes_seat), "{item}");
    }
    assert_eq!(person(json!({"name": {"displayName": "Cam", "fullName": "Camille"}})).display_name.unwrap().as_deref(), Some("Cam"));
    for nobody in
        [json!({}), json!({"id": "1"}), json!({"primaryEmail": "a@b.example"}), json!({"id": 1, "primaryEmail": "a@b.example"}), json!("x")]
    {
        assert_eq!(people::changes(&nobody), []);
    }
}

#[test]
fn groups_and_their_members_are_told_by_id() {
    let group = |name: &str, email: Option<&str>| {
        Change::Group(FoundGroup { id: "g".to_owned(), name: Some(name.to_owned()), email: Some(email.map(str::to_owned)) })
    };
    assert_eq!(
        groups::group(&json!({"name": "Sales", "email": "sales@mercier.example"}), "g"),
        group("Sales", Some("sales@mercier.example"))
    );
    assert_eq!(
        groups::group(&json!({"name": "", "email": "sales@mercier.example"}), "g"),
        group("sales@mercier.example", Some("sales@mercier.example"))
    );
    for (item, member) in [
        (json!({"id": "1", "type": "USER"}), Some("1")),
        (json!({"id": "h", "type": "GROUP"}), Some("h")),
        (json!({"id": "C03az79cb", "type": "CUSTOMER"}), Some("C03az79cb")),
        (json!({"id": "1"}), Some("1")),
        (json!({"id": "1", "type": "EXTERNAL"}), None),
        (json!({"type": "USER"}), None),
    ] {
        let expected = member.map(|member| Change::Joined { group: "g".to_owned(), member: member.to_owned() });
        assert_eq!(groups::member("g", &item), expected, "{item}");
    }
    for (item, id) in
        [(json!({"id": "01tuee744837sjz"}), Some("01tuee744837sjz")), (json!({"id": "../x"}), None), (json!({"id": ""}), None)]
    {
        assert_eq!(groups::id(&item).as_deref(), id, "{item}");
    }
}

#[test]
fn pages_say_where_they_go_on() {
    for (page, expected) in [
        (json!({"users": [1, 2], "nextPageToken": "x"}), Ok(2)),
        (json!({"kind": "admin#directory#users"}), Ok(0)),
        (json!({"users": {}}), Err(Fault::Senseless("a page has no items"))),
        (json!([]), Err(Fault::Senseless("a page has no items"))),
    ] {
        assert_eq!(page::items(&page, "users").map(<[Value]>::len), expected, "{page}");
    }
    assert_eq!(
        (page::next(&json!({"nextPageToken": "x"})), page::next(&json!({"nextPageToken": ""})), page::next(&json!({}))),
        (Some("x"), None, None)
    );
    let place = groups::Place { page: Some("a b".to_owned()), group: Some("g".to_owned()), members: None };
    assert_eq!(groups::Place::parse(&place.kept().unwrap()), Ok(place));
    assert_eq!(groups::Place::parse("everything https://graph.microsoft.com/"), Err(Fault::Gone));
}
