//! The tables of accounts and of changes of their address.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use shared::ids::{AccountId, ResellerId, SubscriptionId};
use shared::locale::Locale;
use shared::problem::ProblemCode;
use shared::rights::{ResellerRole, SubscriptionRole};
use shared::sql::Instant;
use shared::subscriptions::Product;

use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::schema::{accounts, email_changes, reseller_members, resellers, subscription_members, subscriptions};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
pub(crate) struct AccountRow {
    pub id: AccountId,
    pub email: String,
    pub email_key: String,
    pub full_name: String,
    pub phone: Option<String>,
    pub locale: Locale,
    pub password_hash: String,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub version: i64,
    pub trial_mails: bool,
}

#[derive(AsChangeset)]
#[diesel(table_name = accounts)]
pub(super) struct Changes {
    pub email: Option<String>,
    pub email_key: Option<String>,
    pub full_name: Option<String>,
    pub phone: Option<Option<String>>,
    pub locale: Option<Locale>,
    pub password_hash: Option<String>,
    pub trial_mails: Option<bool>,
    pub updated_at: Instant,
    pub version: i64,
}

/// Makes an account, unless its address was taken in the meantime.
pub(super) fn insert(conn: &mut Connection, row: &AccountRow) -> Result<(), Refusal> {
    diesel::insert_into(accounts::table).values(row).execute(conn).map_err(taken_or)?;
    Ok(())
}

/// An address that another transaction took in the meantime.
fn taken_or(error: Error) -> Refusal {
    match error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => ProblemCode::EmailTaken.into(),
        other => other.into(),
    }
}

pub(super) fn find(conn: &mut Connection, id: AccountId) -> QueryResult<AccountRow> {
    accounts::table.find(id).select(AccountRow::as_select()).first(conn)
}

pub(super) fn id_of(conn: &mut Connection, email_key: &str) -> QueryResult<Option<AccountId>> {
    accounts::table.filter(accounts::email_key.eq(email_key)).select(accounts::id).first(conn).optional()
}

/// Deletes an account with all that hangs on it.
pub(super) fn delete(conn: &mut Connection, id: AccountId) -> QueryResult<usize> {
    diesel::delete(accounts::table.find(id)).execute(conn)
}

/// Changes an account that still has the version that was read. Gives whether it had.
pub(super) fn change(conn: &mut Connection, id: AccountId, was: i64, changes: &Changes) -> Result<bool, Refusal> {
    let query = diesel::update(accounts::table.find(id)).filter(accounts::version.eq(was)).set(changes);
    Ok(query.execute(conn).map_err(taken_or)? == 1)
}

/// The account's place in a reseller, and whether that is a sandbox.
pub(super) fn reseller_of(conn: &mut Connection, id: AccountId) -> QueryResult<Option<(ResellerId, String, ResellerRole, bool)>> {
    reseller_members::table
        .inner_join(resellers::table.on(resellers::id.eq(reseller_members::reseller_id)))
        .filter(reseller_members::account_id.eq(id))
        .select((resellers::id, resellers::name, reseller_members::role, resellers::sandbox_offset.is_not_null()))
        .first(conn)
        .optional()
}

/// The account's place in a subscription.
#[derive(Debug, Clone, Queryable)]
pub(super) struct PlaceRow {
    pub id: SubscriptionId,
    pub company_name: String,
    pub product: Product,
    pub customer_edits_signatures: bool,
    pub reseller_name: String,
    pub role: SubscriptionRole,
}

/// The account's places in subscriptions that are not archived.
pub(super) fn subscriptions_of(conn: &mut Connection, id: AccountId) -> QueryResult<Vec<PlaceRow>> {
    subscription_members::table
        .inner_join(subscriptions::table.on(subscriptions::id.eq(subscription_members::subscription_id)))
        .inner_join(resellers::table.on(resellers::id.eq(subscription_members::reseller_id)))
        .filter(subscription_members::account_id.eq(id))
        .filter(subscriptions::archived.eq(false))
        .order((subscriptions::company_key, subscriptions::id))
        .select((
            subscriptions::id,
            subscriptions::company_name,
            subscriptions::product,
            subscriptions::customer_edits_signatures,
            resellers::name,
            subscription_members::role,
        ))
        .load(conn)
}

/// Keeps the hash of an address change's token; older ones of the account end.
pub(super) fn insert_email_change(
    conn: &mut Connection,
    account: AccountId,
    token_hash: &[u8],
    (new_email, new_email_key): (&str, &str),
    now: Instant,
    expires_at: Instant,
) -> QueryResult<()> {
    end_email_changes(conn, account, now)?;
    diesel::insert_into(email_changes::table)
        .values((
            email_changes::token_hash.eq(token_hash),
            email_changes::account_id.eq(account),
            email_changes::new_email.eq(new_email),
            email_changes::new_email_key.eq(new_email_key),
            email_changes::created_at.eq(now),
            email_changes::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends all open address changes of an account.
pub(super) fn end_email_changes(conn: &mut Connection, account: AccountId, now: Instant) -> QueryResult<usize> {
    diesel::update(email_changes::table)
        .filter(email_changes::account_id.eq(account))
        .filter(email_changes::used_at.is_null())
        .set(email_changes::used_at.eq(now))
        .execute(conn)
}

/// Whether a token still confirms an address of the account.
pub(super) fn is_open_email_change(conn: &mut Connection, account: AccountId, token_hash: &[u8], now: Instant) -> QueryResult<bool> {
    let found: Option<AccountId> = email_changes::table
        .find(token_hash)
        .filter(email_changes::account_id.eq(account))
        .filter(email_changes::used_at.is_null())
        .filter(email_changes::expires_at.gt(now))
        .select(email_changes::account_id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// The address that waits to be confirmed.
pub(super) fn open_email_change(conn: &mut Connection, account: AccountId, now: Instant) -> QueryResult<Option<String>> {
    email_changes::table
        .filter(email_changes::account_id.eq(account))
        .filter(email_changes::used_at.is_null())
        .filter(email_changes::expires_at.gt(now))
        .select(email_changes::new_email)
        .first(conn)
        .optional()
}

/// Uses an address change up, once; gives its account and address when it was this call that did.
pub(super) fn use_email_change(conn: &mut Connection, token_hash: &[u8], now: Instant) -> QueryResult<Option<(AccountId, String)>> {
    let changed = diesel::update(email_changes::table.find(token_hash))
        .filter(email_changes::used_at.is_null())
        .filter(email_changes::expires_at.gt(now))
        .set(email_changes::used_at.eq(now))
        .execute(conn)?;
    if changed == 0 {
        return Ok(None);
    }
    email_changes::table.find(token_hash).select((email_changes::account_id, email_changes::new_email)).first(conn).optional()
}
