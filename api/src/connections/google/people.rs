//! People as the Directory API tells them. It tells all there is of each, so that what is left out is none.

use serde_json::Value;

use super::page::text;
use crate::directory::changes::{Change, FoundPerson};

/// The request: all people of the customer, with what stands in signatures of each and nothing more.
pub(super) const ASK: [(&str, &str); 4] = [
    ("customer", "my_customer"),
    ("projection", "full"),
    ("maxResults", "500"),
    ("fields", "nextPageToken,users(id,customerId,primaryEmail,name,suspended,archived,organizations,phones,locations)"),
];

/// What an item says: the person, and that the person belongs to the customer as a whole, which can be a member of groups.
/// Other addresses of the person are no others.
pub(super) fn changes(item: &Value) -> Vec<Change> {
    let (Some(id), Some(email)) = (text(item, "id"), text(item, "primaryEmail")) else { return Vec::new() };
    let name = &item["name"];
    let organisation = first(item, "organizations", |_| true);
    let of_organisation = |name: &str| organisation.and_then(|organisation| text(organisation, name));
    let is_out = |name: &str| item[name].as_bool() == Some(true);
    let person = FoundPerson {
        id: id.clone(),
        email: Some(Some(email)),
        display_name: Some(text(name, "displayName").or_else(|| text(name, "fullName"))),
        given_name: Some(text(name, "givenName")),
        surname: Some(text(name, "familyName")),
        job_title: Some(of_organisation("title")),
        department: Some(of_organisation("department")),
        phone: Some(phone(item, &["work", "main", "company_main"])),
        mobile: Some(phone(item, &["work_mobile", "mobile"])),
        office: Some(office(item).or_else(|| of_organisation("location"))),
        company: Some(of_organisation("name")),
        takes_seat: Some(!is_out("suspended") && !is_out("archived")),
    };
    let belongs = text(item, "customerId").map(|group| Change::Joined { group, member: id });
    [Change::Person(Box::new(person))].into_iter().chain(belongs).collect()
}

/// Of a list of things of a person the one that counts: the primary one, else the first.
fn first<'a>(item: &'a Value, name: &str, is_wanted: impl Fn(&Value) -> bool) -> Option<&'a Value> {
    let wanted: Vec<&Value> = item[name].as_array()?.iter().filter(|one| is_wanted(one)).collect();
    wanted.iter().find(|one| one["primary"].as_bool() == Some(true)).or(wanted.first()).copied()
}

/// The number of the first of these kinds that the person has. Numbers of home, of pagers and of fax machines are not for
/// signatures.
fn phone(item: &Value, kinds: &[&str]) -> Option<String> {
    kinds.iter().find_map(|kind| text(first(item, "phones", |phone| phone["type"] == *kind && text(phone, "value").is_some())?, "value"))
}

/// The building, or what stands there in its place. The admin console writes `desk` for any area.
fn office(item: &Value) -> Option<String> {
    let place = first(item, "locations", |_| true)?;
    text(place, "buildingId").or_else(|| text(place, "area").filter(|area| area != "desk"))
}
