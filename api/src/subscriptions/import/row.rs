//! A row of a file as a new subscription.

use serde_json::{Map, Value};
use shared::body::{Fault, FromFields as _};
use shared::subscriptions::{CreateSubscription, IMPORT_COLUMNS, IMPORT_COLUMNS_NEEDED, IMPORT_ROWS_MAX};
use shared::validation::FaultCode;

use crate::sheet::{CellFault, Row, yes_or_no};

impl Row for CreateSubscription {
    const COLUMNS: &'static [&'static str] = &IMPORT_COLUMNS;
    const NEEDED: &'static [&'static str] = &IMPORT_COLUMNS_NEEDED;
    const ROWS_MAX: usize = IMPORT_ROWS_MAX;

    fn of_cells(columns: &[String], cells: &[String]) -> Result<Self, Vec<CellFault>> {
        wanted(columns, cells)
    }
}

/// What a row asks for, by the same rules as a creation by JSON.
fn wanted(columns: &[String], cells: &[String]) -> Result<CreateSubscription, Vec<CellFault>> {
    let (mut texts, mut contact) = (Map::new(), Map::new());
    for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match column.as_str() {
            "contact_name" => contact.insert("full_name".to_owned(), cell.as_str().into()),
            "contact_email" => contact.insert("email".to_owned(), cell.as_str().into()),
            "customer_edits_signatures" => texts.insert(column.clone(), yes_or_no(cell).into()),
            "product" | "locale" | "plan" | "term" => texts.insert(column.clone(), cell.to_ascii_lowercase().into()),
            _ => texts.insert(column.clone(), cell.as_str().into()),
        };
    }
    let filled: Vec<&str> = contact.keys().map(|key| contact_column(key)).collect();
    if !contact.is_empty() {
        texts.insert("contact".to_owned(), Value::Object(contact.clone()));
    }
    // Who sends the file says so for all its rows.
    texts.insert("terms_accepted".to_owned(), "true".into());
    CreateSubscription::from_texts(texts).map_err(|faults| {
        // A contact that is not wanted need not be completed.
        let is_unwanted = faults.iter().any(|fault| fault.pointer == "/contact" && fault.code != FaultCode::Required);
        let told = faults.into_iter().filter(|fault| !is_unwanted || !fault.pointer.starts_with("/contact/"));
        told.flat_map(|fault| in_cells(fault, &filled)).collect()
    })
}

/// The cells that a fault of a creation concerns.
fn in_cells(fault: Fault, filled: &[&str]) -> Vec<CellFault> {
    let names: Vec<&str> = match (fault.pointer.as_str(), &fault.code) {
        ("/contact", FaultCode::Required) => vec!["contact_name", "contact_email"],
        ("/contact", _) => filled.to_vec(),
        (pointer, _) => vec![match pointer.strip_prefix("/contact/") {
            Some(field) => contact_column(field),
            None => pointer.trim_start_matches('/'),
        }],
    };
    let cell = |name: &str| CellFault { column: IMPORT_COLUMNS.into_iter().find(|column| *column == name), code: fault.code.clone() };
    names.into_iter().map(cell).collect()
}

fn contact_column(field: &str) -> &'static str {
    if field == "email" { "contact_email" } else { "contact_name" }
}
