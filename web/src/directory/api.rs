//! The addresses of a subscription's directory.

use js_sys::ArrayBuffer;
use shared::directory::{AddPerson, ChangePerson, Directory, Group, PeopleReport, Person};
use shared::ids::{GroupId, PersonId, SubscriptionId};
use shared::page::{LIMIT_MAX, Page};
use shared::subscriptions::Subscription;

use super::filter::Filter;
use crate::api::{self, Answer};
use crate::ui::browser;

pub(super) async fn subscription(id: SubscriptionId) -> Answer<Subscription> {
    api::get(&format!("/subscriptions/{id}")).await
}

pub(super) async fn figures(id: SubscriptionId) -> Answer<Directory> {
    api::get(&format!("/subscriptions/{id}/directory")).await
}

fn listed(id: SubscriptionId, what: &str, filter: &str, cursor: Option<String>) -> String {
    let cursor = cursor.map(|cursor| format!("&cursor={}", browser::encode(&cursor))).unwrap_or_default();
    format!("/subscriptions/{id}/directory/{what}?limit=50{filter}{cursor}")
}

pub(super) async fn people(id: SubscriptionId, filter: &Filter, cursor: Option<String>) -> Answer<Page<Person>> {
    api::get(&listed(id, "people", &filter.of_people(), cursor)).await
}

pub(super) async fn groups(id: SubscriptionId, filter: &Filter, cursor: Option<String>) -> Answer<Page<Group>> {
    api::get(&listed(id, "groups", &filter.of_groups(), cursor)).await
}

/// What a group is called, if it is among the first that the API lists: there is no asking for one alone.
pub(super) async fn group_name(id: SubscriptionId, group: GroupId) -> Option<String> {
    let path = format!("/subscriptions/{id}/directory/groups?limit={LIMIT_MAX}");
    let page: Page<Group> = api::get(&path).await.ok()?;
    page.items.into_iter().find(|one| one.id == group).map(|one| one.name)
}

/// All rows of the filter as CSV.
pub(super) async fn export(id: SubscriptionId, filter: &Filter) -> Answer<String> {
    let path =
        if filter.groups { listed(id, "groups", &filter.of_groups(), None) } else { listed(id, "people", &filter.of_people(), None) };
    api::get_csv(&path).await
}

pub(super) async fn add(id: SubscriptionId, wanted: AddPerson) -> Answer<Person> {
    api::post(&format!("/subscriptions/{id}/directory/people"), &wanted).await
}

pub(super) async fn change(id: SubscriptionId, person: PersonId, wanted: ChangePerson, version: i64) -> Answer<Person> {
    api::patch(&format!("/subscriptions/{id}/directory/people/{person}"), &wanted, version).await
}

pub(super) async fn remove(id: SubscriptionId, person: PersonId) -> Answer<()> {
    api::delete(&format!("/subscriptions/{id}/directory/people/{person}")).await
}

/// Sends a file: to be looked at, or for good.
pub(super) async fn send_file(id: SubscriptionId, dry_run: bool, name: &str, bytes: ArrayBuffer) -> Answer<PeopleReport> {
    let path = format!("/subscriptions/{id}/directory/people/import?dry_run={dry_run}");
    api::post_file(&path, "text/csv", name, bytes).await
}
