//! Rows of invites as the contract shows them.

use chrono::{DateTime, Utc};
use shared::invites::Invite;

use super::domain;
use super::store::InviteRow;

pub(super) fn invite(row: InviteRow, now: DateTime<Utc>) -> Invite {
    let expires_at = row.expires_at.into();
    Invite {
        id: row.id,
        subscription_id: row.subscription_id,
        email: row.email,
        full_name: row.full_name,
        role: row.role,
        locale: row.locale,
        state: domain::state_at(row.state, expires_at, now),
        delivery: row.delivery,
        delivery_detail: row.delivery_detail,
        sent_at: row.sent_at.map(Into::into),
        expires_at,
        invited_by: row.invited_by,
        created_at: row.created_at.into(),
        accepted_at: row.accepted_at.map(Into::into),
        version: row.version,
    }
}
