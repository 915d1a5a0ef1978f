//! The addresses of a subscription's people and invites.

use shared::body::Empty;
use shared::ids::{InviteId, MemberId, SubscriptionId};
use shared::invites::Invite;
use shared::members::{ChangeMember, InviteMember, Member};
use shared::page::Page;
use shared::rights::SubscriptionRole;

use crate::api::{self, Answer};

/// Rows of a page: most customers have fewer people than that.
const LIMIT: u32 = 100;

fn paged(path: &str, cursor: Option<&str>) -> String {
    let separator = if path.contains('?') { '&' } else { '?' };
    // A cursor holds only letters, digits, `-` and `_`.
    let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
    format!("{path}{separator}limit={LIMIT}{cursor}")
}

pub(super) async fn members(id: SubscriptionId, cursor: Option<&str>) -> Answer<Page<Member>> {
    api::get(&paged(&format!("/subscriptions/{id}/members"), cursor)).await
}

/// Those that can still be accepted, or sent again.
pub(super) async fn invites(id: SubscriptionId, cursor: Option<&str>) -> Answer<Page<Invite>> {
    api::get(&paged(&format!("/subscriptions/{id}/invites?open=true"), cursor)).await
}

pub(super) async fn change_role(id: SubscriptionId, member: MemberId, role: SubscriptionRole, version: i64) -> Answer<Member> {
    api::patch(&format!("/subscriptions/{id}/members/{member}"), &ChangeMember { role }, version).await
}

pub(super) async fn remove(id: SubscriptionId, member: MemberId) -> Answer<()> {
    api::delete(&format!("/subscriptions/{id}/members/{member}")).await
}

pub(super) async fn invite(id: SubscriptionId, wanted: InviteMember) -> Answer<Invite> {
    api::post(&format!("/subscriptions/{id}/invites"), &wanted).await
}

pub(super) async fn revoke(id: SubscriptionId, invite: InviteId) -> Answer<()> {
    api::delete(&format!("/subscriptions/{id}/invites/{invite}")).await
}

pub(super) async fn resend(id: SubscriptionId, invite: InviteId) -> Answer<Invite> {
    api::post(&format!("/subscriptions/{id}/invites/{invite}/resend"), &Empty {}).await
}
