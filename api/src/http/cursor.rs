//! Opaque cursors: where a page begins, and for which list, filter and order it was given out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::page::Page;
use shared::validation::FaultCode;

use crate::platform::tokens;
use crate::refusal::Refusal;

/// On which side of its row a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The rows after it.
    #[serde(rename = "a")]
    After,
    /// The rows before it.
    #[serde(rename = "b")]
    Before,
}

/// A place in a list: the sorting key of a row, and on which side of it the page lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor<K> {
    /// The side.
    pub side: Side,
    /// The key of the row.
    pub key: K,
    /// What the list was: a short hash of path, filter and order.
    list: String,
}

impl<K: Serialize + DeserializeOwned> Cursor<K> {
    /// A cursor of a list that `filter` describes.
    #[must_use]
    pub fn new(side: Side, key: K, filter: &str) -> Self {
        Self { side, key, list: fingerprint(filter) }
    }

    /// The text that the caller gets.
    ///
    /// # Errors
    /// The key can't be written as JSON.
    pub fn encode(&self) -> Result<String, Refusal> {
        Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?))
    }

    /// The cursor in a text that we gave out for the same filter and order.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn decode(text: &str, filter: &str) -> Result<Self, Refusal> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        bytes
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .filter(|cursor| cursor.list == fingerprint(filter))
            .ok_or_else(|| Refusal::field("/cursor", FaultCode::InvalidCursor))
    }
}

fn fingerprint(filter: &str) -> String {
    let mut short = URL_SAFE_NO_PAD.encode(tokens::hash(filter));
    short.truncate(8);
    short
}

/// One row more than asked was fetched: cuts a fetched page to size and says which neighbours exist.
///
/// Rows before a cursor come in reverse and are turned round here.
#[must_use]
pub fn cut<T>(mut rows: Vec<T>, limit: usize, side: Option<Side>) -> (Vec<T>, Neighbours) {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let neighbours = match side {
        None => Neighbours { before: false, after: more },
        Some(Side::After) => Neighbours { before: true, after: more },
        Some(Side::Before) => {
            rows.reverse();
            Neighbours { before: more, after: true }
        }
    };
    (rows, neighbours)
}

/// A page out of rows of which one more than `limit` was fetched on `side` of a cursor.
///
/// # Errors
/// A key can't be written as JSON.
pub fn page<T, K: Serialize + DeserializeOwned>(
    rows: Vec<T>,
    limit: u32,
    side: Option<Side>,
    filter: &str,
    total: Option<u32>,
    key: impl Fn(&T) -> K,
) -> Result<Page<T>, Refusal> {
    let (items, neighbours) = cut(rows, usize::try_from(limit).unwrap_or(1), side);
    let end = |wanted: bool, side: Side, row: Option<&T>| {
        row.filter(|_| wanted).map(|row| Cursor::new(side, key(row), filter).encode()).transpose()
    };
    let next_cursor = end(neighbours.after, Side::After, items.last())?;
    let prev_cursor = end(neighbours.before, Side::Before, items.first())?;
    Ok(Page { items, next_cursor, prev_cursor, total })
}

/// Whether there are pages before and after this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbours {
    /// A page before.
    pub before: bool,
    /// A page after.
    pub after: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_good_for_its_own_list_alone() {
        let text = Cursor::new(Side::After, ("mercier".to_owned(), 7), "sort=name").encode().unwrap();
        assert_eq!(Cursor::<(String, i64)>::decode(&text, "sort=name").unwrap().key.1, 7);
        assert!(Cursor::<(String, i64)>::decode(&text, "sort=seats").is_err());
        assert!(Cursor::<(i64, i64)>::decode(&text, "sort=name").is_err());
        assert!(Cursor::<(String, i64)>::decode("garbage", "sort=name").is_err());
    }

    #[test]
    fn the_row_too_many_tells_of_the_neighbour() {
        assert_eq!(cut(vec![1, 2, 3], 2, None), (vec![1, 2], Neighbours { before: false, after: true }));
        assert_eq!(cut(vec![1, 2], 2, Some(Side::After)), (vec![1, 2], Neighbours { before: true, after: false }));
        assert_eq!(cut(vec![3, 2, 1], 2, Some(Side::Before)), (vec![2, 3], Neighbours { before: true, after: true }));
    }
}
