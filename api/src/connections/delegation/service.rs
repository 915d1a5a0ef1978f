//! The use cases of delegations.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::connections::{ConnectionDetail, ConnectionErrorCode as ErrorCode, ConnectionStep as Step};
use shared::events::EventKind;
use shared::ids::{ResellerId, SubscriptionId};
use shared::problem::ProblemCode;

use super::domain::{self, Before};
use super::store::{self, ServiceAccountRow};
use crate::authority::Authority;
use crate::connections::domain::{Denied, Organisation};
use crate::connections::google::{Delegate, ServiceAccount};
use crate::connections::service::{Held, Place, Way, data_of, done_by, keep, opened, reopened};
use crate::connections::{consent, platforms, view};
use crate::deed::Deed;
use crate::http::etag::Precondition;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::tenancy::Scope;

/// Whose key is to count.
#[derive(Debug)]
pub enum Key {
    /// The one that is kept, else the installation's.
    Kept,
    /// The installation's.
    Installation,
    /// This one, by the text of its file.
    Own(Arc<ServiceAccount>, OwnText),
}

/// The text of a key file, which is never shown.
pub struct OwnText(pub String);

impl std::fmt::Debug for OwnText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnText(…)")
    }
}

/// What is to be tried.
#[derive(Debug)]
pub struct Attempt {
    /// The service account, and as whom it acts.
    pub delegate: Delegate,
    /// For what.
    pub scopes: Vec<&'static str>,
    /// As it is kept if it works.
    row: ServiceAccountRow,
}

/// Where keys come from: the vault for those that are kept, and the installation's own.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'a> {
    /// Encrypts and decrypts.
    pub vault: &'a Vault,
    /// The installation's, where the operator has configured one.
    pub installation: Option<&'a Arc<ServiceAccount>>,
}

impl Keys<'_> {
    /// What a key is encrypted for: it can't be read as another subscription's.
    fn purpose(subscription: SubscriptionId) -> String {
        format!("service account of {subscription}")
    }

    /// The key that a subscription has of its own.
    fn own(&self, row: &ServiceAccountRow) -> Result<Option<Arc<ServiceAccount>>, Refusal> {
        let Some(sealed) = &row.sealed_key else { return Ok(None) };
        let text = self.vault.open(&Self::purpose(row.subscription_id), sealed)?;
        let read = std::str::from_utf8(&text).ok().and_then(|text| ServiceAccount::read(text).ok());
        Ok(Some(Arc::new(read.ok_or_else(|| Refusal::Internal("a kept service account is none".to_owned()))?)))
    }

    fn installations(&self) -> Result<Arc<ServiceAccount>, Refusal> {
        Ok(Arc::clone(self.installation.ok_or(ProblemCode::SettingMissing)?))
    }
}

/// Says what is to be tried, if anything can be.
///
/// # Errors
/// `not_found` where the product has no such step, `stale_version`; `transition_not_allowed` where the subscription is over,
/// `step_not_reached` where no mode is switched on that needs it, `setting_missing`; `invalid_fields` where the kept key can't
/// be read.
pub fn prepare(
    conn: &mut Connection,
    keys: Keys<'_>,
    place: Place,
    (administrator, key): (String, Key),
    precondition: &Precondition,
    now: DateTime<Utc>,
) -> Result<Attempt, Refusal> {
    let held = opened(conn, place, (now, Way::Up), precondition, has_step)?;
    if !held.setup.wants(held.product, Step::ServiceAccount) {
        return Err(ProblemCode::StepNotReached.into());
    }
    let (reseller_id, subscription_id) = place;
    let mut row =
        ServiceAccountRow { subscription_id, reseller_id, administrator: administrator.clone(), client_id: None, sealed_key: None };
    let account = match (key, &held.account) {
        (Key::Own(account, OwnText(text)), _) => {
            row.client_id = Some(account.client_id.clone());
            row.sealed_key = Some(keys.vault.seal(&Keys::purpose(subscription_id), text.as_bytes())?);
            account
        }
        // One that can't be read any more is to be handed in again.
        (Key::Kept, Some(kept)) => match keys.own(kept).map_err(|_| Refusal::required(&["/key"]))? {
            Some(account) => {
                row = ServiceAccountRow { administrator: administrator.clone(), ..kept.clone() };
                account
            }
            None => keys.installations()?,
        },
        (Key::Kept | Key::Installation, _) => keys.installations()?,
    };
    Ok(Attempt { delegate: Delegate { account, administrator }, scopes: domain::scopes(&held.setup), row })
}

/// As whom the directory of a subscription is read, where access was given.
///
/// # Errors
/// `setting_missing` where it was given to the installation's account, and there is none any more.
pub fn delegate(conn: &mut Connection, keys: Keys<'_>, place: Place) -> Result<Option<Delegate>, Refusal> {
    let Some(row) = Held::load(conn, place)?.account else { return Ok(None) };
    let account = match keys.own(&row)? {
        Some(account) => account,
        None => keys.installations()?,
    };
    Ok(Some(Delegate { account, administrator: row.administrator }))
}

fn has_step(held: &Held) -> Result<(), Denied> {
    if platforms::has(held.product, Step::ServiceAccount) { Ok(()) } else { Err(Denied::NoSuchStep) }
}

/// Notes what came of an attempt: the organisation to which there is access now, or what went wrong.
///
/// # Errors
/// `not_found`, `stale_version`; `transition_not_allowed` where the subscription is over.
pub fn conclude(
    conn: &mut Connection,
    place: Place,
    (mut attempt, outcome): (Attempt, Result<Organisation, ErrorCode>),
    whose: (Scope, Option<Authority>),
    precondition: &Precondition,
    deed: &Deed,
) -> Result<ConnectionDetail, Refusal> {
    let was = opened(conn, place, (deed.now, Way::Up), precondition, has_step)?;
    let mut held = was.clone();
    let outcome = match outcome {
        Ok(organisation) => consent::service::free(conn, place, organisation, whose)?,
        Err(code) => Err(code),
    };
    let mut data = data_of("step", Step::ServiceAccount.as_str(), &[]);
    let kind = match outcome {
        Ok(organisation) => {
            data.insert("organisation".to_owned(), organisation.id.clone().into());
            let opened = held.setup.give_access(Step::ServiceAccount, organisation, done_by(deed));
            data.extend(reopened(&opened));
            EventKind::ConnectionStepDone
        }
        Err(code) => {
            let is_same = was.account.as_ref() == Some(&attempt.row);
            let given = was.setup.done(Step::ServiceAccount).is_some();
            let before = match (given && was.setup.fault(Step::ServiceAccount).is_none(), is_same) {
                (false, _) => Before::Without,
                (true, true) => Before::Same,
                (true, false) => Before::Other,
            };
            let is_new = held.setup.fail(Step::ServiceAccount, code, deed.now);
            if !domain::counts(code, before) || !is_new && (given || is_same) {
                return view::connection(conn, &was);
            }
            // What was given is read as whoever it was given to: an attempt that failed takes no one's place.
            if given {
                attempt.row = was.account.clone().unwrap_or(attempt.row);
            }
            data.insert("code".to_owned(), json!(code));
            EventKind::ConnectionStepFailed
        }
    };
    store::put(conn, &attempt.row)?;
    held.account = Some(attempt.row);
    keep(conn, &was, held, deed, kind, data)
}

/// Forgets the service account of a subscription whose personal data is erased.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<(), Refusal> {
    store::remove(conn, reseller, subscription)?;
    Ok(())
}
