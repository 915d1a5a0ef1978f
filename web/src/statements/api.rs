//! The addresses of statements.

use shared::page::Page;
use shared::statements::{Statement, StatementLine};

use crate::api::{self, Answer};
use crate::ui::browser;

/// The statements, latest first.
pub(super) async fn all() -> Answer<Page<Statement>> {
    api::get("/statements?limit=200").await
}

/// A page of a month's lines.
pub(super) async fn lines(month: &str, cursor: Option<String>) -> Answer<Page<StatementLine>> {
    let cursor = cursor.map(|cursor| format!("&cursor={}", browser::encode(&cursor))).unwrap_or_default();
    api::get(&format!("/statements/{month}/lines?limit=50{cursor}")).await
}

/// All lines of a month, as CSV.
pub(super) async fn csv(month: &str) -> Answer<String> {
    api::get_csv(&format!("/statements/{month}/lines")).await
}
