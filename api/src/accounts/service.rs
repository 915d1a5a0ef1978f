//! The use cases of one's own account.

use chrono::{DateTime, TimeDelta, Utc};
use shared::accounts::{ChangeMe, Me, ResellerMembership, SubscriptionMembership};
use shared::ids::{AccountId, SessionId};
use shared::locale::Locale;
use shared::problem::ProblemCode;
use shared::rights::{CustomerAccess, ResellerRole};

pub(crate) use super::store::AccountRow;
use super::store::{self, Changes};
use crate::auth;
use crate::http::etag::Precondition;
use crate::jobs::{self, Job};
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::platform::{ids, tokens};
use crate::refusal::Refusal;
use crate::{members, resellers, views};

/// The link that confirms a new address works for this long.
pub const EMAIL_CHANGE_LIFETIME: TimeDelta = TimeDelta::hours(24);

/// A person who is about to have an account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The user name, as typed.
    pub email: String,
    /// The full name.
    pub full_name: String,
    /// The phone number.
    pub phone: Option<String>,
    /// The language of screens and mails.
    pub locale: Locale,
    /// The password's hash.
    pub password_hash: String,
}

/// Makes an account. It mails nothing.
///
/// # Errors
/// `email_taken`.
pub fn create(conn: &mut Connection, new: NewAccount, now: DateTime<Utc>) -> Result<AccountId, Refusal> {
    let email_key = auth::service::email_key(&new.email);
    if store::id_of(conn, &email_key)?.is_some() {
        return Err(ProblemCode::EmailTaken.into());
    }
    let row = AccountRow {
        id: ids::next(),
        email: new.email,
        email_key,
        full_name: new.full_name,
        phone: new.phone,
        locale: new.locale,
        password_hash: new.password_hash,
        created_at: now.into(),
        updated_at: now.into(),
        version: 1,
        trial_mails: true,
    };
    store::insert(conn, &row)?;
    Ok(row.id)
}

/// The key under which an address is known.
#[must_use]
pub fn email_key(email: &str) -> String {
    auth::service::email_key(email)
}

/// The account of an address.
///
/// # Errors
/// The database failed.
pub fn id_of(conn: &mut Connection, email: &str) -> Result<Option<AccountId>, Refusal> {
    Ok(store::id_of(conn, &auth::service::email_key(email))?)
}

/// An account's row.
///
/// # Errors
/// `not_found`.
pub(crate) fn find(conn: &mut Connection, id: AccountId) -> Result<AccountRow, Refusal> {
    Ok(store::find(conn, id)?)
}

/// Whether a password's hash is the account's, and stays so until the transaction ends: a change of password waits.
///
/// # Errors
/// `not_found`.
pub fn has_hash(conn: &mut Connection, id: AccountId, hash: &str) -> Result<bool, Refusal> {
    dialect::lock_account(conn, id)?;
    Ok(store::find(conn, id)?.password_hash == hash)
}

/// Words that an attacker would try first.
///
/// # Errors
/// `not_found`.
pub fn known_words(conn: &mut Connection, id: AccountId) -> Result<Vec<String>, Refusal> {
    let row = store::find(conn, id)?;
    Ok(vec![row.email, row.full_name, "countersign".to_owned()])
}

/// The account as its owner sees it.
///
/// # Errors
/// `not_found`.
pub fn me(conn: &mut Connection, id: AccountId, now: DateTime<Utc>) -> Result<Me, Refusal> {
    let row = store::find(conn, id)?;
    let new_email = store::open_email_change(conn, id, now.into())?;
    let works_for = |(id, name, role, sandbox): (_, _, ResellerRole, _)| {
        let rights = role.rights().to_vec();
        ResellerMembership { id, name, role, rights, sandbox }
    };
    let reseller = store::reseller_of(conn, id)?.map(works_for);
    let subscriptions = store::subscriptions_of(conn, id)?;
    let membership = |row: store::PlaceRow| SubscriptionMembership {
        id: row.id,
        company_name: row.company_name,
        product: row.product,
        reseller_name: row.reseller_name,
        role: row.role,
        rights: row.role.rights_under(CustomerAccess::of(row.customer_edits_signatures)).to_vec(),
    };
    Ok(Me {
        id: row.id,
        email: row.email,
        new_email,
        full_name: row.full_name,
        phone: row.phone,
        locale: row.locale,
        trial_mails: row.trial_mails,
        two_factor: auth::two_factor::service::state(conn, id)?,
        reseller,
        subscriptions: subscriptions.into_iter().map(membership).collect(),
        created_at: row.created_at.into(),
        version: row.version,
    })
}

