//! Who is signed in.

use std::cell::RefCell;

use leptos::prelude::*;
use shared::accounts::Me;
use shared::auth::SignedIn;
use shared::body::Empty;
use shared::ids::SubscriptionId;
use shared::rights::Right;

use crate::api::{self, ClientError};
use crate::i18n::{self, text};
use crate::palette;
use crate::ui::toast;

/// Whether somebody is signed in.
#[derive(Debug, Clone, PartialEq)]
pub enum Session {
    /// Not known yet: the app has just started and asks.
    Starting,
    /// The app asked and got no answer.
    Unreachable(ClientError),
    /// Nobody.
    SignedOut,
    /// This account.
    SignedIn(Box<Me>),
}

thread_local! {
    static SESSION: RefCell<ArcRwSignal<Session>> = RefCell::new(ArcRwSignal::new(Session::Starting));
}

fn signal() -> ArcRwSignal<Session> {
    SESSION.with_borrow(Clone::clone)
}

/// The session as it stands; tracked.
pub fn session() -> Session {
    signal().get()
}

/// The account that is signed in; tracked.
pub fn me() -> Option<Me> {
    signal().with(|session| if let Session::SignedIn(me) = session { Some((**me).clone()) } else { None })
}

/// The account that is signed in, for event handlers: not tracked.
pub fn me_untracked() -> Option<Me> {
    untrack(me)
}

/// Whether the account's role in its reseller has the right; tracked.
pub fn may(right: Right) -> bool {
    me().and_then(|me| me.reseller).is_some_and(|reseller| reseller.rights.contains(&right))
}

/// What the account may do with a subscription; not tracked.
pub fn rights_on(id: SubscriptionId) -> Vec<Right> {
    let me = me_untracked();
    let reseller = me.as_ref().and_then(|me| me.reseller.as_ref()).map(|reseller| &reseller.rights);
    let own = || me.as_ref()?.subscriptions.iter().find(|membership| membership.id == id).map(|membership| &membership.rights);
    reseller.or_else(own).cloned().unwrap_or_default()
}

/// Finds out at the start who is signed in. Asks the server only where somebody signed in before.
pub async fn start() {
    if !api::may_be_signed_in() {
        return signal().set(Session::SignedOut);
    }
    if let Err(error) = api::refresh().await
        && matches!(untrack(session), Session::Starting | Session::Unreachable(_))
    {
        signal().set(Session::Unreachable(error));
    }
}

/// Takes a sign-in over: token, account and the account's language.
pub fn enter(signed_in: SignedIn) {
    api::start_session(&signed_in);
    update(signed_in.account);
}

/// Takes a changed account over.
pub fn update(me: Me) {
    let locale = me.locale;
    let next = Session::SignedIn(Box::new(me));
    if untrack(session) != next {
        signal().set(next);
    }
    i18n::set_locale(locale);
}

/// Forgets the session: it was ended here, in another tab, or by the server.
pub fn lose() {
    api::stop_session();
    palette::forget();
    if untrack(session) != Session::SignedOut {
        signal().set(Session::SignedOut);
    }
}

/// The server no longer knows the session: says so to whom it takes away from a page.
pub fn ended_by_server() {
    let had_page = matches!(untrack(session), Session::SignedIn(_));
    lose();
    if had_page {
        toast::warn(text::problems::unauthenticated());
    }
}

/// Signs out. The server forgets the session; where it can't be told, this browser forgets it all the same, and says that
/// the session goes on elsewhere: its cookie can't be taken away from here.
pub async fn sign_out() {
    let answer = api::post_public::<_, ()>("/auth/logout", &Empty {}).await;
    lose();
    if answer.is_err() {
        toast::warn(text::shell::sign_out_unheard());
    }
}
