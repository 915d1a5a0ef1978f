//! The reseller and its team.

mod invite_races;
mod invites;
mod members;
mod reseller;

use crate::support::Caller;

/// The id of a colleague's membership.
async fn membership(owner: &Caller, email: &str) -> String {
    let items = owner.get("/reseller/members").await.expect(200).items();
    let found = items.iter().find(|member| member["email"] == email).unwrap_or_else(|| panic!("{email} is no member"));
    found["id"].as_str().unwrap().to_owned()
}
