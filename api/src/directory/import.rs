//! People from a file: all rows are written in one transaction, or none. A row whose address is known changes that person.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::body::Fault;
use shared::directory::{FaultyPerson, PEOPLE_FAULTS_SHOWN, PeopleReport};
use shared::events::EventKind;
use shared::problem::ProblemCode;
use shared::subscriptions::ImportFault;
use shared::validation::FaultCode;

use super::import_row::SheetPerson;
use super::person::Known;
use super::store::{self, PersonRow};
use super::{Place, service};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::sheet::{CellFault, Sheet};
use crate::{accounts, subscriptions};

/// What is to be done for a file.
#[derive(Debug, Default)]
pub struct Plan {
    new: Vec<PersonRow>,
    changed: Vec<PersonRow>,
    unchanged: usize,
}

/// Holds a file against what is known: notes what is wrong with rows beside their own faults, and says what is to be done
/// for the others.
///
/// # Errors
/// The database failed.
fn plan(conn: &mut Connection, place: Place, sheet: &mut Sheet<SheetPerson>, now: DateTime<Utc>) -> Result<Plan, Refusal> {
    let key = |row: &SheetPerson| accounts::service::email_key(&row.wanted.email);
    let keys: Vec<String> = sheet.rows.iter().filter_map(|row| row.wanted.as_ref().ok()).map(|row| key(row)).collect();
    let there = store::with_emails(conn, place, &keys)?;
    let mut there: HashMap<String, PersonRow> = there.into_iter().map(|row| (row.email_key.clone(), row)).collect();
    let (mut plan, mut lines) = (Plan::default(), HashMap::new());
    for row in &mut sheet.rows {
        let Ok(wanted) = &row.wanted else { continue };
        let key = key(wanted);
        let fault = match lines.insert(key.clone(), row.line) {
            Some(line) => Some(FaultCode::RepeatedRow { line }),
            None if there.get(&key).is_some_and(|known| known.external_id.is_some()) => Some(FaultCode::KeptByPlatform),
            None => None,
        };
        if let Some(code) = fault {
            row.wanted = Err(vec![CellFault { column: Some("email"), code }]);
            continue;
        }
        match there.remove(&key) {
            None => plan.new.push(wanted.after(None).row(place, None, now)?),
            Some(was) => {
                let before = Known::of(&was)?;
                let after = wanted.after(Some(before.clone()));
                if after == before {
                    plan.unchanged += 1;
                } else {
                    plan.changed.push(after.into(&was, now)?);
                }
            }
        }
    }
    Ok(plan)
}

/// Says what writing a file would do.
///
/// # Errors
/// What writing it would be refused for but its faults: `too_many_people`, `transition_not_allowed`.
pub fn look(conn: &mut Connection, place: Place, sheet: &mut Sheet<SheetPerson>, now: DateTime<Utc>) -> Result<Plan, Refusal> {
    subscriptions::service::open_for_setup(conn, place.0, place.1, now)?;
    let plan = plan(conn, place, sheet, now)?;
    service::room(conn, place, plan.new.len())?;
    Ok(plan)
}

/// Writes a file's people: all of them.
///
/// # Errors
/// `invalid_fields` with all faults of all rows, `too_many_people`; `transition_not_allowed` where the subscription is over.
pub fn write(
    conn: &mut Connection,
    place: Place,
    mut sheet: Sheet<SheetPerson>,
    deed: &Deed,
) -> Result<(Sheet<SheetPerson>, Plan), Refusal> {
    service::open(conn, place, deed)?;
    let plan = plan(conn, place, &mut sheet, deed.now)?;
    let faults = faults(&sheet);
    if !faults.is_empty() {
        return Err(Refusal::Fields(faults));
    }
    service::room(conn, place, plan.new.len())?;
    store::insert(conn, &plan.new)?;
    for row in &plan.changed {
        if !store::update(conn, row)? {
            return Err(ProblemCode::StaleVersion.into());
        }
    }
    if !plan.new.is_empty() || !plan.changed.is_empty() {
        let data = json!({"added": plan.new.len(), "changed": plan.changed.len()});
        record(conn, place.0, deed, Happening::to_subscription(EventKind::DirectoryImported, place.1, data))?;
    }
    Ok((sheet, plan))
}

fn faults(sheet: &Sheet<SheetPerson>) -> Vec<Fault> {
    sheet.wanted().err().unwrap_or_default()
}

/// What a file holds and what became of it, or would. `sentence` puts a fault into words.
pub fn report(sheet: Sheet<SheetPerson>, plan: &Plan, dry_run: bool, sentence: impl Fn(&CellFault) -> String) -> PeopleReport {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let rows = sheet.rows.len();
    let fault = |fault: &CellFault| ImportFault {
        column: fault.column.map(str::to_owned),
        code: fault.code.as_str().to_owned(),
        detail: sentence(fault),
    };
    let faulty = |row: crate::sheet::SheetRow<SheetPerson>| {
        let faults = row.wanted.err()?.iter().map(fault).collect();
        Some(FaultyPerson { line: row.line, cells: row.cells, faults })
    };
    let mut faulty_rows: Vec<FaultyPerson> = sheet.rows.into_iter().filter_map(faulty).collect();
    let faulty = count(faulty_rows.len());
    faulty_rows.truncate(PEOPLE_FAULTS_SHOWN);
    PeopleReport {
        dry_run,
        columns: sheet.columns,
        rows: count(rows),
        added: count(plan.new.len()),
        changed: count(plan.changed.len()),
        unchanged: count(plan.unchanged),
        faulty,
        faulty_rows,
    }
}
