//! The use cases of saved views.

use chrono::{DateTime, Utc};
use shared::ids::{AccountId, ResellerId, SavedViewId};
use shared::problem::ProblemCode;
use shared::views::{ChangeSavedView, CreateSavedView, SavedView, VIEWS_MAX, ViewList};

use super::store::{self, Changes, ViewRow};
use crate::http::etag::Precondition;
use crate::platform::db::Connection;
use crate::platform::{folding, ids};
use crate::refusal::Refusal;

/// A person's views, by list and name.
///
/// # Errors
/// The database failed.
pub fn list(conn: &mut Connection, reseller: ResellerId, account: AccountId) -> Result<Vec<SavedView>, Refusal> {
    Ok(store::list(conn, reseller, account)?.into_iter().map(Into::into).collect())
}

/// One of a person's views.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, reseller: ResellerId, account: AccountId, id: SavedViewId) -> Result<SavedView, Refusal> {
    Ok(store::find(conn, reseller, account, id)?.into())
}

/// Saves a view.
///
/// # Errors
/// `view_exists`, `too_many_views`.
pub fn create(
    conn: &mut Connection,
    reseller: ResellerId,
    account: AccountId,
    wanted: CreateSavedView,
    now: DateTime<Utc>,
) -> Result<SavedView, Refusal> {
    store::lock(conn, account)?;
    let name_key = folding::sort_key(&wanted.name);
    refuse_taken(conn, reseller, account, (wanted.list, &name_key))?;
    if store::count(conn, reseller, account)? >= i64::from(VIEWS_MAX) {
        return Err(ProblemCode::TooManyViews.into());
    }
    let row = ViewRow {
        id: ids::next(),
        reseller_id: reseller,
        account_id: account,
        list: wanted.list,
        name: wanted.name,
        name_key,
        query: wanted.query,
        created_at: now.into(),
        updated_at: now.into(),
        version: 1,
    };
    store::insert(conn, &row)?;
    Ok(row.into())
}

/// Gives a view another name or query. A change to what is there already is none: the same version.
///
/// # Errors
/// `not_found`, `stale_version`, `view_exists`.
pub fn change(
    conn: &mut Connection,
    reseller: ResellerId,
    (account, id): (AccountId, SavedViewId),
    wanted: ChangeSavedView,
    precondition: &Precondition,
    now: DateTime<Utc>,
) -> Result<SavedView, Refusal> {
    store::lock(conn, account)?;
    let row = store::find(conn, reseller, account, id)?;
    precondition.check(row.version)?;
    let (name, query) = (wanted.name.unwrap_or_else(|| row.name.clone()), wanted.query.unwrap_or_else(|| row.query.clone()));
    if name == row.name && query == row.query {
        return Ok(row.into());
    }
    let name_key = folding::sort_key(&name);
    if name_key != row.name_key {
        refuse_taken(conn, reseller, account, (row.list, &name_key))?;
    }
    let changes = Changes { name, name_key, query, updated_at: now.into(), version: row.version + 1 };
    if !store::change(conn, &row, &changes)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    get(conn, reseller, account, id)
}

/// Deletes a view.
///
/// # Errors
/// `not_found`, `stale_version`.
pub fn delete(
    conn: &mut Connection,
    reseller: ResellerId,
    account: AccountId,
    id: SavedViewId,
    precondition: &Precondition,
) -> Result<(), Refusal> {
    let row = store::find(conn, reseller, account, id)?;
    precondition.check(row.version)?;
    if store::delete(conn, &row)? { Ok(()) } else { Err(ProblemCode::StaleVersion.into()) }
}

fn refuse_taken(
    conn: &mut Connection,
    reseller: ResellerId,
    account: AccountId,
    (list, name_key): (ViewList, &str),
) -> Result<(), Refusal> {
    match store::named(conn, reseller, account, list, name_key)? {
        Some(_) => Err(ProblemCode::ViewExists.into()),
        None => Ok(()),
    }
}

/// Forgets the views of somebody who left a reseller.
///
/// # Errors
/// The database failed.
pub fn forget(conn: &mut Connection, reseller: ResellerId, account: AccountId) -> Result<(), Refusal> {
    store::delete_of(conn, account, Some(reseller))?;
    Ok(())
}

/// Forgets all views of an account that is erased.
///
/// # Errors
/// The database failed.
pub fn erase_across_tenants(conn: &mut Connection, account: AccountId) -> Result<(), Refusal> {
    store::delete_of(conn, account, None)?;
    Ok(())
}
