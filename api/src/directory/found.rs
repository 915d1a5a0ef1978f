//! What a platform told, written into a directory.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use shared::directory::Profile;
use shared::ids::PersonId;
use shared::validation::{self, NAME_MAX};

use super::Place;
use super::changes::{Change, FoundGroup, FoundPerson, Told};
use super::groups::{self, GroupRow};
use super::person::Known;
use super::store::{self, PersonRow};
use crate::accounts;
use crate::platform::db::Connection;
use crate::platform::{folding, ids};
use crate::refusal::Refusal;

/// What became of what a platform told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// People it told of.
    pub people: u32,
    /// Groups it told of.
    pub groups: u32,
    /// People that are new.
    pub added: u32,
    /// People that are other than before.
    pub changed: u32,
    /// People that are gone.
    pub removed: u32,
    /// Groups that are new, other than before or gone, or that others belong to now.
    pub groups_changed: u32,
}

impl std::ops::AddAssign for Counted {
    fn add_assign(&mut self, other: Self) {
        self.people += other.people;
        self.groups += other.groups;
        self.added += other.added;
        self.changed += other.changed;
        self.removed += other.removed;
        self.groups_changed += other.groups_changed;
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A text of a platform on one line, as long as one may be; nothing where nothing is left.
fn line(text: &str) -> Option<String> {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let short: String = plain.trim().chars().take(NAME_MAX).collect();
    validation::attribute(short).ok()
}

fn told(now: Told<Option<String>>, before: Option<String>) -> Option<String> {
    now.map_or(before, |text| text.as_deref().and_then(line))
}

/// What is known of a person after the platform told this; nothing where there is no address to send from.
fn known(found: FoundPerson, before: Option<&Known>) -> Option<Known> {
    let was = before.map(|known| known.profile.clone()).unwrap_or_default();
    let email = match found.email {
        Some(address) => address.and_then(|address| validation::email(address).ok())?,
        None => before?.email.clone(),
    };
    let name = told(found.display_name, before.map(|known| known.display_name.clone()));
    let profile = Profile {
        given_name: told(found.given_name, was.given_name),
        surname: told(found.surname, was.surname),
        job_title: told(found.job_title, was.job_title),
        department: told(found.department, was.department),
        phone: told(found.phone, was.phone),
        mobile: told(found.mobile, was.mobile),
        office: told(found.office, was.office),
        company: told(found.company, was.company),
    };
    let takes_seat = found.takes_seat.or_else(|| before.map(|known| known.takes_seat)).unwrap_or(true);
    Some(Known { display_name: name.unwrap_or_else(|| email.clone()), email, profile, takes_seat })
}

/// Writes what a page told, in the order in which it was told; `generation` is the round of reading everything.
///
/// # Errors
/// The database failed.
pub fn write(conn: &mut Connection, place: Place, changes: Vec<Change>, generation: i64, now: DateTime<Utc>) -> Result<Counted, Refusal> {
    let mut counted = Counted::default();
    let (mut people, mut gone) = (HashMap::<String, FoundPerson>::new(), HashSet::new());
    let mut links = Vec::new();
    for change in changes {
        match change {
            // What stands twice in a page counts as it was told last.
            Change::Person(found) => {
                gone.remove(&found.id);
                people.insert(found.id.clone(), *found);
            }
            Change::PersonGone(id) => {
                people.remove(&id);
                gone.insert(id);
            }
            Change::Group(found) => {
                counted.groups += 1;
                counted.groups_changed += write_group(conn, place, found, generation, now)?;
            }
            Change::GroupGone(id) => counted.groups_changed += count(groups::remove_external(conn, place, &id)?),
            Change::Joined { group, member } => links.push((group, member, true)),
            Change::Left { group, member } => links.push((group, member, false)),
        }
    }
    counted += write_people(conn, place, people, generation, now)?;
    let gone: Vec<String> = gone.into_iter().collect();
    counted.removed += count(store::remove_external(conn, place, &gone)?);
    counted.groups_changed += write_links(conn, place, links, generation)?;
    Ok(counted)
}

fn write_people(
    conn: &mut Connection,
    place: Place,
    people: HashMap<String, FoundPerson>,
    generation: i64,
    now: DateTime<Utc>,
) -> Result<Counted, Refusal> {
    let mut counted = Counted { people: count(people.len()), ..Counted::default() };
    let external: Vec<String> = people.keys().cloned().collect();
    let there = store::with_external_ids(conn, place, &external)?;
    let mut there: HashMap<String, PersonRow> = there.into_iter().filter_map(|row| Some((row.external_id.clone()?, row))).collect();
    let addresses = people.values().filter_map(|found| found.email.clone().flatten());
    let keys: Vec<String> = addresses.map(|address| accounts::service::email_key(&address)).collect();
    let by_hand = store::with_emails(conn, place, &keys)?.into_iter().filter(|row| row.external_id.is_none());
    let mut by_hand: HashMap<String, PersonRow> = by_hand.map(|row| (row.email_key.clone(), row)).collect();
    let (mut new, mut same, mut without) = (Vec::new(), Vec::new(), Vec::new());
    for (id, found) in people {
        // Who was written by hand before the platform told of the person is the platform's from now on.
        let key = found.email.as_ref().and_then(|address| Some(accounts::service::email_key(address.as_ref()?)));
        let written = key.and_then(|key| by_hand.remove(&key));
        let before = match there.remove(&id) {
            // Somebody whom the platform knew under another address.
            Some(before) => {
                if let Some(written) = written {
                    store::remove(conn, &written)?;
                    counted.removed += 1;
                }
                Some(before)
            }
            None => written,
        };
        let was = before.as_ref().map(Known::of).transpose()?;
        match (known(found, was.as_ref()), before) {
            (None, Some(before)) => without.extend(before.external_id),
            (None, None) => {}
            (Some(is), None) => new.push(is.row(place, Some((id, generation)), now)?),
            (Some(is), Some(before)) if before.external_id.is_some() && Some(&is) == was.as_ref() => same.push(before.id),
            (Some(is), Some(before)) => {
                let row = PersonRow { external_id: Some(id), generation, ..is.into(&before, now)? };
                store::update(conn, &row)?;
                counted.changed += 1;
            }
        }
    }
    store::insert(conn, &new)?;
    counted.added = count(new.len());
    store::mark(conn, place, &same, generation)?;
    counted.removed = count(store::remove_external(conn, place, &without)?);
    Ok(counted)
}

/// Gives 1 where the group is new or other than before.
fn write_group(conn: &mut Connection, place: Place, found: FoundGroup, generation: i64, now: DateTime<Utc>) -> Result<u32, Refusal> {
    let was = groups::find_external(conn, place, &found.id)?;
    let name = found.name.as_deref().and_then(line).or_else(|| was.as_ref().map(|was| was.name.clone()));
    // A group of which not even the name was ever told is none to choose from, but may hold people of others.
    let name = name.unwrap_or_else(|| found.id.clone());
    let email = told(found.email, was.as_ref().and_then(|was| was.email.clone()));
    let row = GroupRow {
        id: was.as_ref().map_or_else(ids::next, |was| was.id),
        reseller_id: place.0,
        subscription_id: place.1,
        external_id: found.id,
        name_key: folding::sort_key(&name),
        search: folding::searchable([name.as_str()].into_iter().chain(email.as_deref())),
        name,
        email,
        people: was.as_ref().map_or(0, |was| was.people),
        generation,
        created_at: was.as_ref().map_or_else(|| now.into(), |was| was.created_at),
        updated_at: now.into(),
    };
    match was {
        None => {
            groups::insert(conn, &row)?;
            Ok(1)
        }
        Some(was) => {
            let is_same = was.name == row.name && was.email == row.email;
            let updated_at = if is_same { was.updated_at } else { row.updated_at };
            groups::update(conn, &GroupRow { updated_at, ..row })?;
            Ok(u32::from(!is_same))
        }
    }
}

/// Gives of how many groups it was told who belongs to them.
fn write_links(conn: &mut Connection, place: Place, links: Vec<(String, String, bool)>, generation: i64) -> Result<u32, Refusal> {
    let mut by_group: HashMap<String, HashMap<String, bool>> = HashMap::new();
    for (group, member, belongs) in links {
        by_group.entry(group).or_default().insert(member, belongs);
    }
    let groups = count(by_group.len());
    for (group, members) in by_group {
        let (joined, left): (Vec<_>, Vec<_>) = members.into_iter().partition(|(_, belongs)| *belongs);
        let ids = |members: Vec<(String, bool)>| members.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        groups::join(conn, place, &group, &ids(joined), generation)?;
        groups::leave(conn, place, &group, &ids(left))?;
    }
    Ok(groups)
}

/// Ends a round in which the platform told everything: what it did not tell of is gone.
///
/// # Errors
/// The database failed.
pub fn sweep(conn: &mut Connection, place: Place, generation: i64) -> Result<Counted, Refusal> {
    let removed = count(store::sweep(conn, place, generation)?);
    let groups_changed = count(groups::sweep(conn, place, generation)?);
    Ok(Counted { removed, groups_changed, ..Counted::default() })
}

/// The addresses of some people of the platform who take a seat.
///
/// # Errors
/// The database failed.
pub fn some_addresses(conn: &mut Connection, place: Place, most: u32) -> Result<Vec<String>, Refusal> {
    Ok(store::some_addresses(conn, place, most)?)
}

/// Works out who belongs to each group, directly or by a group in it.
///
/// # Errors
/// The database failed.
pub fn gather(conn: &mut Connection, place: Place) -> Result<(), Refusal> {
    let groups = groups::all(conn, place)?;
    let people = store::external_ids(conn, place)?;
    let people: HashMap<String, PersonId> = people.into_iter().filter_map(|(external, id)| Some((external?, id))).collect();
    let mut members: HashMap<String, Vec<String>> = HashMap::new();
    for (group, member) in groups::links(conn, place)? {
        members.entry(group).or_default().push(member);
    }
    let mut wanted = HashSet::new();
    for mut group in groups {
        let ids = people_of(&group.external_id, &members, &people);
        let size = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        wanted.extend(ids.into_iter().map(|person| (group.id, person)));
        if group.people != size {
            group.people = size;
            groups::update(conn, &group)?;
        }
    }
    groups::set_memberships(conn, place, &wanted)?;
    Ok(())
}

/// The people of a group and of all groups in it, which may hold each other in a circle.
fn people_of(group: &str, members: &HashMap<String, Vec<String>>, people: &HashMap<String, PersonId>) -> HashSet<PersonId> {
    let (mut found, mut seen, mut ahead) = (HashSet::new(), HashSet::from([group]), vec![group]);
    while let Some(group) = ahead.pop() {
        for member in members.get(group).into_iter().flatten() {
            if let Some(person) = people.get(member) {
                found.insert(*person);
            } else if seen.insert(member) {
                ahead.push(member);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
