//! The use cases of two-factor sign-in.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use shared::events::EventKind;
use shared::ids::{AccountId, SessionId};
use shared::problem::ProblemCode;
use shared::two_factor::{RECOVERY_CODES, RecoveryCodes, TwoFactor, TwoFactorBeginning};
use shared::validation::FaultCode;

use super::qr;
use super::store::{self, TwoFactorRow};
use super::totp::Secret;
use crate::accounts;
use crate::auth::attempts::Counter;
use crate::auth::proof::Proof;
use crate::auth::service::end_sessions;
use crate::deed::Deed;
use crate::jobs::{self, Job};
use crate::platform::db::{Connection, dialect};
use crate::platform::tokens;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::resellers;

/// What was begun must be confirmed within this time.
pub const BEGINNING_LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// What the owner of an account is told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum News {
    /// It was turned on.
    On,
    /// It was turned off.
    Off,
    /// The operator turned it off.
    OffByOperator,
    /// A recovery code was used.
    RecoveryCodeUsed {
        /// How many are left.
        left: u32,
    },
    /// There are new recovery codes.
    RecoveryCodesReplaced,
}

/// What a sign-in with the right password comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// The account has no second factor, or it was proven.
    Open,
    /// It has one, and no code came.
    CodeNeeded,
    /// The code is wrong, or was used before.
    WrongCode,
}

fn purpose(account: AccountId) -> String {
    format!("two-factor secret {account}")
}

/// How it stands; nothing where it is off.
///
/// # Errors
/// The database failed.
pub fn state(conn: &mut Connection, account: AccountId) -> Result<Option<TwoFactor>, Refusal> {
    let Some(since) = store::enabled_at(conn, account)? else { return Ok(None) };
    Ok(Some(TwoFactor { since: since.into(), recovery_codes_left: left(conn, account)? }))
}

fn left(conn: &mut Connection, account: AccountId) -> Result<u32, Refusal> {
    Ok(u32::try_from(store::recovery_codes_left(conn, account)?).unwrap_or(0))
}

/// The second factor of an account that has one, which is held until the transaction ends.
fn held(conn: &mut Connection, account: AccountId) -> Result<Option<TwoFactorRow>, Refusal> {
    dialect::lock_account(conn, account)?;
    Ok(store::find(conn, account)?.filter(|row| row.enabled_at.is_some()))
}

/// Begins to turn it on, with a new secret; what was begun before ends.
///
/// # Errors
/// `two_factor_on`; what a password that was changed meanwhile began.
pub fn begin(conn: &mut Connection, vault: &Vault, proof: &Proof, now: DateTime<Utc>) -> Result<TwoFactorBeginning, Refusal> {
    proof.still_holds(conn)?;
    let account = proof.account;
    if held(conn, account)?.is_some() {
        return Err(ProblemCode::TwoFactorOn.into());
    }
    let secret = Secret::random()?;
    let sealed_secret = vault.seal(&purpose(account), secret.bytes())?;
    store::put(conn, &TwoFactorRow { account_id: account, sealed_secret, begun_at: now.into(), enabled_at: None, last_step: 0 })?;
    let uri = secret.uri(&accounts::service::find(conn, account)?.email);
    Ok(TwoFactorBeginning { secret: secret.base32(), qr_svg: qr::svg(&uri)?, uri, expires_at: now + BEGINNING_LIFETIME })
}

fn open(vault: &Vault, row: &TwoFactorRow) -> Result<Secret, Refusal> {
    let bytes = vault.open(&purpose(row.account_id), &row.sealed_secret)?;
    Secret::of(&bytes).ok_or_else(|| Refusal::Internal("a kept secret of two-factor sign-in has another length".to_owned()))
}

