//! Reading a list to its end.

use shared::page::{LIMIT_MAX, Page, PageQuery};

use crate::refusal::Refusal;

/// The rows of all pages, one page after another.
///
/// # Errors
/// What reading a page gives.
pub fn all<T>(mut read: impl FnMut(PageQuery) -> Result<Page<T>, Refusal>) -> Result<Vec<T>, Refusal> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let page = read(PageQuery { limit: Some(LIMIT_MAX), cursor })?;
        rows.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(rows);
        }
    }
}
