//! The use cases of directories.

use serde_json::json;
use shared::directory::{AddPerson, ChangePerson, Directory, Group, GroupQuery, PEOPLE_MAX, Person, PersonQuery};
use shared::events::{EventKind, SubjectKind};
use shared::ids::{GroupId, PersonId};
use shared::page::{LIMIT_DEFAULT, Page};
use shared::problem::ProblemCode;

use super::filter::PeopleFilter;
use super::person::Known;
use super::store::{self, PersonRow};
use super::{Place, groups, view};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::cursor::{self, Cursor};
use crate::http::etag::Precondition;
use crate::platform::db::{Connection, dialect};
use crate::platform::folding;
use crate::refusal::Refusal;
use crate::{accounts, page, subscriptions};

/// A directory in figures.
///
/// # Errors
/// `not_found`.
pub fn summary(conn: &mut Connection, place: Place) -> Result<Directory, Refusal> {
    let seats = subscriptions::service::seats(conn, place.0, place.1)?;
    let (people, manual, seats_taken) = store::figures(conn, place)?;
    let groups = groups::count(conn, place, &[])?;
    let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Directory {
        subscription_id: place.1,
        people: count(people),
        manual: count(manual),
        seats_taken: count(seats_taken),
        seats,
        exceeds_seats: count(seats_taken) > seats,
        groups: groups.unwrap_or(shared::page::TOTAL_MAX),
    })
}

/// The people, by name.
///
/// # Errors
/// `invalid_cursor`.
pub fn people(conn: &mut Connection, place: Place, query: &PersonQuery) -> Result<Page<Person>, Refusal> {
    let filter = PeopleFilter::from(query);
    let list = format!("people {} {filter:?}", place.1);
    let cursor = query.cursor.as_deref().map(|text| Cursor::<(String, PersonId)>::decode(text, &list)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let side = cursor.as_ref().map(|cursor| cursor.side);
    let rows = store::list(conn, place, &filter, cursor.map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || store::count(conn, place, &filter))?;
    let page = cursor::page(rows, limit, side, &list, total, |row| (row.name_key.clone(), row.id))?;
    let items = page.items.into_iter().map(view::person).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, total })
}

