//! The tables of a directory's groups, and of who belongs to them.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use shared::ids::{GroupId, PersonId, ResellerId, SubscriptionId};
use shared::page::TOTAL_MAX;
use shared::sql::Instant;

use super::Place;
use super::store::CHUNK;
use crate::http::cursor::Side;
use crate::platform::db::{CappedCount, Connection, MultiBackend, dialect};
use crate::schema::{directory_groups, directory_links, directory_memberships};

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = directory_groups, treat_none_as_null = true)]
pub(super) struct GroupRow {
    pub id: GroupId,
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    /// The platform's id.
    pub external_id: String,
    pub name: String,
    /// The name as it is sorted.
    pub name_key: String,
    pub email: Option<String>,
    /// The words by which the group is found, a blank before each.
    pub search: String,
    /// How many people belong to it, or to groups in it.
    pub people: i64,
    /// The round in which the platform last told of it.
    pub generation: i64,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// A person or a group that belongs to a group directly, by the platform's ids.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = directory_links)]
pub(crate) struct LinkRow {
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    pub group_external_id: String,
    pub member_external_id: String,
    pub generation: i64,
}

/// A person who belongs to a group, directly or by a group in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = directory_memberships)]
pub(crate) struct MembershipRow {
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    pub group_id: GroupId,
    pub person_id: PersonId,
}

type Boxed<'a> = directory_groups::BoxedQuery<'a, MultiBackend>;

fn of<'a>((reseller, subscription): Place) -> Boxed<'a> {
    directory_groups::table
        .filter(directory_groups::reseller_id.eq(reseller))
        .filter(directory_groups::subscription_id.eq(subscription))
        .into_boxed()
}

fn filtered<'a>(place: Place, words: &[String]) -> Boxed<'a> {
    // Words hold no wild cards.
    words.iter().fold(of(place), |query, word| query.filter(directory_groups::search.like(format!("% {word}%"))))
}

/// The groups that have words that begin with these, by name.
pub(super) fn list(
    conn: &mut Connection,
    place: Place,
    words: &[String],
    at: Option<(Side, (String, GroupId))>,
    limit: u32,
) -> QueryResult<Vec<GroupRow>> {
    use directory_groups::{id, name_key};
    let query = filtered(place, words).limit(i64::from(limit) + 1);
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
    query.select(GroupRow::as_select()).load(conn)
}

pub(super) fn count(conn: &mut Connection, place: Place, words: &[String]) -> QueryResult<Option<u32>> {
    let inner = filtered(place, words).select(directory_groups::id).limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}

/// The group that the platform knows by this id.
pub(super) fn find_external(conn: &mut Connection, place: Place, id: &str) -> QueryResult<Option<GroupRow>> {
    let group = of(place).filter(directory_groups::external_id.eq(id.to_owned()));
    group.select(GroupRow::as_select()).first(conn).optional()
}

/// All groups of a subscription.
pub(super) fn all(conn: &mut Connection, place: Place) -> QueryResult<Vec<GroupRow>> {
    of(place).select(GroupRow::as_select()).load(conn)
}

pub(super) fn insert(conn: &mut Connection, row: &GroupRow) -> QueryResult<usize> {
    diesel::insert_into(directory_groups::table).values(row).execute(conn)
}

pub(super) fn update(conn: &mut Connection, row: &GroupRow) -> QueryResult<usize> {
    let group = directory_groups::table.find(row.id).filter(directory_groups::reseller_id.eq(row.reseller_id));
    diesel::update(group).set(row).execute(conn)
}

/// Removes a group that the platform knows by this id, and who belongs to it. Gives how many there were.
pub(super) fn remove_external(conn: &mut Connection, (reseller, subscription): Place, id: &str) -> QueryResult<usize> {
    diesel::delete(directory_links::table.filter(directory_links::reseller_id.eq(reseller)))
        .filter(directory_links::subscription_id.eq(subscription))
        .filter(directory_links::group_external_id.eq(id))
        .execute(conn)?;
    diesel::delete(directory_groups::table.filter(directory_groups::reseller_id.eq(reseller)))
        .filter(directory_groups::subscription_id.eq(subscription))
        .filter(directory_groups::external_id.eq(id))
        .execute(conn)
}

/// Removes groups, and who belongs to them, that the platform did not tell of in this round. Gives how many groups.
pub(super) fn sweep(conn: &mut Connection, (reseller, subscription): Place, generation: i64) -> QueryResult<usize> {
    diesel::delete(directory_links::table.filter(directory_links::reseller_id.eq(reseller)))
        .filter(directory_links::subscription_id.eq(subscription))
        .filter(directory_links::generation.lt(generation))
        .execute(conn)?;
    diesel::delete(directory_groups::table.filter(directory_groups::reseller_id.eq(reseller)))
        .filter(directory_groups::subscription_id.eq(subscription))
        .filter(directory_groups::generation.lt(generation))
        .execute(conn)
}

/// Notes that somebody belongs to a group, in this round.
pub(super) fn join(conn: &mut Connection, place: Place, group: &str, members: &[String], generation: i64) -> QueryResult<()> {
    // What was noted in an earlier round is noted anew.
    leave(conn, place, group, members)?;
    let (reseller_id, subscription_id) = place;
    let row = |member: &String| LinkRow {
        reseller_id,
        subscription_id,
        group_external_id: group.to_owned(),
        member_external_id: member.clone(),
        generation,
    };
    for members in members.chunks(CHUNK) {
        dialect::insert_directory_links(conn, &members.iter().map(row).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Notes that somebody does not belong to a group any more.
pub(super) fn leave(conn: &mut Connection, (reseller, subscription): Place, group: &str, members: &[String]) -> QueryResult<()> {
    for members in members.chunks(CHUNK) {
        diesel::delete(directory_links::table.filter(directory_links::reseller_id.eq(reseller)))
            .filter(directory_links::subscription_id.eq(subscription))
            .filter(directory_links::group_external_id.eq(group))
            .filter(directory_links::member_external_id.eq_any(members.to_vec()))
            .execute(conn)?;
    }
    Ok(())
}

/// Who belongs to which group directly, by the platform's ids.
pub(super) fn links(conn: &mut Connection, (reseller, subscription): Place) -> QueryResult<Vec<(String, String)>> {
    directory_links::table
        .filter(directory_links::reseller_id.eq(reseller))
        .filter(directory_links::subscription_id.eq(subscription))
        .select((directory_links::group_external_id, directory_links::member_external_id))
        .load(conn)
}

/// Makes these the people of the groups.
pub(super) fn set_memberships(conn: &mut Connection, place: Place, wanted: &HashSet<(GroupId, PersonId)>) -> QueryResult<()> {
    let (reseller_id, subscription_id) = place;
    let mine = || directory_memberships::table.filter(directory_memberships::subscription_id.eq(subscription_id));
    let there: Vec<(GroupId, PersonId)> = mine().select((directory_memberships::group_id, directory_memberships::person_id)).load(conn)?;
    let there: HashSet<_> = there.into_iter().collect();
    let mut gone: HashMap<GroupId, Vec<PersonId>> = HashMap::new();
    for (group, person) in there.difference(wanted) {
        gone.entry(*group).or_default().push(*person);
    }
    for (group, people) in gone {
        for people in people.chunks(CHUNK) {
            diesel::delete(directory_memberships::table.filter(directory_memberships::reseller_id.eq(reseller_id)))
                .filter(directory_memberships::group_id.eq(group))
                .filter(directory_memberships::person_id.eq_any(people.to_vec()))
                .execute(conn)?;
        }
    }
    let row = |(group_id, person_id): &(GroupId, PersonId)| MembershipRow {
        reseller_id,
        subscription_id,
        group_id: *group_id,
        person_id: *person_id,
    };
    let new: Vec<MembershipRow> = wanted.difference(&there).map(row).collect();
    for rows in new.chunks(CHUNK) {
        dialect::insert_directory_memberships(conn, rows)?;
    }
    Ok(())
}

/// Removes all groups of a subscription.
pub(super) fn remove_all(conn: &mut Connection, place: Place) -> QueryResult<usize> {
    sweep(conn, place, i64::MAX)
}
