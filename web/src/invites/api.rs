//! Calls of people who were invited.

use std::cell::RefCell;

use shared::auth::SignedIn;
use shared::invites::{AcceptInvite, InviteOffer, LookUpInvite};

use crate::api::{self, Answer};

thread_local! {
    /// The last answer, by its token: a language change draws the page anew, and the server counts look-ups.
    static ANSWERED: RefCell<Option<(String, InviteOffer)>> = const { RefCell::new(None) };
}

/// What a token is for.
pub async fn look_up(token: String) -> Answer<InviteOffer> {
    let answered = ANSWERED.with_borrow(|answered| answered.clone().filter(|(asked, _)| *asked == token));
    if let Some((_, offer)) = answered {
        return Ok(offer);
    }
    let offer: InviteOffer = api::post_public("/invites/lookup", &LookUpInvite { token: token.clone() }).await?;
    ANSWERED.replace(Some((token, offer.clone())));
    Ok(offer)
}

/// Accepts with a new account.
pub async fn accept_new(accept: AcceptInvite) -> Answer<SignedIn> {
    api::post_public("/invites/accept", &accept).await
}

/// Accepts with the account that is signed in.
pub async fn accept_signed_in(token: String) -> Answer<SignedIn> {
    api::post_plain("/invites/accept", &AcceptInvite { token, full_name: None, phone: None, password: None }).await
}