/// The groups, by name.
///
/// # Errors
/// `invalid_cursor`.
pub fn groups(conn: &mut Connection, place: Place, query: &GroupQuery) -> Result<Page<Group>, Refusal> {
    let words = query.q.as_deref().map(folding::asked).unwrap_or_default();
    let list = format!("groups {} {words:?}", place.1);
    let cursor = query.cursor.as_deref().map(|text| Cursor::<(String, GroupId)>::decode(text, &list)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let side = cursor.as_ref().map(|cursor| cursor.side);
    let rows = groups::list(conn, place, &words, cursor.map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || groups::count(conn, place, &words))?;
    let page = cursor::page(rows, limit, side, &list, total, |row| (row.name_key.clone(), row.id))?;
    let items = page.items.into_iter().map(view::group).collect();
    Ok(Page { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, total })
}

/// One person.
///
/// # Errors
/// `not_found`.
pub fn person(conn: &mut Connection, place: Place, id: PersonId) -> Result<Person, Refusal> {
    view::person(store::find(conn, place, id)?)
}

/// Adds a person by hand.
///
/// # Errors
/// `person_exists`, `too_many_people`; `transition_not_allowed` where the subscription is over.
pub fn add(conn: &mut Connection, place: Place, wanted: AddPerson, deed: &Deed) -> Result<Person, Refusal> {
    open(conn, place, deed)?;
    free(conn, place, &wanted.email, None)?;
    room(conn, place, 1)?;
    let AddPerson { email, display_name, profile, takes_seat } = wanted;
    let known = Known { email, display_name, profile: profile.unwrap_or_default(), takes_seat: takes_seat.unwrap_or(true) };
    let row = known.row(place, None, deed.now)?;
    store::insert(conn, std::slice::from_ref(&row))?;
    record(conn, place.0, deed, about(EventKind::PersonAdded, &row))?;
    view::person(row)
}

/// Changes a person who is kept here.
///
/// # Errors
/// `not_found`, `stale_version`, `kept_by_platform`, `person_exists`; `transition_not_allowed` where the subscription is over.
pub fn change(
    conn: &mut Connection,
    place: Place,
    id: PersonId,
    wanted: ChangePerson,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<Person, Refusal> {
    let was = kept_here(conn, place, id, precondition, deed)?;
    let before = Known::of(&was)?;
    if let Some(email) = &wanted.email {
        free(conn, place, email, Some(id))?;
    }
    let known = Known {
        email: wanted.email.unwrap_or_else(|| before.email.clone()),
        display_name: wanted.display_name.unwrap_or_else(|| before.display_name.clone()),
        profile: wanted.profile.unwrap_or_else(|| before.profile.clone()),
        takes_seat: wanted.takes_seat.unwrap_or(before.takes_seat),
    };
    if known == before {
        return view::person(was);
    }
    let row = known.into(&was, deed.now)?;
    if !store::update(conn, &row)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    record(conn, place.0, deed, about(EventKind::PersonChanged, &row))?;
    view::person(row)
}

/// Removes a person who is kept here.
///
/// # Errors
/// `not_found`, `stale_version`, `kept_by_platform`; `transition_not_allowed` where the subscription is over.
pub fn remove(conn: &mut Connection, place: Place, id: PersonId, precondition: &Precondition, deed: &Deed) -> Result<(), Refusal> {
    let was = kept_here(conn, place, id, precondition, deed)?;
    if !store::remove(conn, &was)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    record(conn, place.0, deed, about(EventKind::PersonRemoved, &was))
}

/// People are named by their id: who they are is looked up when it is shown, and gone when they are.
fn about(kind: EventKind, row: &PersonRow) -> Happening {
    Happening { kind, subject: SubjectKind::Person, subject_id: row.id.0, subscription: Some(row.subscription_id), data: json!({}) }
}

/// Locks a subscription whose directory is to be written; it must not be over.
pub(super) fn open(conn: &mut Connection, (reseller, subscription): Place, deed: &Deed) -> Result<(), Refusal> {
    dialect::lock_subscription(conn, reseller, subscription)?;
    subscriptions::service::open_for_setup(conn, reseller, subscription, deed.now)?;
    Ok(())
}

fn kept_here(conn: &mut Connection, place: Place, id: PersonId, precondition: &Precondition, deed: &Deed) -> Result<PersonRow, Refusal> {
    dialect::lock_subscription(conn, place.0, place.1)?;
    let row = store::find(conn, place, id)?;
    precondition.check(row.version)?;
    subscriptions::service::open_for_setup(conn, place.0, place.1, deed.now)?;
    if row.external_id.is_some() { Err(ProblemCode::KeptByPlatform.into()) } else { Ok(row) }
}

/// Sees to it that nobody else has an address.
fn free(conn: &mut Connection, place: Place, email: &str, but: Option<PersonId>) -> Result<(), Refusal> {
    let others = store::with_emails(conn, place, &[accounts::service::email_key(email)])?;
    if others.iter().any(|row| Some(row.id) != but) { Err(ProblemCode::PersonExists.into()) } else { Ok(()) }
}

/// Sees to it that there is room for more people who are kept here.
pub(super) fn room(conn: &mut Connection, place: Place, more: usize) -> Result<(), Refusal> {
    let (_, manual, _) = store::figures(conn, place)?;
    let after = usize::try_from(manual).unwrap_or(usize::MAX).saturating_add(more);
    if u32::try_from(after).is_ok_and(|after| after <= PEOPLE_MAX) { Ok(()) } else { Err(ProblemCode::TooManyPeople.into()) }
}

/// Forgets the directory of a subscription whose personal data is erased.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, place: Place) -> Result<(), Refusal> {
    groups::remove_all(conn, place)?;
    store::remove_all(conn, place)?;
    Ok(())
}
