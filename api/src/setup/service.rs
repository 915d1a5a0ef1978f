//! The use cases of the first start.

use aws_lc_rs::constant_time;
use chrono::{DateTime, Utc};
use shared::ids::AccountId;
use shared::locale::Locale;
use shared::problem::ProblemCode;
use shared::rights::ResellerRole;
use shared::setup::SetUp;
use shared::validation::FaultCode;

use super::store;
use crate::accounts::service::NewAccount;
use crate::deed::Deed;
use crate::plans::domain::DEFAULT_CURRENCY;
use crate::platform::db::{Connection, dialect};
use crate::platform::tokens;
use crate::refusal::Refusal;
use crate::resellers::service::Purpose;
use crate::{accounts, resellers};

/// What a start says about the setup code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeAtStart {
    /// The installation has its first reseller.
    SetUp,
    /// This code is good.
    Code(String),
    /// Another server, or an earlier start, printed the code.
    PrintedBefore,
}

/// Who else starts on the same database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// Nobody: the database is a file of this server's own.
    Alone,
    /// Replicas.
    Replicas,
}

/// Prepares the code at a start. A configured code always counts; where one server is alone (SQLite) each start makes a
/// new one, so that a lost code is never missed for long; where replicas share the database the first start's counts.
///
/// # Errors
/// The database failed.
pub fn prepare_code(conn: &mut Connection, configured: Option<&str>, company: Company, now: DateTime<Utc>) -> Result<CodeAtStart, Refusal> {
    let known = store::find(conn)?;
    if let Some((_, Some(_))) = known {
        return Ok(CodeAtStart::SetUp);
    }
    let code = match configured {
        Some(code) => code.to_owned(),
        None => tokens::typed_code()?,
    };
    let hash = tokens::hash(&code);
    if dialect::insert_installation_once(conn, &hash, now.into())? {
        return Ok(CodeAtStart::Code(code));
    }
    if configured.is_none() && company == Company::Replicas {
        return Ok(CodeAtStart::PrintedBefore);
    }
    store::replace_code(conn, &hash)?;
    Ok(CodeAtStart::Code(code))
}

/// Whether the installation has its first reseller.
///
/// # Errors
/// The database failed.
pub fn is_set_up(conn: &mut Connection) -> Result<bool, Refusal> {
    Ok(matches!(store::find(conn)?, Some((_, Some(_)))))
}

/// Refuses what can't work before a password is hashed.
///
/// # Errors
/// `already_set_up`, `invalid_fields` at `/setup_code`.
pub fn check_code(conn: &mut Connection, code: &str) -> Result<(), Refusal> {
    let Some((hash, None)) = store::find(conn)? else { return Err(ProblemCode::AlreadySetUp.into()) };
    if constant_time::verify_slices_are_equal(&hash, &tokens::hash(code.trim())).is_err() {
        return Err(Refusal::field("/setup_code", FaultCode::WrongSetupCode));
    }
    Ok(())
}

/// Makes the first reseller and its owner.
///
/// # Errors
/// `already_set_up` where somebody else was faster.
pub fn set_up(conn: &mut Connection, wanted: SetUp, locale: Locale, password_hash: String, deed: &Deed) -> Result<AccountId, Refusal> {
    if !store::mark_set_up(conn, deed.now.into())? {
        return Err(ProblemCode::AlreadySetUp.into());
    }
    add_reseller(conn, wanted, (DEFAULT_CURRENCY, Purpose::Business), locale, password_hash, deed)
}

/// Makes a reseller that pays in a currency, with its owner.
///
/// # Errors
/// `email_taken`.
pub fn add_reseller(
    conn: &mut Connection,
    wanted: SetUp,
    (currency, purpose): (&str, Purpose),
    locale: Locale,
    password_hash: String,
    deed: &Deed,
) -> Result<AccountId, Refusal> {
    let owner = NewAccount { email: wanted.email.clone(), full_name: wanted.full_name, phone: None, locale, password_hash };
    let account = accounts::service::create(conn, owner, deed.now)?;
    let reseller = resellers::service::create(conn, (&wanted.reseller_name, &wanted.email), currency, purpose, deed)?;
    resellers::service::add_member(conn, reseller, account, ResellerRole::Owner, deed)?;
    Ok(account)
}

/// Notes that the installation has a reseller without the setup page: the operator made it by command.
///
/// # Errors
/// The database failed.
pub fn close(conn: &mut Connection, now: DateTime<Utc>) -> Result<(), Refusal> {
    dialect::insert_installation_once(conn, &tokens::hash(tokens::random()?), now.into())?;
    store::mark_set_up(conn, now.into())?;
    Ok(())
}
