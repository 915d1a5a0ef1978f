//! Signing in with a password, and a code where the account has a second factor.

use chrono::{DateTime, Utc};
use shared::ids::AccountId;
use shared::problem::ProblemCode;

use super::attempts::Counter;
use super::device::Device;
use super::service::{Browser, Opened, email_key, open};
use super::store;
use super::two_factor::service::{Gate, at_sign_in};
use crate::accounts;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;

/// The places that a sign-in took. The address's comes first, here and when they are taken: sign-ins that hold one each and wait
/// for the other's would be a deadlock on PostgreSQL.
#[derive(Debug, Clone)]
pub struct Places {
    /// That of the account, or of a browser that signed in to it before.
    account: Counter,
    /// That of the network address.
    address: Counter,
}

/// A sign-in whose password is about to be looked at.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The places that it took.
    pub places: Places,
    /// The account of the address with its password's hash, if there is one.
    pub known: Option<(AccountId, String)>,
}

/// What came of a sign-in with the right password. The transaction must be kept in each case.
#[derive(Debug, Clone)]
pub enum Finished {
    /// A session.
    Opened(Opened),
    /// The account has a second factor, and no code came.
    CodeNeeded,
    /// The code is wrong, or was used before.
    WrongCode,
}

/// Takes a place for a sign-in. A browser that signed in to the account before has places of its own; when they are used
/// up it counts as a stranger.
///
/// # Errors
/// `too_many_attempts`.
pub fn begin(conn: &mut Connection, email: &str, device: Option<&Device>, address: &str, now: DateTime<Utc>) -> Result<Begun, Refusal> {
    let key = email_key(email);
    let address = Counter::sign_in_from(address);
    address.take(conn, now)?;
    let account = match device.map(Counter::sign_in_by) {
        Some(own) if is_taken(conn, &own, now)? => own,
        _ => {
            let strangers = Counter::sign_in_of(&key);
            strangers.take(conn, now)?;
            strangers
        }
    };
    Ok(Begun { places: Places { account, address }, known: store::credentials(conn, &key)? })
}

fn is_taken(conn: &mut Connection, counter: &Counter, now: DateTime<Utc>) -> Result<bool, Refusal> {
    match counter.take(conn, now) {
        Ok(()) => Ok(true),
        Err(Refusal::Later(..)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Opens a session after a right password, and gives the places of the attempts back; where the account has a second factor,
/// after a right code. Without one the sign-in has cost nothing, since it is to be sent again; a wrong one keeps its places
/// taken, as a wrong password does. The hash that the password fitted must still be the account's: it was looked at outside
/// this transaction, and a new password ends what the old one began.
///
/// # Errors
/// `invalid_credentials` where the password was changed meanwhile, `too_many_attempts`.
pub fn finish(
    conn: &mut Connection,
    vault: &Vault,
    places: &Places,
    (account, hash): (AccountId, &str),
    (email, code): (&str, Option<&str>),
    browser: Browser,
    now: DateTime<Utc>,
) -> Result<Finished, Refusal> {
    if !accounts::service::has_hash(conn, account, hash)? {
        return Err(ProblemCode::InvalidCredentials.into());
    }
    match at_sign_in(conn, vault, (account, &email_key(email)), code, now)? {
        Gate::Open => {}
        Gate::CodeNeeded => {
            places.address.give_back(conn, now)?;
            places.account.give_back(conn, now)?;
            return Ok(Finished::CodeNeeded);
        }
        Gate::WrongCode => return Ok(Finished::WrongCode),
    }
    places.address.give_back(conn, now)?;
    places.account.clear(conn, now)?;
    Ok(Finished::Opened(open(conn, account, browser, now)?))
}