fn beginning(conn: &mut Connection, account: AccountId, now: DateTime<Utc>) -> Result<TwoFactorRow, Refusal> {
    dialect::lock_account(conn, account)?;
    match store::find(conn, account)? {
        Some(row) if row.enabled_at.is_some() => Err(ProblemCode::TwoFactorOn.into()),
        Some(row) if now < DateTime::from(row.begun_at) + BEGINNING_LIFETIME => Ok(row),
        _ => Err(ProblemCode::TwoFactorNotBegun.into()),
    }
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// To confirm what was begun.
    Confirming,
    /// To change what is on.
    Changing,
}

/// Counts a try of a code by somebody who is signed in: in a transaction of its own, since what follows may be refused.
/// Where there is nothing to try it for, none is counted.
///
/// # Errors
/// `two_factor_on`, `two_factor_off`, `two_factor_not_begun`, `too_many_attempts`.
pub fn count_try(conn: &mut Connection, account: AccountId, purpose: For, now: DateTime<Utc>) -> Result<Counter, Refusal> {
    match purpose {
        For::Confirming => drop(beginning(conn, account, now)?),
        For::Changing => drop(held(conn, account)?.ok_or(ProblemCode::TwoFactorOff)?),
    }
    let counter = Counter::codes_of(&accounts::service::find(conn, account)?.email_key);
    counter.take(conn, now)?;
    Ok(counter)
}

/// Turns it on by a code of the app. All other sessions end: they began without a second factor. Gives the recovery codes.
///
/// # Errors
/// `two_factor_on`, `two_factor_not_begun`, `invalid_fields` with `wrong_code` at `/code`.
pub fn confirm(
    conn: &mut Connection,
    vault: &Vault,
    (account, session): (AccountId, SessionId),
    code: &str,
    deed: &Deed,
) -> Result<RecoveryCodes, Refusal> {
    let now = deed.now;
    resellers::two_factor::recorded(conn, account, EventKind::ResellerMemberTwoFactorOn, deed, |conn| {
        let row = beginning(conn, account, now)?;
        let step = open(vault, &row)?.step_of(code, now, row.last_step).ok_or_else(wrong_code)?;
        store::put(conn, &TwoFactorRow { enabled_at: Some(now.into()), last_step: step, ..row })?;
        end_sessions(conn, account, Some(session), now)?;
        tell(conn, vault, account, News::On, now)?;
        new_codes(conn, vault, account)
    })
}

fn wrong_code() -> Refusal {
    Refusal::field("/code", FaultCode::WrongCode)
}

fn tell(conn: &mut Connection, vault: &Vault, account: AccountId, news: News, now: DateTime<Utc>) -> Result<(), Refusal> {
    jobs::service::enqueue(conn, vault, &Job::MailTwoFactor { account, news }, now, now)
}

/// What is kept of a recovery code: bound to its account and to a key that the database does not hold, since 80 bits alone are
/// few. What stands between its groups does not count.
fn kept(vault: &Vault, account: AccountId, code: &str) -> Vec<u8> {
    vault.derive("recovery code", format!("{account} {}", code.replace('-', "")).as_bytes())
}

/// Makes recovery codes; those that there were count no more.
fn new_codes(conn: &mut Connection, vault: &Vault, account: AccountId) -> Result<RecoveryCodes, Refusal> {
    let codes = (0..RECOVERY_CODES).map(|_| tokens::typed_code()).collect::<Result<Vec<_>, _>>()?;
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| kept(vault, account, code)).collect();
    store::replace_recovery_codes(conn, account, &hashes)?;
    Ok(RecoveryCodes { recovery_codes: codes })
}

/// Holds a code against a second factor, and uses it up. Whoever used a recovery code is told by mail.
fn is_right(conn: &mut Connection, vault: &Vault, row: &TwoFactorRow, code: &str, now: DateTime<Utc>) -> Result<bool, Refusal> {
    let account = row.account_id;
    if code.len() == 6 {
        let step = open(vault, row)?.step_of(code, now, row.last_step);
        return Ok(match step {
            Some(step) => store::use_step(conn, account, step)?,
            None => false,
        });
    }
    let is_right = store::use_recovery_code(conn, account, &kept(vault, account, code))?;
    if is_right {
        let left = left(conn, account)?;
        tell(conn, vault, account, News::RecoveryCodeUsed { left }, now)?;
    }
    Ok(is_right)
}

