//! The checks that Countersign makes by itself, and the mails about a change for the worse.

use chrono::{DateTime, Utc};
use shared::domains::SpfResult;
use shared::ids::{AccountId, DomainId, ResellerId, SubscriptionId};

use super::domain::{self, Change};
use super::{checker, service, store};
use crate::App;
use crate::jobs::claim::Claim;
use crate::jobs::mailing::{self, Letter};
use crate::jobs::worker::Outcome;
use crate::mails::SpfWorsened;
use crate::platform::db::{Connection, dialect};
use crate::platform::domain_name;
use crate::platform::mail::Recipient;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::{accounts, resellers, subscriptions};

/// A domain, and whose it is.
pub type Place = (ResellerId, SubscriptionId, DomainId);

/// Checks a domain and sets its next check, unless it was removed, or checked by another job meanwhile. DNS is asked
/// between two transactions.
///
/// # Errors
/// The database failed.
pub async fn check(app: &App, claim: Claim, (reseller, subscription, id): Place) -> Result<Outcome, Refusal> {
    let (real_now, include, again) = (app.clock.now(), app.spf_include.clone(), app.spf_include.clone());
    let read = move |conn: &mut Connection| service::due(conn, (reseller, subscription, id), &include, real_now);
    let Some((sender, now)) = app.db.read(read).await? else {
        app.db.tx(move |conn| claim.done(conn, real_now)).await?;
        return Ok(Outcome::Done);
    };
    let report = checker::check(&app.dns, &sender, now).await;
    let (real_now, vault) = (app.clock.now(), app.vault.clone());
    let work = move |conn: &mut Connection| {
        // Removed, or checked by another, while DNS was asked: there is nothing to keep.
        dialect::lock_subscription(conn, reseller, subscription)?;
        if service::due(conn, (reseller, subscription, id), &again, real_now)?.is_some() {
            let deed = resellers::clock::deed_of_system(conn, reseller, real_now)?;
            service::keep(conn, &vault, (reseller, subscription, id), &report, &deed)?;
        }
        claim.done(conn, real_now)?;
        Ok(Outcome::Done)
    };
    app.db.tx(work).await
}

/// Gives a check up that failed too often, and sets the next one: checks go on as long as the domain is there.
///
/// # Errors
/// The database failed.
pub fn give_up(conn: &mut Connection, vault: &Vault, claim: Claim, place: Place, why: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
    let (reseller, subscription, id) = place;
    if store::is_known(conn, reseller, subscription, id)? {
        let here = resellers::clock::ahead(conn, reseller)?.here(now);
        service::schedule(conn, vault, place, domain::next_check(SpfResult::DnsError, here), here)?;
    }
    claim.failed(conn, why, now)
}

/// Tells one of the reseller's people that a domain's record changed for the worse, unless it is right again.
///
/// # Errors
/// The mail server can't take it now, or the database failed.
pub async fn mail(app: &App, claim: Claim, place: Place, account: AccountId, before: SpfResult) -> Result<Outcome, Refusal> {
    let link = app.link(&format!("/subscriptions/{}", place.1));
    match app.db.read(move |conn| letter(conn, place, account, before, link)).await? {
        Some(letter) => mailing::send(app, claim, letter, |_, _, _| Ok(())).await,
        None => mailing::not_needed(app, claim).await,
    }
}

fn letter(
    conn: &mut Connection,
    (reseller, subscription, id): Place,
    account: AccountId,
    before: SpfResult,
    link: String,
) -> Result<Option<Letter>, Refusal> {
    if !store::is_known(conn, reseller, subscription, id)? {
        return Ok(None);
    }
    let row = store::find(conn, reseller, subscription, id)?;
    let Some(now) = row.known_result.filter(|now| domain::change(Some(before), *now) == Some(Change::Worse)) else { return Ok(None) };
    let (company_name, _) = subscriptions::service::customer(conn, reseller, subscription)?;
    let person = accounts::service::find(conn, account)?;
    let report = service::get(conn, reseller, subscription, id)?.spf;
    let mail = SpfWorsened {
        full_name: person.full_name.clone(),
        company_name,
        domain: domain_name::unicode(&row.name),
        result: now,
        record_to_publish: report.filter(|report| report.result == now).and_then(|report| report.record_to_publish),
        link,
    };
    let mail = mail.render(person.locale);
    Ok(Some(Letter { to: Recipient { name: person.full_name, address: person.email }, reply_to: None, mail }))
}
