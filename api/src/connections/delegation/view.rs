//! A service account as the contract shows it: without its key.

use shared::connections::{ConnectionServiceAccount, ConnectionStep as Step};

use super::domain;
use crate::connections::platforms;
use crate::connections::service::Held;

/// What is shown of a product that asks for one. The installation's own number is filled in where it is known.
pub(in crate::connections) fn service_account(held: &Held) -> Option<ConnectionServiceAccount> {
    if !platforms::has(held.product, Step::ServiceAccount) {
        return None;
    }
    let account = held.account.as_ref();
    Some(ConnectionServiceAccount {
        client_id: account.and_then(|account| account.client_id.clone()),
        scopes: domain::scopes(&held.setup).into_iter().map(str::to_owned).collect(),
        administrator: account.map(|account| account.administrator.clone()),
        own_key: account.is_some_and(|account| account.client_id.is_some()),
    })
}
