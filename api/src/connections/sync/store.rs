//! The table of synchronisations.

use diesel::prelude::*;
use shared::connections::{ConnectionErrorCode as ErrorCode, SyncState as State};
use shared::ids::{ResellerId, SubscriptionId};
use shared::sql::Instant;

use super::domain::Round;
use super::source::Part;
use crate::connections::service::Place;
use crate::directory::found::Counted;
use crate::platform::db::Connection;
use crate::schema::directory_syncs;

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = directory_syncs, primary_key(subscription_id), treat_none_as_null = true)]
struct SyncRow {
    subscription_id: SubscriptionId,
    reseller_id: ResellerId,
    organisation: String,
    run: i64,
    state: State,
    whole: bool,
    generation: i64,
    part: String,
    place: Option<String>,
    people_from: Option<String>,
    groups_from: Option<String>,
    people: i64,
    groups: i64,
    added: i64,
    changed: i64,
    removed: i64,
    groups_changed: i64,
    tries: i64,
    started_at: Instant,
    last_success_at: Option<Instant>,
    next_at: Instant,
    error: Option<ErrorCode>,
    error_since: Option<Instant>,
    version: i64,
}

/// A synchronisation, and which job carries it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sync {
    /// The organisation that is read.
    pub organisation: String,
    /// The number of the job that carries it on; others are over.
    pub run: i64,
    /// How far it is.
    pub round: Round,
    /// Grows by one with each page.
    pub version: i64,
}

const PEOPLE: &str = "people";
const GROUPS: &str = "groups";

impl From<SyncRow> for Sync {
    fn from(row: SyncRow) -> Self {
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let counted = Counted {
            people: count(row.people),
            groups: count(row.groups),
            added: count(row.added),
            changed: count(row.changed),
            removed: count(row.removed),
            groups_changed: count(row.groups_changed),
        };
        let round = Round {
            state: row.state,
            whole: row.whole,
            generation: row.generation,
            part: if row.part == GROUPS { Part::Groups } else { Part::People },
            place: row.place,
            people_from: row.people_from,
            groups_from: row.groups_from,
            counted,
            tries: row.tries,
            started_at: row.started_at.into(),
            last_success_at: row.last_success_at.map(Into::into),
            next_at: row.next_at.into(),
            error: row.error.zip(row.error_since.map(Into::into)),
        };
        Self { organisation: row.organisation, run: row.run, round, version: row.version }
    }
}

impl Sync {
    fn row(&self, (reseller_id, subscription_id): Place) -> SyncRow {
        let (round, counted) = (&self.round, self.round.counted);
        SyncRow {
            subscription_id,
            reseller_id,
            organisation: self.organisation.clone(),
            run: self.run,
            state: round.state,
            whole: round.whole,
            generation: round.generation,
            part: if round.part == Part::Groups { GROUPS } else { PEOPLE }.to_owned(),
            place: round.place.clone(),
            people_from: round.people_from.clone(),
            groups_from: round.groups_from.clone(),
            people: counted.people.into(),
            groups: counted.groups.into(),
            added: counted.added.into(),
            changed: counted.changed.into(),
            removed: counted.removed.into(),
            groups_changed: counted.groups_changed.into(),
            tries: round.tries,
            started_at: round.started_at.into(),
            last_success_at: round.last_success_at.map(Into::into),
            next_at: round.next_at.into(),
            error: round.error.map(|(code, _)| code),
            error_since: round.error.map(|(_, since)| since.into()),
            version: self.version,
        }
    }
}

/// The synchronisation of a subscription; nothing where there never was one.
pub(super) fn find(conn: &mut Connection, (reseller, subscription): Place) -> QueryResult<Option<Sync>> {
    let row = directory_syncs::table.find(subscription).filter(directory_syncs::reseller_id.eq(reseller));
    Ok(row.select(SyncRow::as_select()).first(conn).optional()?.map(Sync::from))
}

pub(super) fn insert(conn: &mut Connection, place: Place, sync: &Sync) -> QueryResult<usize> {
    diesel::insert_into(directory_syncs::table).values(sync.row(place)).execute(conn)
}

/// Writes a synchronisation that still has the version that was read, with the next one. Gives whether it had.
pub(super) fn update(conn: &mut Connection, place: Place, sync: &mut Sync) -> QueryResult<bool> {
    let before = sync.version;
    sync.version += 1;
    let changed = diesel::update(directory_syncs::table.find(place.1))
        .filter(directory_syncs::reseller_id.eq(place.0))
        .filter(directory_syncs::version.eq(before))
        .set(sync.row(place))
        .execute(conn)?;
    Ok(changed == 1)
}

pub(super) fn remove(conn: &mut Connection, (reseller, subscription): Place) -> QueryResult<usize> {
    diesel::delete(directory_syncs::table.find(subscription).filter(directory_syncs::reseller_id.eq(reseller))).execute(conn)
}
