use std::collections::HashMap;

use uuid::Uuid;

use super::*;

fn found() -> FoundPerson {
    FoundPerson { id: "1".to_owned(), email: Some(Some("camille@mercier.example".to_owned())), ..FoundPerson::default() }
}

#[test]
fn who_has_no_name_goes_by_the_address_and_who_has_no_address_is_not_kept() {
    let camille = known(found(), None).unwrap();
    assert_eq!((camille.display_name.as_str(), camille.takes_seat), ("camille@mercier.example", true));
    for address in [Some(None), Some(Some("nowhere".to_owned())), None] {
        assert_eq!(known(FoundPerson { email: address, ..found() }, None), None);
    }
    let lost = FoundPerson { email: Some(None), ..found() };
    assert_eq!(known(lost, Some(&camille)), None, "an address that was taken away");
}

#[test]
fn what_is_not_told_stays_and_what_is_told_as_nothing_goes() {
    let told = |text: &str| Some(Some(text.to_owned()));
    let first = FoundPerson { display_name: told("Camille"), job_title: told("Baker"), office: told("Brussels"), ..found() };
    let before = known(first, None).unwrap();
    let after = FoundPerson { email: None, job_title: Some(None), office: None, takes_seat: Some(false), ..found() };
    let after = known(after, Some(&before)).unwrap();
    let profile = Profile { office: Some("Brussels".to_owned()), ..Profile::default() };
    assert_eq!(after, Known { takes_seat: false, profile, ..before });
}

#[test]
fn texts_of_a_platform_are_made_to_fit() {
    assert_eq!(line(" Head\u{0}of\nbaking\t").as_deref(), Some("Head of baking"));
    assert_eq!(line("\u{0} \n"), None);
    assert_eq!(line(&"é".repeat(300)).map(|text| text.chars().count()), Some(NAME_MAX));
}

#[test]
fn people_belong_to_the_groups_around_theirs_and_circles_end() {
    let person = |number: u128| PersonId(Uuid::from_u128(number));
    let people: HashMap<String, PersonId> = [("ann".to_owned(), person(1)), ("bob".to_owned(), person(2))].into();
    let to = |members: &[&str]| members.iter().map(|member| (*member).to_owned()).collect::<Vec<_>>();
    let links = [("all", to(&["bakers", "bob"])), ("bakers", to(&["night", "ann"])), ("night", to(&["bakers", "nobody"]))];
    let links: HashMap<String, Vec<String>> = links.into_iter().map(|(group, members)| (group.to_owned(), members)).collect();
    let of = |group: &str| {
        let mut found: Vec<PersonId> = people_of(group, &links, &people).into_iter().collect();
        found.sort();
        found
    };
    assert_eq!(of("all"), [person(1), person(2)]);
    assert_eq!(of("bakers"), [person(1)]);
    assert_eq!(of("night"), [person(1)]);
    assert_eq!(of("empty"), []);
}
