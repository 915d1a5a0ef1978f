//! Rows of a directory as the contract shows them.

use shared::directory::{Group, Person, PersonSource};

use super::groups::GroupRow;
use super::store::PersonRow;
use crate::refusal::Refusal;

pub(super) fn person(row: PersonRow) -> Result<Person, Refusal> {
    Ok(Person {
        id: row.id,
        subscription_id: row.subscription_id,
        source: if row.external_id.is_some() { PersonSource::Platform } else { PersonSource::Manual },
        email: row.email,
        display_name: row.display_name,
        profile: serde_json::from_str(&row.profile)?,
        takes_seat: row.takes_seat,
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
        version: row.version,
    })
}

pub(super) fn group(row: GroupRow) -> Group {
    Group {
        id: row.id,
        subscription_id: row.subscription_id,
        name: row.name,
        email: row.email,
        people: u32::try_from(row.people).unwrap_or(u32::MAX),
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
    }
}
