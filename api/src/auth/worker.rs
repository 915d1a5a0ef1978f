//! The mails of signing in.

use shared::ids::AccountId;
use shared::locale::Locale;

use super::service;
use super::two_factor::service::News;
use crate::App;
use crate::accounts;
use crate::jobs::claim::Claim;
use crate::jobs::mailing::{self, Letter};
use crate::jobs::worker::Outcome;
use crate::jobs::{self, Job};
use crate::mails::{ConfirmEmail, EmailChanged, PasswordChanged, PasswordReset, Rendered, TwoFactorNews};
use crate::platform::mail::Recipient;
use crate::refusal::Refusal;

/// Finds out whether an address has an account, and writes the mail's job down.
///
/// # Errors
/// The database failed.
pub async fn forgot(app: &App, claim: Claim, email: String) -> Result<Outcome, Refusal> {
    let (now, vault) = (app.clock.now(), app.vault.clone());
    app.db
        .tx(move |conn| {
            if let Some((account, token)) = service::make_reset(conn, &email, now)? {
                jobs::service::enqueue(conn, &vault, &Job::MailPasswordReset { account, token }, now, now)?;
            }
            claim.done(conn, now)?;
            Ok(Outcome::Done)
        })
        .await
}

/// Mails the link to choose a new password.
///
/// # Errors
/// The mail server or the database failed.
pub async fn mail_reset(app: &App, claim: Claim, account: AccountId, token: &str) -> Result<Outcome, Refusal> {
    let (now, kept) = (app.clock.now(), token.to_owned());
    let lives = app.db.read(move |conn| service::resets(conn, account, &kept, now)).await?;
    if !lives {
        return mailing::not_needed(app, claim).await;
    }
    let row = app.db.read(move |conn| accounts::service::find(conn, account)).await?;
    let mail = PasswordReset { full_name: row.full_name.clone(), link: app.link(&format!("/reset-password#{token}")) };
    send(app, claim, row.full_name, row.email, mail.render(row.locale)).await
}

/// Tells that the password was changed.
///
/// # Errors
/// The mail server or the database failed.
pub async fn mail_changed(app: &App, claim: Claim, account: AccountId) -> Result<Outcome, Refusal> {
    let row = app.db.read(move |conn| accounts::service::find(conn, account)).await?;
    let mail = PasswordChanged { full_name: row.full_name.clone() };
    send(app, claim, row.full_name, row.email, mail.render(row.locale)).await
}

/// Mails the link that confirms a new address, to that address.
///
/// # Errors
/// The mail server or the database failed.
pub async fn mail_confirm(app: &App, claim: Claim, account: AccountId, new_email: String, token: &str) -> Result<Outcome, Refusal> {
    let (now, kept) = (app.clock.now(), token.to_owned());
    let lives = app.db.read(move |conn| accounts::service::confirms(conn, account, &kept, now)).await?;
    if !lives {
        return mailing::not_needed(app, claim).await;
    }
    let row = app.db.read(move |conn| accounts::service::find(conn, account)).await?;
    let mail =
        ConfirmEmail { full_name: row.full_name.clone(), link: app.link(&format!("/confirm-email#{token}")), new_email: new_email.clone() };
    send(app, claim, row.full_name, new_email, mail.render(row.locale)).await
}

/// Tells the old address that another one took its place.
///
/// # Errors
/// The mail server or the database failed.
pub async fn mail_email_changed(
    app: &App,
    claim: Claim,
    full_name: String,
    locale: Locale,
    old_email: String,
    new_email: String,
) -> Result<Outcome, Refusal> {
    let mail = EmailChanged { full_name: full_name.clone(), new_email };
    send(app, claim, full_name, old_email, mail.render(locale)).await
}

/// Tells what became of two-factor sign-in.
///
/// # Errors
/// The mail server or the database failed.
pub async fn mail_two_factor(app: &App, claim: Claim, account: AccountId, news: News) -> Result<Outcome, Refusal> {
    let row = app.db.read(move |conn| accounts::service::find(conn, account)).await?;
    let mail = TwoFactorNews { full_name: row.full_name.clone(), news };
    send(app, claim, row.full_name, row.email, mail.render(row.locale)).await
}

async fn send(app: &App, claim: Claim, name: String, address: String, mail: Rendered) -> Result<Outcome, Refusal> {
    let letter = Letter { to: Recipient { name, address }, reply_to: None, mail };
    mailing::send(app, claim, letter, |_, _, _| Ok(())).await
}