/// Holds the code of a sign-in, whose password is right, against the account's second factor. Wrong codes of an account are
/// counted apart as well, whichever browser they come from. What came of it must be kept in each case.
///
/// # Errors
/// `too_many_attempts`.
pub fn at_sign_in(
    conn: &mut Connection,
    vault: &Vault,
    (account, email_key): (AccountId, &str),
    code: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Gate, Refusal> {
    let Some(row) = held(conn, account)? else { return Ok(Gate::Open) };
    let Some(code) = code else { return Ok(Gate::CodeNeeded) };
    let counter = Counter::codes_of(email_key);
    counter.take(conn, now)?;
    if !is_right(conn, vault, &row, code, now)? {
        return Ok(Gate::WrongCode);
    }
    counter.clear(conn, now)?;
    Ok(Gate::Open)
}

/// Makes new recovery codes, by a code.
///
/// # Errors
/// `two_factor_off`, `invalid_fields` with `wrong_code` at `/code`.
pub fn replace_codes(
    conn: &mut Connection,
    vault: &Vault,
    account: AccountId,
    code: &str,
    now: DateTime<Utc>,
) -> Result<RecoveryCodes, Refusal> {
    let row = held(conn, account)?.ok_or(ProblemCode::TwoFactorOff)?;
    if !is_right(conn, vault, &row, code, now)? {
        return Err(wrong_code());
    }
    tell(conn, vault, account, News::RecoveryCodesReplaced, now)?;
    new_codes(conn, vault, account)
}

/// Turns it off, by password and code. All other sessions end.
///
/// # Errors
/// `two_factor_off`, `invalid_fields` with `wrong_code` at `/code`; what a password that was changed meanwhile began.
pub fn end(conn: &mut Connection, vault: &Vault, proof: &Proof, session: SessionId, code: &str, deed: &Deed) -> Result<(), Refusal> {
    let (account, now) = (proof.account, deed.now);
    resellers::two_factor::recorded(conn, account, EventKind::ResellerMemberTwoFactorOff, deed, |conn| {
        proof.still_holds(conn)?;
        let row = held(conn, account)?.ok_or(ProblemCode::TwoFactorOff)?;
        if !is_right(conn, vault, &row, code, now)? {
            return Err(wrong_code());
        }
        store::remove(conn, account)?;
        end_sessions(conn, account, Some(session), now)?;
        tell(conn, vault, account, News::Off, now)
    })
}

/// Turns it off for somebody who lost the app and the recovery codes. All sessions of the account end.
///
/// # Errors
/// `not_found` where the address has no account, `two_factor_off`.
pub fn end_by_operator(conn: &mut Connection, vault: &Vault, email: &str, deed: &Deed) -> Result<(), Refusal> {
    let account = accounts::service::id_of(conn, email)?.ok_or(ProblemCode::NotFound)?;
    resellers::two_factor::recorded(conn, account, EventKind::ResellerMemberTwoFactorOff, deed, |conn| {
        held(conn, account)?.ok_or(ProblemCode::TwoFactorOff)?;
        store::remove(conn, account)?;
        end_sessions(conn, account, None, deed.now)?;
        tell(conn, vault, account, News::OffByOperator, deed.now)
    })
}

/// Deletes what was begun long ago, and never confirmed.
///
/// # Errors
/// The database failed.
pub fn forget_old_across_tenants(conn: &mut Connection, before: DateTime<Utc>) -> Result<(), Refusal> {
    store::delete_old_across_tenants(conn, before.into())?;
    Ok(())
}
