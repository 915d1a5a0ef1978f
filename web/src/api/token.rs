//! The access token, in memory alone, and the refresh that all calls share.

use std::cell::{Cell, RefCell};

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use shared::auth::SignedIn;
use shared::body::Empty;
use wasm_bindgen_futures::spawn_local;

use super::client::{Call, Credential, send};
use super::{Answer, ClientError, read, write};
use crate::session;
use crate::ui::browser;

/// Says that this browser may hold a refresh cookie, which scripts can't see; a first visit asks nothing.
pub const HINT: &str = "countersign.session";
/// A token that ends within this time is renewed before it is used.
const EARLY_MILLIS: i64 = 30_000;

struct Token {
    text: String,
    ends_at_millis: i64,
}

type Refresh = Shared<LocalBoxFuture<'static, Answer<()>>>;

thread_local! {
    static TOKEN: RefCell<Option<Token>> = const { RefCell::new(None) };
    static RUNNING: RefCell<Option<Refresh>> = const { RefCell::new(None) };
    static ROUND: Cell<u32> = const { Cell::new(0) };
}

/// Whether somebody signed in with this browser and did not sign out.
pub fn may_be_signed_in() -> bool {
    browser::kept(HINT).is_some()
}

/// Keeps the token of a sign-in, a setup, an accepted invite or a refresh.
pub fn start_session(signed_in: &SignedIn) {
    let lasts = i64::from(signed_in.expires_in) * 1000;
    let token = Token { text: signed_in.access_token.clone(), ends_at_millis: browser::now_millis() + lasts };
    TOKEN.replace(Some(token));
    browser::keep(HINT, Some("1"));
}

/// Forgets the token.
pub fn stop_session() {
    TOKEN.replace(None);
    ROUND.set(ROUND.get().wrapping_add(1));
    browser::keep(HINT, None);
}

/// A token that lasts a while yet.
pub(super) async fn fresh() -> Answer<String> {
    match current(|token| token.ends_at_millis - EARLY_MILLIS > browser::now_millis()) {
        Some(token) => Ok(token),
        None => after_refresh().await,
    }
}

/// Another token than the one that was just refused.
pub(super) async fn renewed(refused: &str) -> Answer<String> {
    match current(|token| token.text != refused) {
        Some(token) => Ok(token),
        None => after_refresh().await,
    }
}

/// Asks for a new access token by the refresh cookie; all who ask meanwhile wait for the same answer.
pub async fn refresh() -> Answer<()> {
    RUNNING.with_borrow_mut(|running| running.get_or_insert_with(begin).clone()).await
}

/// Runs by itself, so that a page that is left does not stop it for the others.
fn begin() -> Refresh {
    let refresh = async {
        let answer = ask().await;
        RUNNING.replace(None);
        answer
    };
    let refresh = refresh.boxed_local().shared();
    spawn_local(refresh.clone().map(drop));
    refresh
}

async fn after_refresh() -> Answer<String> {
    refresh().await?;
    current(|_| true).ok_or(ClientError::Unexpected { request_id: None })
}

async fn ask() -> Answer<()> {
    let round = ROUND.get();
    let body = Some(write(&Empty {})?.into());
    // Boxed, since a call may refresh and a refresh is a call.
    let call = Call { body, credential: Credential::None, ..Call::new("POST", "/auth/refresh") };
    let answer = send(call).boxed_local().await.and_then(|text| read::<SignedIn>(&text));
    if round != ROUND.get() {
        return Err(ClientError::Unexpected { request_id: None });
    }
    match answer {
        Ok(signed_in) => {
            session::enter(signed_in);
            Ok(())
        }
        Err(error) => {
            if matches!(&error, ClientError::Problem(problem) if problem.status == 401 || problem.status == 403) {
                session::ended_by_server();
            }
            Err(error)
        }
    }
}

fn current(fits: impl Fn(&Token) -> bool) -> Option<String> {
    TOKEN.with_borrow(|token| token.as_ref().filter(|token| fits(token)).map(|token| token.text.clone()))
}
