//! Reading a list to its end.

use shared::page::{LIMIT_MAX, Page, PageQuery};

use crate::refusal::Refusal;

/// Rows of a page that is read to be joined to the others: more than any caller can ask for.
pub const WHOLE: u32 = 5 * LIMIT_MAX;

/// The rows of all pages, one page after another; to be called in a snapshot.
///
/// # Errors
/// What reading a page gives.
pub fn all<T>(mut read: impl FnMut(PageQuery) -> Result<Page<T>, Refusal>) -> Result<Vec<T>, Refusal> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let page = read(PageQuery { limit: Some(WHOLE), cursor })?;
        rows.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(rows);
        }
    }
}

/// The total of a list, which is counted for pages alone: of all rows together nobody asks for it.
///
/// # Errors
/// What counting gives.
pub fn total<E>(limit: u32, count: impl FnOnce() -> Result<Option<u32>, E>) -> Result<Option<u32>, E> {
    if limit == WHOLE { Ok(None) } else { count() }
}
