//! Lists as CSV (RFC 4180), safe to open in a spreadsheet.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::refusal::Refusal;

/// An answer with a header line and rows; the file is called `name`.csv.
///
/// # Errors
/// A row could not be written.
pub fn answer(name: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<HttpResponse, Refusal> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = |error: ::csv::Error| Refusal::Internal(error.to_string());
    writer.write_record(columns).map_err(failed)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| defused(cell))).map_err(failed)?;
    }
    let text = writer.into_inner().map_err(|error| Refusal::Internal(error.to_string()))?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text))
}

/// Cells that a spreadsheet would take for a formula get an apostrophe before them.
fn defused(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::defused;

    #[test]
    fn formulas_are_defused() {
        for (cell, safe) in [("=1+1", "'=1+1"), ("+32", "'+32"), ("-x", "'-x"), ("@a", "'@a"), ("a=b", "a=b"), ("", "")] {
            assert_eq!(defused(cell), safe);
        }
    }
}
