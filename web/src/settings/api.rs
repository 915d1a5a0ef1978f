//! Calls of the settings.

use shared::accounts::{ChangeEmail, ChangeMe, ChangePassword, Me};
use shared::auth::Sessions;
use shared::body::Empty;
use shared::ids::{InviteId, MemberId, SessionId};
use shared::invites::Invite;
use shared::page::Page;
use shared::resellers::{ChangeReseller, ChangeResellerMember, InviteColleague, Reseller, ResellerMember};
use shared::two_factor::{BeginTwoFactor, EndTwoFactor, RecoveryCodes, TwoFactorBeginning, TwoFactorCode};

use crate::api::{self, Answer};

/// Changes one's own profile.
pub async fn change_me(change: ChangeMe, version: i64) -> Answer<Me> {
    api::patch("/me", &change, version).await
}

pub(super) async fn change_password(change: ChangePassword) -> Answer<()> {
    api::post_plain("/me/password", &change).await
}

pub(super) async fn change_email(change: ChangeEmail) -> Answer<Me> {
    api::post_plain("/me/email", &change).await
}

pub(super) async fn begin_two_factor(begin: BeginTwoFactor) -> Answer<TwoFactorBeginning> {
    api::post_plain("/me/two-factor/begin", &begin).await
}

pub(super) async fn confirm_two_factor(code: String) -> Answer<RecoveryCodes> {
    api::post_plain("/me/two-factor/confirm", &TwoFactorCode { code }).await
}

pub(super) async fn replace_recovery_codes(code: String) -> Answer<RecoveryCodes> {
    api::post_plain("/me/two-factor/recovery-codes", &TwoFactorCode { code }).await
}

pub(super) async fn end_two_factor(end: EndTwoFactor) -> Answer<()> {
    api::post_plain("/me/two-factor/end", &end).await
}

pub(super) async fn me() -> Answer<Me> {
    api::get("/me").await
}

pub(super) async fn sessions() -> Answer<Sessions> {
    api::get("/auth/sessions").await
}

pub(super) async fn end_session(id: SessionId) -> Answer<()> {
    api::delete(&format!("/auth/sessions/{id}")).await
}

pub(super) async fn reseller() -> Answer<Reseller> {
    api::get("/reseller").await
}

pub(super) async fn change_reseller(change: ChangeReseller, version: i64) -> Answer<Reseller> {
    api::patch("/reseller", &change, version).await
}

pub(super) async fn members(cursor: Option<String>) -> Answer<Page<ResellerMember>> {
    api::get(&with_cursor("/reseller/members?limit=50", cursor)).await
}

pub(super) async fn change_member(id: MemberId, change: ChangeResellerMember, version: i64) -> Answer<ResellerMember> {
    api::patch(&format!("/reseller/members/{id}"), &change, version).await
}

pub(super) async fn remove_member(id: MemberId) -> Answer<()> {
    api::delete(&format!("/reseller/members/{id}")).await
}

/// Those that can still be accepted, or sent again.
pub(super) async fn invites(cursor: Option<String>) -> Answer<Page<Invite>> {
    api::get(&with_cursor("/reseller/invites?open=true&limit=50", cursor)).await
}

fn with_cursor(path: &str, cursor: Option<String>) -> String {
    // A cursor holds only letters, digits, `-` and `_`.
    cursor.map_or_else(|| path.to_owned(), |cursor| format!("{path}&cursor={cursor}"))
}

pub(super) async fn invite(invite: InviteColleague) -> Answer<Invite> {
    api::post("/reseller/invites", &invite).await
}

pub(super) async fn resend_invite(id: InviteId) -> Answer<Invite> {
    api::post(&format!("/reseller/invites/{id}/resend"), &Empty {}).await
}

pub(super) async fn revoke_invite(id: InviteId) -> Answer<()> {
    api::delete(&format!("/reseller/invites/{id}")).await
}
