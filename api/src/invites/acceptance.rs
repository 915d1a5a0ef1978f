//! Accepting an invite: what its token is for, and becoming a member by it.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::events::EventKind;
use shared::ids::{AccountId, InviteId, ResellerId};
use shared::invites::{InviteOffer, InviteRole};
use shared::problem::ProblemCode;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::domain;
use super::party::lock;
use super::service::{about, inviter_name, stands};
use super::store::{self, InviteRow};
use crate::accounts::service::{AccountRow, NewAccount};
use crate::deed::Deed;
use crate::events::service::record;
use crate::platform::db::{Connection, dialect};
use crate::platform::tokens;
use crate::refusal::Refusal;
use crate::{accounts, members, resellers, subscriptions};

/// What an invite's token is for. `now` is the real time here and below, since who holds a token may belong to any reseller.
///
/// # Errors
/// `not_found`, `invite_used`, `invite_revoked`, `invite_expired`.
pub fn look_up(conn: &mut Connection, token: &str, now: DateTime<Utc>) -> Result<InviteOffer, Refusal> {
    let row = acceptable(conn, token, now)?;
    let reseller = resellers::service::get(conn, row.reseller_id, now)?;
    let customer = match row.subscription_id {
        Some(id) => Some(subscriptions::service::customer(conn, row.reseller_id, id)?),
        None => None,
    };
    let (company_name, product) = customer.unzip();
    let inviter_name = inviter_name(conn, &row)?;
    Ok(InviteOffer {
        account_exists: accounts::service::id_of(conn, &row.email)?.is_some(),
        email: row.email,
        full_name: row.full_name,
        role: row.role,
        locale: row.locale,
        reseller_name: reseller.name,
        inviter_name,
        company_name,
        product,
        expires_at: row.expires_at.into(),
    })
}

/// The invite of a token, where it can be accepted: by the clock of its reseller, which may be a sandbox.
fn acceptable(conn: &mut Connection, token: &str, real_now: DateTime<Utc>) -> Result<InviteRow, Refusal> {
    let hash = tokens::hash(token);
    let Some(row) = store::by_token_across_tenants(conn, &hash)? else {
        let dead = store::is_dead_token_across_tenants(conn, &hash)?;
        return Err(if dead { ProblemCode::InviteRevoked } else { ProblemCode::NotFound }.into());
    };
    let now = resellers::clock::ahead(conn, row.reseller_id)?.here(real_now);
    domain::can_be_accepted(stands(&row, now))?;
    Ok(row)
}

/// Who accepts an invite.
#[derive(Debug, Clone)]
pub enum Accepting {
    /// A person without an account, who makes one.
    NewAccount {
        /// The full name.
        full_name: String,
        /// The phone number.
        phone: Option<String>,
        /// The password's hash.
        password_hash: String,
    },
    /// A person who is signed in.
    Account(AccountId),
}

/// Accepts an invite: once, and nothing of it is used up where it is refused.
///
/// # Errors
/// `not_found`, `invite_used`, `invite_revoked`, `invite_expired`, `sign_in_to_accept`, `invite_for_another_account`,
/// `account_elsewhere`, `already_member`.
pub fn accept(
    conn: &mut Connection,
    token: &str,
    accepting: Accepting,
    request_id: Option<String>,
    now: DateTime<Utc>,
) -> Result<AccountId, Refusal> {
    let row = acceptable(conn, token, now)?;
    lock(conn, row.reseller_id, row.subscription_id)?;
    // Before the account, whose other accepts hold their reseller when they come to it.
    dialect::lock_reseller(conn, row.reseller_id)?;
    // It may have been accepted or taken back while the lock was waited for.
    let row = acceptable(conn, token, now)?;
    accept_row(conn, &row, accepting, request_id, now)
}

/// Accepts an invite in its guest's place: for the demonstration, whose mails nobody reads.
pub(crate) fn accept_for_demo(
    conn: &mut Connection,
    reseller: ResellerId,
    id: InviteId,
    accepting: Accepting,
    now: DateTime<Utc>,
) -> Result<AccountId, Refusal> {
    let row = store::find_any(conn, reseller, id)?;
    domain::can_be_accepted(stands(&row, now))?;
    accept_row(conn, &row, accepting, None, now)
}

fn accept_row(
    conn: &mut Connection,
    row: &InviteRow,
    accepting: Accepting,
    request_id: Option<String>,
    real_now: DateTime<Utc>,
) -> Result<AccountId, Refusal> {
    let now = resellers::clock::ahead(conn, row.reseller_id)?.here(real_now);
    let account = match accepting {
        Accepting::Account(account) => whose_invite(row, accounts::service::find(conn, account)?)?,
        Accepting::NewAccount { full_name, phone, password_hash } => {
            let new = NewAccount { email: row.email.clone(), full_name, phone, locale: row.locale, password_hash };
            accounts::service::create(conn, new, real_now).map_err(|refusal| match refusal {
                Refusal::Problem(ProblemCode::EmailTaken) => ProblemCode::SignInToAccept.into(),
                other => other,
            })?
        }
    };
    let deed = Deed::of_account(account, request_id, now);
    if !store::mark_accepted(conn, row, account, now.into())? {
        // Somebody else was faster; how the invite stands now says who.
        domain::can_be_accepted(stands(&store::find_any(conn, row.reseller_id, row.id)?, now))?;
        return Err(ProblemCode::InviteUsed.into());
    }
    join(conn, row, account, &deed)?;
    record(conn, row.reseller_id, &deed, about(EventKind::InviteAccepted, row, json!({"account_id": account})))?;
    Ok(account)
}

fn whose_invite(row: &InviteRow, account: AccountRow) -> Result<AccountId, Refusal> {
    if account.email_key == row.email_key { Ok(account.id) } else { Err(ProblemCode::InviteForAnotherAccount.into()) }
}

/// An account belongs to one reseller, or to customers' subscriptions, never to both.
fn join(conn: &mut Connection, row: &InviteRow, account: AccountId, deed: &Deed) -> Result<(), Refusal> {
    dialect::lock_account(conn, account)?;
    match row.subscription_id {
        Some(subscription) => {
            if resellers::service::works_for_any_across_tenants(conn, account)? {
                return Err(ProblemCode::AccountElsewhere.into());
            }
            let role = if row.role == InviteRole::Editor { SubscriptionRole::Editor } else { SubscriptionRole::Admin };
            members::service::add(conn, row.reseller_id, subscription, account, role, deed)?;
        }
        None => {
            if members::service::is_any_across_tenants(conn, account)? {
                return Err(ProblemCode::AccountElsewhere.into());
            }
            let role = match row.role {
                InviteRole::Owner => ResellerRole::Owner,
                InviteRole::Admin => ResellerRole::Admin,
                InviteRole::Billing => ResellerRole::Billing,
                InviteRole::Support | InviteRole::Editor => ResellerRole::Support,
            };
            resellers::service::add_member(conn, row.reseller_id, account, role, deed)?;
        }
    }
    Ok(())
}

/// Whom an invite was sent to.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The account of the address, where it has one.
    pub account: Option<AccountId>,
    /// The address.
    pub email: String,
}

/// Whom a token's invite is for, before a password is hashed.
///
/// # Errors
/// As [`look_up`].
pub fn guest(conn: &mut Connection, token: &str, now: DateTime<Utc>) -> Result<Guest, Refusal> {
    let row = acceptable(conn, token, now)?;
    Ok(Guest { account: accounts::service::id_of(conn, &row.email)?, email: row.email })
}