/// Changes one's own profile. A change to what is there already is none: the same version.
///
/// # Errors
/// `stale_version`.
pub fn change_me(
    conn: &mut Connection,
    id: AccountId,
    wanted: ChangeMe,
    precondition: &Precondition,
    now: DateTime<Utc>,
) -> Result<Me, Refusal> {
    let row = store::find(conn, id)?;
    precondition.check(row.version)?;
    let full_name = wanted.full_name.filter(|name| *name != row.full_name);
    let phone = wanted.phone.filter(|phone| *phone != row.phone);
    let locale = wanted.locale.filter(|locale| *locale != row.locale);
    let trial_mails = wanted.trial_mails.filter(|wants| *wants != row.trial_mails);
    if full_name.is_some() || phone.is_some() || locale.is_some() || trial_mails.is_some() {
        change(conn, &row, &Changes { full_name, phone, locale, trial_mails, ..nothing(&row, now) })?;
    }
    me(conn, id, now)
}

/// Deletes an account whose last membership was erased: nobody can know it any more, and it can do nothing.
///
/// # Errors
/// The database failed.
pub fn erase_unless_needed(conn: &mut Connection, id: AccountId) -> Result<(), Refusal> {
    if !members::service::is_any_across_tenants(conn, id)? && !resellers::service::works_for_any_across_tenants(conn, id)? {
        views::service::erase_across_tenants(conn, id)?;
        store::delete(conn, id)?;
    }
    Ok(())
}

/// A change of nothing but the version.
fn nothing(row: &AccountRow, now: DateTime<Utc>) -> Changes {
    Changes {
        email: None,
        email_key: None,
        full_name: None,
        phone: None,
        locale: None,
        password_hash: None,
        trial_mails: None,
        updated_at: now.into(),
        version: row.version + 1,
    }
}

fn change(conn: &mut Connection, row: &AccountRow, changes: &Changes) -> Result<(), Refusal> {
    let changed = store::change(conn, row.id, row.version, changes)?;
    if changed { Ok(()) } else { Err(ProblemCode::StaleVersion.into()) }
}

/// Sets a new password: all sessions but one end, open resets and address changes too, and the account's owner is told.
///
/// # Errors
/// `stale_version` where the account was changed at the same time.
pub fn set_password(
    conn: &mut Connection,
    vault: &Vault,
    id: AccountId,
    hash: &str,
    but: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let row = store::find(conn, id)?;
    change(conn, &row, &Changes { password_hash: Some(hash.to_owned()), ..nothing(&row, now) })?;
    auth::service::end_sessions(conn, id, but, now)?;
    auth::service::end_resets(conn, id, now)?;
    store::end_email_changes(conn, id, now.into())?;
    jobs::service::enqueue(conn, vault, &Job::MailPasswordChanged { account: id }, now, now)
}

/// Asks for another address: the link that confirms it is mailed there. Whether another account has it is told only to
/// whoever reads that mail.
///
/// # Errors
/// The database failed.
pub fn ask_for_email(conn: &mut Connection, vault: &Vault, id: AccountId, new_email: &str, now: DateTime<Utc>) -> Result<Me, Refusal> {
    let token = tokens::random()?;
    let key = auth::service::email_key(new_email);
    let expires_at = (now + EMAIL_CHANGE_LIFETIME).into();
    store::insert_email_change(conn, id, &tokens::hash(&token), (new_email, &key), now.into(), expires_at)?;
    let job = Job::MailConfirmEmail { account: id, new_email: new_email.to_owned(), token };
    jobs::service::enqueue(conn, vault, &job, now, now)?;
    me(conn, id, now)
}

/// Whether a mailed token still confirms an address of the account.
///
/// # Errors
/// The database failed.
pub fn confirms(conn: &mut Connection, id: AccountId, token: &str, now: DateTime<Utc>) -> Result<bool, Refusal> {
    Ok(store::is_open_email_change(conn, id, &tokens::hash(token), now.into())?)
}

/// Confirms an address with the token that was mailed to it; the old address is told.
///
/// # Errors
/// `link_expired`, `email_taken`.
pub fn confirm_email(conn: &mut Connection, vault: &Vault, token: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
    let used = store::use_email_change(conn, &tokens::hash(token), now.into())?;
    let (id, new_email) = used.ok_or(ProblemCode::LinkExpired)?;
    let row = store::find(conn, id)?;
    let email_key = auth::service::email_key(&new_email);
    let changes = Changes { email: Some(new_email.clone()), email_key: Some(email_key), ..nothing(&row, now) };
    change(conn, &row, &changes)?;
    auth::service::end_resets(conn, id, now)?;
    let job = Job::MailEmailChanged { full_name: row.full_name, locale: row.locale, old_email: row.email, new_email };
    jobs::service::enqueue(conn, vault, &job, now, now)
}
