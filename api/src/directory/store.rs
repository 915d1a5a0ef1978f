//! The table of a directory's people.

use diesel::prelude::*;
use shared::ids::{PersonId, ResellerId, SubscriptionId};
use shared::page::TOTAL_MAX;
use shared::sql::Instant;

use super::Place;
use super::filter::PeopleFilter;
use crate::http::cursor::Side;
use crate::platform::db::{CappedCount, Connection, MultiBackend, dialect};
use crate::schema::{directory_memberships, directory_people};

/// As many rows as go into one statement, whose values the databases count.
pub(super) const CHUNK: usize = 500;

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = directory_people)]
pub(crate) struct PersonRow {
    pub id: PersonId,
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    /// The platform's id; nothing where the person is kept here.
    pub external_id: Option<String>,
    pub email: String,
    /// The address as it is compared.
    pub email_key: String,
    pub display_name: String,
    /// The name as it is sorted.
    pub name_key: String,
    /// The words by which the person is found, a blank before each.
    pub search: String,
    /// What is known besides, as one document.
    pub profile: String,
    pub takes_seat: bool,
    /// The round in which the platform last told of the person.
    pub generation: i64,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub version: i64,
}

type Boxed<'a> = directory_people::BoxedQuery<'a, MultiBackend>;

fn of<'a>((reseller, subscription): Place) -> Boxed<'a> {
    directory_people::table
        .filter(directory_people::reseller_id.eq(reseller))
        .filter(directory_people::subscription_id.eq(subscription))
        .into_boxed()
}

fn filtered<'a>(place: Place, filter: &PeopleFilter) -> Boxed<'a> {
    let mut query = of(place);
    for word in &filter.words {
        // Words hold no wild cards.
        query = query.filter(directory_people::search.like(format!("% {word}%")));
    }
    if let Some(takes) = filter.takes_seat {
        query = query.filter(directory_people::takes_seat.eq(takes));
    }
    if let Some(group) = filter.group {
        let members = directory_memberships::table
            .filter(directory_memberships::subscription_id.eq(place.1))
            .filter(directory_memberships::group_id.eq(group))
            .select(directory_memberships::person_id);
        query = query.filter(directory_people::id.eq_any(members));
    }
    query
}

/// The people, by name.
pub(super) fn list(
    conn: &mut Connection,
    place: Place,
    filter: &PeopleFilter,
    at: Option<(Side, (String, PersonId))>,
    limit: u32,
) -> QueryResult<Vec<PersonRow>> {
    use directory_people::{id, name_key};
    let query = filtered(place, filter).limit(i64::from(limit) + 1);
    let query = match at {
        None => query.order((name_key.asc(), id.asc())),
        Some((Side::After, (key, last))) => {
            let after = name_key.gt(key.clone()).or(name_key.eq(key).and(id.gt(last)));
            query.filter(after).order((name_key.asc(), id.asc()))
        }
        Some((Side::Before, (key, first))) => {
            let before = name_key.lt(key.clone()).or(name_key.eq(key).and(id.lt(first)));
            query.filter(before).order((name_key.desc(), id.desc()))
        }
    };
    query.select(PersonRow::as_select()).load(conn)
}

pub(super) fn count(conn: &mut Connection, place: Place, filter: &PeopleFilter) -> QueryResult<Option<u32>> {
    let inner = filtered(place, filter).select(directory_people::id).limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}

/// How many people there are, how many of them are kept here, and how many take a seat.
pub(super) fn figures(conn: &mut Connection, place: Place) -> QueryResult<(i64, i64, i64)> {
    let all = of(place).count().get_result(conn)?;
    let manual = of(place).filter(directory_people::external_id.is_null()).count().get_result(conn)?;
    let seats = of(place).filter(directory_people::takes_seat.eq(true)).count().get_result(conn)?;
    Ok((all, manual, seats))
}

pub(super) fn find(conn: &mut Connection, place: Place, id: PersonId) -> QueryResult<PersonRow> {
    of(place).filter(directory_people::id.eq(id)).select(PersonRow::as_select()).first(conn)
}

/// Those with one of these addresses, as they are compared.
pub(super) fn with_emails(conn: &mut Connection, place: Place, keys: &[String]) -> QueryResult<Vec<PersonRow>> {
    let mut found = Vec::new();
    for keys in keys.chunks(CHUNK) {
        let some = of(place).filter(directory_people::email_key.eq_any(keys.to_vec()));
        found.extend(some.select(PersonRow::as_select()).load(conn)?);
    }
    Ok(found)
}

