//! The present password again, before what it protects is changed.

use chrono::{DateTime, Utc};
use shared::ids::AccountId;
use shared::validation::FaultCode;

use super::attempts::Counter;
use crate::App;
use crate::accounts;
use crate::http::caller::Person;
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// A password that was right when it was looked at, outside the transaction that it is for.
pub struct Proof {
    /// Whose it is.
    pub account: AccountId,
    hash: String,
    pointer: &'static str,
}

impl Proof {
    /// Refuses what a password began that was changed meanwhile; the account is held until the transaction ends.
    ///
    /// # Errors
    /// `invalid_fields` with `wrong_password`.
    pub fn still_holds(&self, conn: &mut Connection) -> Result<(), Refusal> {
        match accounts::service::has_hash(conn, self.account, &self.hash)? {
            true => Ok(()),
            false => Err(Refusal::field(self.pointer, FaultCode::WrongPassword)),
        }
    }
}

/// Holds a password against the caller's own; wrong ones count like wrong sign-ins.
///
/// # Errors
/// `too_many_attempts`, `invalid_fields` with `wrong_password` at `pointer`.
pub async fn prove(app: &App, who: &Person, password: String, pointer: &'static str, now: DateTime<Utc>) -> Result<Proof, Refusal> {
    let account = who.account;
    let (row, counter) = app
        .db
        .tx(move |conn| {
            let row = accounts::service::find(conn, account)?;
            let counter = Counter::sign_in_of(&row.email_key);
            counter.take(conn, now)?;
            Ok::<_, Refusal>((row, counter))
        })
        .await?;
    let hash = row.password_hash;
    if !app.passwords.verify(password, Some(hash.clone())).await? {
        return Err(Refusal::field(pointer, FaultCode::WrongPassword));
    }
    app.db.tx(move |conn| counter.give_back(conn, now)).await?;
    Ok(Proof { account, hash, pointer })
}
