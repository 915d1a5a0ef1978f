//! What the operator does to single subscriptions and accounts, and to the catalogue of prices, by command.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;
use shared::ids::SubscriptionId;
use shared::problem::ProblemCode;
use shared::rights::ResellerRole;
use shared::trials::ExtendTrial;
use shared::validation;

use crate::App;
use crate::auth::two_factor;
use crate::authority::Authority;
use crate::deed::Deed;
use crate::http::caller::Capacity;
use crate::http::etag::Precondition;
use crate::plans;
use crate::plans::domain::Catalogue;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::resellers;
use crate::start::StartError;
use crate::subscriptions::actions::{self, Move};
use crate::subscriptions::service;

/// Payments of single subscriptions.
#[derive(Debug, Subcommand)]
pub enum PaymentCommand {
    /// Put a subscription on hold, since its payment is overdue.
    Overdue {
        /// The subscription's id.
        subscription: SubscriptionId,
        /// Since when, such as 2026-11-24.
        #[arg(long)]
        since: NaiveDate,
    },
    /// Lift that hold: the payment came.
    Paid {
        /// The subscription's id.
        subscription: SubscriptionId,
    },
}

/// Holds that a reseller can't lift.
#[derive(Debug, Subcommand)]
pub enum HoldCommand {
    /// Put a subscription on hold; the days are not charged.
    Place {
        /// The subscription's id.
        subscription: SubscriptionId,
        /// Why, as its reseller reads it.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Lift that hold.
    Lift {
        /// The subscription's id.
        subscription: SubscriptionId,
    },
}

/// Trials, beyond what a reseller can do.
#[derive(Debug, Subcommand)]
pub enum TrialCommand {
    /// Make a trial longer, however often its reseller did.
    Extend {
        /// The subscription's id.
        subscription: SubscriptionId,
        /// By how many days, 1 to 90.
        #[arg(long)]
        days: i64,
        /// Why, as its reseller reads it.
        #[arg(long)]
        reason: Option<String>,
    },
}

/// Single accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Turn two-factor sign-in off for somebody who lost the app and the recovery codes. All sessions of the account end.
    TwoFactorOff {
        /// The account's e-mail address.
        #[arg(long)]
        email: String,
    },
}

/// The catalogue of prices.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Print the prices, in the form that `set` reads.
    List,
    /// Put the prices of a file in place of the present ones of its currencies. Periods that began keep their price.
    Set {
        /// A TOML file: `[EUR]`, and below it `starter = { monthly = 95, annual = 950 }` and so on, in minor units.
        file: PathBuf,
    },
}

/// Puts on hold for a payment, or lifts that hold.
///
/// # Errors
/// One line that says what to do.
pub async fn payment(app: &App, command: PaymentCommand) -> Result<String, StartError> {
    match command {
        PaymentCommand::Overdue { subscription, since } => carry_out(app, subscription, Move::PaymentOverdue(since)).await,
        PaymentCommand::Paid { subscription } => carry_out(app, subscription, Move::PaymentPaid).await,
    }
}

/// Puts on hold, or lifts that hold.
///
/// # Errors
/// One line that says what to do.
pub async fn hold(app: &App, command: HoldCommand) -> Result<String, StartError> {
    match command {
        HoldCommand::Place { subscription, reason } => carry_out(app, subscription, Move::Hold(checked(reason)?)).await,
        HoldCommand::Lift { subscription } => carry_out(app, subscription, Move::Release).await,
    }
}

/// Makes a trial longer.
///
/// # Errors
/// One line that says what to do.
pub async fn trial(app: &App, command: TrialCommand) -> Result<String, StartError> {
    let TrialCommand::Extend { subscription, days, reason } = command;
    let days = validation::trial_days(days).map_err(|_| StartError("--days: write a number from 1 to 90".to_owned()))?;
    carry_out(app, subscription, Move::ExtendByOperator(ExtendTrial { days, reason: checked(reason)? })).await
}

