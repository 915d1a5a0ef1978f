//! The table of saved views.

use diesel::prelude::*;
use shared::ids::{AccountId, ResellerId, SavedViewId};
use shared::sql::Instant;
use shared::views::{SavedView, ViewList};

use crate::platform::db::{Connection, dialect};
use crate::schema::saved_views;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = saved_views)]
pub(super) struct ViewRow {
    pub id: SavedViewId,
    pub reseller_id: ResellerId,
    pub account_id: AccountId,
    pub list: ViewList,
    pub name: String,
    pub name_key: String,
    pub query: String,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub version: i64,
}

impl From<ViewRow> for SavedView {
    fn from(row: ViewRow) -> Self {
        Self {
            id: row.id,
            list: row.list,
            name: row.name,
            query: row.query,
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
            version: row.version,
        }
    }
}

#[derive(AsChangeset)]
#[diesel(table_name = saved_views)]
pub(super) struct Changes {
    pub name: String,
    pub name_key: String,
    pub query: String,
    pub updated_at: Instant,
    pub version: i64,
}

/// Locks the person's account, so that rules over all of a person's views hold.
pub(super) fn lock(conn: &mut Connection, account: AccountId) -> QueryResult<()> {
    dialect::lock_account(conn, account)
}

pub(super) fn insert(conn: &mut Connection, row: &ViewRow) -> QueryResult<usize> {
    diesel::insert_into(saved_views::table).values(row).execute(conn)
}

pub(super) fn find(conn: &mut Connection, reseller: ResellerId, account: AccountId, id: SavedViewId) -> QueryResult<ViewRow> {
    saved_views::table
        .find(id)
        .filter(saved_views::reseller_id.eq(reseller))
        .filter(saved_views::account_id.eq(account))
        .select(ViewRow::as_select())
        .first(conn)
}

/// A person's views, by list and name. They are few: `VIEWS_MAX` bounds them.
pub(super) fn list(conn: &mut Connection, reseller: ResellerId, account: AccountId) -> QueryResult<Vec<ViewRow>> {
    saved_views::table
        .filter(saved_views::reseller_id.eq(reseller))
        .filter(saved_views::account_id.eq(account))
        .order((saved_views::list, saved_views::name_key, saved_views::id))
        .select(ViewRow::as_select())
        .load(conn)
}

pub(super) fn count(conn: &mut Connection, reseller: ResellerId, account: AccountId) -> QueryResult<i64> {
    saved_views::table.filter(saved_views::reseller_id.eq(reseller)).filter(saved_views::account_id.eq(account)).count().get_result(conn)
}

/// The view of a list that has a name.
pub(super) fn named(
    conn: &mut Connection,
    reseller: ResellerId,
    account: AccountId,
    list: ViewList,
    name_key: &str,
) -> QueryResult<Option<SavedViewId>> {
    saved_views::table
        .filter(saved_views::reseller_id.eq(reseller))
        .filter(saved_views::account_id.eq(account))
        .filter(saved_views::list.eq(list))
        .filter(saved_views::name_key.eq(name_key))
        .select(saved_views::id)
        .first(conn)
        .optional()
}

/// Changes a view that still has the version that was read. Gives whether it had.
pub(super) fn change(conn: &mut Connection, was: &ViewRow, changes: &Changes) -> QueryResult<bool> {
    let changed = diesel::update(saved_views::table.find(was.id))
        .filter(saved_views::reseller_id.eq(was.reseller_id))
        .filter(saved_views::account_id.eq(was.account_id))
        .filter(saved_views::version.eq(was.version))
        .set(changes)
        .execute(conn)?;
    Ok(changed == 1)
}

/// Deletes a view that still has the version that was read. Gives whether it had.
pub(super) fn delete(conn: &mut Connection, was: &ViewRow) -> QueryResult<bool> {
    let deleted = diesel::delete(saved_views::table.find(was.id))
        .filter(saved_views::reseller_id.eq(was.reseller_id))
        .filter(saved_views::account_id.eq(was.account_id))
        .filter(saved_views::version.eq(was.version))
        .execute(conn)?;
    Ok(deleted == 1)
}

/// Removes all views of an account; of one reseller, or of all.
pub(super) fn delete_of(conn: &mut Connection, account: AccountId, reseller: Option<ResellerId>) -> QueryResult<usize> {
    let of = saved_views::table.filter(saved_views::account_id.eq(account));
    match reseller {
        Some(reseller) => diesel::delete(of.filter(saved_views::reseller_id.eq(reseller))).execute(conn),
        None => diesel::delete(of).execute(conn),
    }
}
