//! People as Graph tells them.

use serde_json::Value;

use super::page::{Round, is_removed, text};
use crate::directory::changes::{Change, FoundPerson};

/// What an item says. Who has no address sends no mail, and guests send it from elsewhere: neither belongs here, and both
/// may have done so before.
pub(super) fn change(item: &Value, round: Round) -> Option<Change> {
    let id = item["id"].as_str().filter(|id| !id.is_empty())?.to_owned();
    let email = text(item, "mail", round);
    let is_guest = item["userType"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("guest"));
    if is_removed(item) || is_guest || email == Some(None) {
        return Some(Change::PersonGone(id));
    }
    let told = |name: &str| text(item, name, round);
    Some(Change::Person(Box::new(FoundPerson {
        id,
        email,
        display_name: told("displayName"),
        given_name: told("givenName"),
        surname: told("surname"),
        job_title: told("jobTitle"),
        department: told("department"),
        phone: phone(item, round),
        mobile: told("mobilePhone"),
        office: told("officeLocation"),
        company: told("companyName"),
        takes_seat: item["accountEnabled"].as_bool(),
    })))
}

/// Graph keeps business telephones as a list that holds one number at most.
fn phone(item: &Value, round: Round) -> Option<Option<String>> {
    match item.get("businessPhones") {
        None => (round == Round::Everything).then_some(None),
        Some(numbers) => {
            let mut numbers = numbers.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::trim);
            Some(numbers.find(|number| !number.is_empty()).map(str::to_owned))
        }
    }
}
