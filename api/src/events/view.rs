//! Rows of events as the contract shows them, with today's names.

use std::collections::HashMap;

use serde_json::Value;
use shared::events::{Actor, ActorKind, Event, EventKind, Subject, SubjectKind};
use shared::ids::{AccountId, ApiKeyId, ResellerId};
use uuid::Uuid;

use super::store::{self, EventRow};
use crate::platform::db::Connection;
use crate::platform::domain_name;
use crate::refusal::Refusal;

/// What things are called, looked up once for a page.
struct Names {
    actors: HashMap<Uuid, String>,
    subjects: HashMap<Uuid, String>,
}

pub(super) fn events(conn: &mut Connection, reseller: ResellerId, rows: Vec<EventRow>) -> Result<Vec<Event>, Refusal> {
    let names = Names::of(conn, reseller, &rows)?;
    rows.into_iter().map(|row| event(row, &names)).collect()
}

impl Names {
    fn of(conn: &mut Connection, reseller: ResellerId, rows: &[EventRow]) -> Result<Self, Refusal> {
        let actors_of = |kind: ActorKind| rows.iter().filter(move |row| row.actor_kind == kind).filter_map(|row| Some(row.actor_id?.0));
        let (people, programs) = (distinct(actors_of(ActorKind::Account)), distinct(actors_of(ActorKind::ApiKey)));
        let mut actors: HashMap<Uuid, String> = names_of(store::account_names(conn, reseller, &people)?).collect();
        if !programs.is_empty() {
            actors.extend(names_of(store::api_key_names(conn, reseller, &programs)?));
        }
        let of_kind = |kind: SubjectKind| rows.iter().filter(move |row| row.subject_kind == kind).map(|row| row.subject_id.0);
        let mut subjects = HashMap::new();
        for kind in SubjectKind::ALL.iter().copied() {
            if of_kind(kind).next().is_none() {
                continue;
            }
            match kind {
                SubjectKind::Reseller => {
                    subjects.insert(reseller.0, store::reseller_name(conn, reseller)?);
                }
                SubjectKind::ApiKey => {
                    subjects.extend(names_of(store::api_key_names(conn, reseller, &distinct(of_kind(kind)))?));
                }
                SubjectKind::Subscription => {
                    subjects.extend(names_of(store::company_names(conn, reseller, &distinct(of_kind(kind)))?));
                }
                SubjectKind::Invite => {
                    subjects.extend(names_of(store::invite_names(conn, reseller, &distinct(of_kind(kind)))?));
                }
                SubjectKind::Person => {
                    subjects.extend(names_of(store::person_names(conn, reseller, &distinct(of_kind(kind)))?));
                }
                SubjectKind::Domain => {
                    // The domain may be gone by now; the event holds its name.
                    let of_kind = rows.iter().filter(|row| row.subject_kind == kind);
                    subjects.extend(of_kind.filter_map(|row| Some((row.subject_id.0, domain_in(&row.data)?))));
                }
                SubjectKind::Member | SubjectKind::ResellerMember => {
                    // The membership may be gone by now; the event holds its account's id.
                    let of_kind = rows.iter().filter(|row| row.subject_kind == kind);
                    let people: Vec<(Uuid, AccountId)> =
                        of_kind.filter_map(|row| Some((row.subject_id.0, account_in(&row.data)?))).collect();
                    let found = store::account_names(conn, reseller, &distinct(people.iter().map(|(_, account)| account.0)))?;
                    let names: HashMap<AccountId, String> = found.into_iter().collect();
                    subjects.extend(people.into_iter().filter_map(|(id, account)| Some((id, names.get(&account)?.clone()))));
                }
            }
        }
        Ok(Self { actors, subjects })
    }
}

/// Names by plain id, for things of all kinds.
fn names_of<T: Into<Uuid>>(found: Vec<(T, String)>) -> impl Iterator<Item = (Uuid, String)> {
    found.into_iter().map(|(id, name)| (id.into(), name))
}

/// The account that an event about a membership names.
fn account_in(data: &str) -> Option<AccountId> {
    serde_json::from_str::<Value>(data).ok()?.get("account_id")?.as_str()?.parse().ok()
}

/// The name of a domain that an event is about, as people read it.
fn domain_in(data: &str) -> Option<String> {
    Some(domain_name::unicode(serde_json::from_str::<Value>(data).ok()?.get("domain")?.as_str()?))
}

/// Each id once, as the typed id that a lookup wants.
fn distinct<T: From<Uuid>>(ids: impl Iterator<Item = Uuid>) -> Vec<T> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(T::from).collect()
}

/// One actor, with its name looked up by itself.
pub(super) fn actor_now(conn: &mut Connection, reseller: ResellerId, kind: ActorKind, id: Option<Uuid>) -> Result<Actor, Refusal> {
    let name = match (kind, id) {
        (ActorKind::Account, Some(id)) => store::account_names(conn, reseller, &[AccountId(id)])?.pop().map(|(_, name)| name),
        (ActorKind::ApiKey, Some(id)) => store::api_key_names(conn, reseller, &[ApiKeyId(id)])?.pop().map(|(_, name)| name),
        _ => None,
    };
    Ok(actor(kind, id, name))
}

fn actor(kind: ActorKind, id: Option<Uuid>, name: Option<String>) -> Actor {
    let of = |wanted: ActorKind| id.filter(|_| kind == wanted);
    Actor { kind, account_id: of(ActorKind::Account).map(AccountId), api_key_id: of(ActorKind::ApiKey).map(ApiKeyId), name }
}

fn event(row: EventRow, names: &Names) -> Result<Event, Refusal> {
    let unknown = |_| Refusal::Internal(format!("{:?} is no kind of event", row.kind));
    let kind: EventKind = row.kind.parse().map_err(unknown)?;
    let data: Value = serde_json::from_str(&row.data)?;
    let by = row.actor_id.map(|id| id.0);
    Ok(Event {
        id: row.id,
        seq: row.seq,
        at: row.at.into(),
        kind,
        actor: actor(row.actor_kind, by, by.and_then(|id| names.actors.get(&id).cloned())),
        subject: Subject { kind: row.subject_kind, id: row.subject_id.to_string(), name: names.subjects.get(&row.subject_id.0).cloned() },
        subscription_id: row.subscription_id,
        data,
    })
}
