//! New subscriptions from a file: each row by the rules of a single creation, and all rows
//! are created in one transaction, or none.

mod row;

use shared::ids::{ResellerId, SubscriptionId};
use shared::subscriptions::{CreateSubscription, ImportFault, ImportReport, ImportRow};

use super::service;
use crate::deed::Deed;
use crate::http::caller::Capacity;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::sheet::{CellFault, Sheet, SheetRow};

/// Creates a subscription for each row, in their order.
///
/// # Errors
/// The database failed.
pub fn create_all(
    conn: &mut Connection,
    vault: &Vault,
    tenant: (ResellerId, Capacity),
    wanted: Vec<CreateSubscription>,
    deed: &Deed,
) -> Result<Vec<SubscriptionId>, Refusal> {
    wanted.into_iter().map(|wanted| service::create(conn, vault, tenant, wanted, deed).map(|made| made.id)).collect()
}

/// What a file holds and what became of it; `created` has an id for each row, or is empty. `sentence` puts a fault into
/// words.
pub fn report(sheet: Sheet<CreateSubscription>, created: &[SubscriptionId], sentence: impl Fn(&CellFault) -> String) -> ImportReport {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let faulty = count(sheet.rows.iter().filter(|row| row.wanted.is_err()).count());
    let fault = |fault: &CellFault| ImportFault {
        column: fault.column.map(str::to_owned),
        code: fault.code.as_str().to_owned(),
        detail: sentence(fault),
    };
    let row = |(place, row): (usize, SheetRow<CreateSubscription>)| ImportRow {
        line: row.line,
        cells: row.cells,
        faults: row.wanted.err().iter().flatten().map(fault).collect(),
        subscription_id: created.get(place).copied(),
    };
    ImportReport {
        dry_run: created.is_empty(),
        columns: sheet.columns,
        rows: sheet.rows.into_iter().enumerate().map(row).collect(),
        faulty,
        created: count(created.len()),
    }
}

/// Whether a row chooses a plan, which needs the right to.
#[must_use]
pub fn names_plans(sheet: &Sheet<CreateSubscription>) -> bool {
    let plan = sheet.columns.iter().position(|column| column == "plan");
    plan.is_some_and(|plan| sheet.rows.iter().any(|row| row.cells.get(plan).is_some_and(|cell| !cell.is_empty())))
}

#[cfg(test)]
mod tests;
