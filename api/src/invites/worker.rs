//! The mail and the timer of an invite.

use serde_json::json;
use shared::events::EventKind;
use shared::ids::{InviteId, ResellerId};
use shared::invites::{Delivery, InviteRole, InviteState};

use super::party::lock;
use super::store::{self, InviteRow};
use super::{domain, service};
use crate::App;
use crate::events::service::record;
use crate::jobs::claim::Claim;
use crate::jobs::mailing::{self, Letter, Sent};
use crate::jobs::worker::Outcome;
use crate::mails::{InviteColleague, InviteToSubscription};
use crate::platform::db::Connection;
use crate::platform::mail::Recipient;
use crate::platform::tokens;
use crate::refusal::Refusal;
use crate::{resellers, subscriptions};

/// Mails an invite's link, and notes how that went. A mail whose token was replaced or whose invite was taken back in
/// the meantime is not sent.
///
/// # Errors
/// The mail server can't take it now, or the database failed.
pub async fn mail(app: &App, claim: Claim, reseller: ResellerId, invite: InviteId, token: &str) -> Result<Outcome, Refusal> {
    let now = app.clock.now();
    let (hash, link) = (tokens::hash(token), app.link(&format!("/invites/accept#{token}")));
    let letter = app.db.read(move |conn| letter(conn, reseller, invite, &hash, link, now)).await?;
    match letter {
        Some((row, letter)) => mailing::send(app, claim, letter, move |conn, sent, now| note(conn, &row, sent, now)).await,
        None => mailing::not_needed(app, claim).await,
    }
}

fn letter(
    conn: &mut Connection,
    reseller: ResellerId,
    invite: InviteId,
    token_hash: &[u8],
    link: String,
    real_now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<(InviteRow, Letter)>, Refusal> {
    let now = resellers::clock::ahead(conn, reseller)?.here(real_now);
    let row = store::find_any(conn, reseller, invite)?;
    let open = domain::state_at(row.state, row.expires_at.into(), now) == InviteState::Pending;
    if !open || row.token_hash != token_hash {
        return Ok(None);
    }
    let from = resellers::service::get(conn, reseller, now)?;
    let inviter_name = service::inviter_name(conn, &row)?;
    let expires_on = chrono::DateTime::from(row.expires_at).date_naive();
    let mail = match row.subscription_id {
        Some(subscription) => {
            let (company_name, product) = subscriptions::service::customer(conn, reseller, subscription)?;
            InviteToSubscription {
                full_name: row.full_name.clone(),
                reseller_name: from.name,
                company_name,
                product,
                inviter_name,
                role: if row.role == InviteRole::Editor { InviteRole::Editor } else { InviteRole::Admin },
                link,
                expires_on,
            }
            .render(row.locale)
        }
        None => {
            InviteColleague { full_name: row.full_name.clone(), reseller_name: from.name, inviter_name, role: row.role, link, expires_on }
                .render(row.locale)
        }
    };
    let to = Recipient { name: row.full_name.clone(), address: row.email.clone() };
    Ok(Some((row, Letter { to, reply_to: Some(from.email), mail })))
}

/// Notes the outcome. Claims go by the real time, events by the reseller's.
fn note(conn: &mut Connection, row: &InviteRow, sent: &Sent, real_now: chrono::DateTime<chrono::Utc>) -> Result<(), Refusal> {
    lock(conn, row.reseller_id, row.subscription_id)?;
    match sent {
        Sent::Delivered => {
            let deed = resellers::clock::deed_of_system(conn, row.reseller_id, real_now)?;
            if store::mark_delivery(conn, row, Delivery::Sent, None, Some(deed.now.into()))? {
                record(conn, row.reseller_id, &deed, service::about(EventKind::InviteDelivered, row, json!({})))?;
            }
        }
        Sent::PutOff(words) => {
            store::mark_delivery(conn, row, Delivery::Queued, Some(words), None)?;
        }
        Sent::Refused(words) => not_delivered(conn, row, Some(words), real_now)?,
    }
    Ok(())
}

fn not_delivered(
    conn: &mut Connection,
    row: &InviteRow,
    words: Option<&str>,
    real_now: chrono::DateTime<chrono::Utc>,
) -> Result<(), Refusal> {
    if store::mark_delivery(conn, row, Delivery::Failed, words, None)? {
        let deed = resellers::clock::deed_of_system(conn, row.reseller_id, real_now)?;
        record(conn, row.reseller_id, &deed, service::about(EventKind::InviteDeliveryFailed, row, json!({})))?;
    }
    Ok(())
}

/// Gives a mail up that did not go out for another reason than the mail server: in as many tries there was none.
///
/// # Errors
/// The database failed.
pub fn give_up(
    conn: &mut Connection,
    claim: Claim,
    (reseller, invite): (ResellerId, InviteId),
    token: &str,
    why: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), Refusal> {
    let row = store::find_any(conn, reseller, invite)?;
    if row.token_hash == tokens::hash(token) {
        lock(conn, reseller, row.subscription_id)?;
        // The reason is the log's, not the inviter's.
        not_delivered(conn, &row, None, now)?;
    }
    claim.failed(conn, why, now)
}

/// Lets an invite's time run out, unless it was accepted, taken back or renewed.
///
/// # Errors
/// The database failed.
pub async fn expire(app: &App, claim: Claim, reseller: ResellerId, invite: InviteId) -> Result<Outcome, Refusal> {
    let now = app.clock.now();
    app.db
        .tx(move |conn| {
            let subscription = store::find_any(conn, reseller, invite)?.subscription_id;
            lock(conn, reseller, subscription)?;
            let row = store::find_any(conn, reseller, invite)?;
            let deed = resellers::clock::deed_of_system(conn, reseller, now)?;
            let over = domain::state_at(row.state, row.expires_at.into(), deed.now) == InviteState::Expired;
            if row.state == InviteState::Pending && over {
                if !store::mark(conn, &row, InviteState::Expired)? {
                    return Err(Refusal::Internal("the invite changed meanwhile".to_owned()));
                }
                record(conn, reseller, &deed, service::about(EventKind::InviteExpired, &row, json!({})))?;
            }
            claim.done(conn, now)?;
            Ok(Outcome::Done)
        })
        .await
}