/// Turns two-factor sign-in off for somebody who lost both ways to prove it.
///
/// # Errors
/// One line that says what to do.
pub async fn account(app: &App, command: AccountCommand) -> Result<String, StartError> {
    let AccountCommand::TwoFactorOff { email } = command;
    let (vault, deed, wanted) = (app.vault.clone(), Deed::of_operator(app.clock.now()), email.clone());
    let work = move |conn: &mut Connection| two_factor::service::end_by_operator(conn, &vault, &wanted, &deed);
    app.db.tx(work).await.map_err(|refusal| match refusal {
        Refusal::Problem(ProblemCode::NotFound) => StartError(format!("--email: there is no account with the address {email}")),
        Refusal::Problem(ProblemCode::TwoFactorOff) => StartError(format!("two-factor sign-in of {email} is off already")),
        other => StartError(other.to_string()),
    })?;
    Ok(format!("Two-factor sign-in of {email} is off; a password is enough from now on.\n"))
}

fn checked(reason: Option<String>) -> Result<Option<String>, StartError> {
    let wrong = |_| StartError("--reason: write 1 to 500 characters on one line".to_owned());
    reason.map(validation::reason).transpose().map_err(wrong)
}

async fn carry_out(app: &App, id: SubscriptionId, wanted: Move) -> Result<String, StartError> {
    let (real_now, vault) = (app.clock.now(), app.vault.clone());
    let work = move |conn: &mut Connection| {
        let reseller = service::reseller_of_across_tenants(conn, id)?;
        let tenant = (reseller, Capacity::Reseller(Authority::Role(ResellerRole::Owner)));
        let now = resellers::clock::ahead(conn, reseller)?.here(real_now);
        if matches!(wanted, Move::PaymentOverdue(since) if since > now.date_naive()) {
            return Ok(Err(StartError("--since: this is still to come; give the day from which on the payment is overdue".to_owned())));
        }
        actions::act(conn, &vault, tenant, id, &wanted, &Precondition::Any, &Deed::of_operator(now)).map(Ok)
    };
    let after = app.db.tx(work).await.map_err(|refusal| match refusal {
        Refusal::Problem(ProblemCode::NotFound) => StartError(format!("there is no subscription {id}; copy the id from its page")),
        Refusal::Transition(status, _) => StartError(format!("the subscription is {status}, which does not allow this")),
        other => StartError(other.to_string()),
    })??;
    Ok(format!("{}: {}\n", after.company_name, after.status))
}

/// Prints the prices, or puts others in their place.
///
/// # Errors
/// One line that says what to do.
pub async fn plan(app: &App, command: PlanCommand) -> Result<String, StartError> {
    let catalogues = match command {
        PlanCommand::List => None,
        PlanCommand::Set { file } => Some(read(&file)?),
    };
    let work = move |conn: &mut Connection| {
        if let Some(catalogues) = &catalogues {
            plans::service::replace(conn, catalogues)?;
        }
        plans::service::catalogues(conn)
    };
    let catalogues: Vec<Catalogue> = app.db.tx(work).await.map_err(|refusal| StartError(refusal.to_string()))?;
    Ok(catalogues.iter().map(Catalogue::written).collect::<Vec<_>>().join("\n"))
}

fn read(file: &Path) -> Result<Vec<Catalogue>, StartError> {
    let text = std::fs::read_to_string(file).map_err(|error| StartError(format!("{} can't be read: {error}", file.display())))?;
    Catalogue::parse(&text).map_err(|why| StartError(format!("{}: {why}", file.display())))
}

/// The currency of a new reseller, which needs prices.
///
/// # Errors
/// One line that says what to do.
pub async fn priced_currency(app: &App, currency: String) -> Result<String, StartError> {
    let wanted = currency.clone();
    let found = app.db.read(move |conn| plans::service::catalogue(conn, &wanted)).await;
    match found.map_err(|refusal: Refusal| StartError(refusal.to_string()))? {
        Some(_) => Ok(currency),
        None => Err(StartError(format!("--currency: there are no prices in {currency}; set them first, with `countersign plan set FILE`"))),
    }
}