/// Those that the platform knows by one of these ids.
pub(super) fn with_external_ids(conn: &mut Connection, place: Place, ids: &[String]) -> QueryResult<Vec<PersonRow>> {
    let mut found = Vec::new();
    for ids in ids.chunks(CHUNK) {
        let some = of(place).filter(directory_people::external_id.eq_any(ids.to_vec()));
        found.extend(some.select(PersonRow::as_select()).load(conn)?);
    }
    Ok(found)
}

/// The platform's id and ours of all people that the platform keeps.
pub(super) fn external_ids(conn: &mut Connection, place: Place) -> QueryResult<Vec<(Option<String>, PersonId)>> {
    let kept = of(place).filter(directory_people::external_id.is_not_null());
    kept.select((directory_people::external_id, directory_people::id)).load(conn)
}

/// The addresses of some people whom the platform keeps and who take a seat.
pub(super) fn some_addresses(conn: &mut Connection, place: Place, most: u32) -> QueryResult<Vec<String>> {
    use directory_people::{email, external_id, id, name_key, takes_seat};
    let kept = of(place).filter(external_id.is_not_null()).filter(takes_seat.eq(true));
    kept.order((name_key.asc(), id.asc())).limit(i64::from(most)).select(email).load(conn)
}

pub(super) fn insert(conn: &mut Connection, rows: &[PersonRow]) -> QueryResult<()> {
    for rows in rows.chunks(CHUNK) {
        dialect::insert_directory_people(conn, rows)?;
    }
    Ok(())
}

/// Writes a person that still has the version before this one. Gives whether it had.
pub(super) fn update(conn: &mut Connection, row: &PersonRow) -> QueryResult<bool> {
    let changed = diesel::update(directory_people::table.find(row.id))
        .filter(directory_people::reseller_id.eq(row.reseller_id))
        .filter(directory_people::version.eq(row.version - 1))
        .set(row)
        .execute(conn)?;
    Ok(changed == 1)
}

/// Notes of people that the platform told of them in this round.
pub(super) fn mark(conn: &mut Connection, (reseller, _): Place, ids: &[PersonId], generation: i64) -> QueryResult<()> {
    for ids in ids.chunks(CHUNK) {
        diesel::update(directory_people::table.filter(directory_people::id.eq_any(ids.to_vec())))
            .filter(directory_people::reseller_id.eq(reseller))
            .set(directory_people::generation.eq(generation))
            .execute(conn)?;
    }
    Ok(())
}

/// Removes a person that still has the version that was read. Gives whether it had.
pub(super) fn remove(conn: &mut Connection, was: &PersonRow) -> QueryResult<bool> {
    let removed = diesel::delete(directory_people::table.find(was.id))
        .filter(directory_people::reseller_id.eq(was.reseller_id))
        .filter(directory_people::version.eq(was.version))
        .execute(conn)?;
    Ok(removed == 1)
}

/// Removes those that the platform knows by one of these ids. Gives how many there were.
pub(super) fn remove_external(conn: &mut Connection, (reseller, subscription): Place, ids: &[String]) -> QueryResult<usize> {
    let mut removed = 0;
    for ids in ids.chunks(CHUNK) {
        removed += diesel::delete(directory_people::table.filter(directory_people::external_id.eq_any(ids.to_vec())))
            .filter(directory_people::reseller_id.eq(reseller))
            .filter(directory_people::subscription_id.eq(subscription))
            .execute(conn)?;
    }
    Ok(removed)
}

/// Removes those that the platform keeps and did not tell of in this round. Gives how many there were.
pub(super) fn sweep(conn: &mut Connection, (reseller, subscription): Place, generation: i64) -> QueryResult<usize> {
    diesel::delete(directory_people::table.filter(directory_people::reseller_id.eq(reseller)))
        .filter(directory_people::subscription_id.eq(subscription))
        .filter(directory_people::external_id.is_not_null())
        .filter(directory_people::generation.lt(generation))
        .execute(conn)
}

/// Removes all people of a subscription.
pub(super) fn remove_all(conn: &mut Connection, (reseller, subscription): Place) -> QueryResult<usize> {
    diesel::delete(directory_people::table.filter(directory_people::reseller_id.eq(reseller)))
        .filter(directory_people::subscription_id.eq(subscription))
        .execute(conn)
}
