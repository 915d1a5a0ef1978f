//! A password is looked at outside the transaction that it opens the way to, so that it may have been changed by then.

use countersign::auth::service::{self, Browser};
use countersign::auth::sign_in::{self, Begun};
use countersign::refusal::Refusal;
use shared::problem::ProblemCode;

use crate::support::TestApp;

const OWNER: &str = "owner@northwind-it.example";

on_both_databases! {
    async fn a_sign_in_with_the_old_password_opens_nothing_after_a_reset(app: TestApp) {
        app.reseller("Northwind IT").await;
        let now = app.clock.now();
        let begin = move |conn: &mut _| sign_in::begin(conn, OWNER, None, "203.0.113.7", now);
        let Begun { places, known } = app.tx(begin).await;
        let (account, hash) = known.unwrap();
        let (vault, same) = (app.state.vault.clone(), app.state.vault.clone());
        app.tx(move |conn| {
            let (_, token) = service::make_reset(conn, OWNER, now)?.unwrap();
            service::reset_password(conn, &vault, &token, "another hash", now)
        })
        .await;
        let before = app.count("sessions WHERE revoked_at IS NULL").await;
        let finish = move |conn: &mut _| sign_in::finish(conn, &same, &places, (account, &hash), (OWNER, None), Browser::default(), now);
        let finished = app.state.db.tx(finish).await;
        assert!(matches!(finished, Err(Refusal::Problem(ProblemCode::InvalidCredentials))), "{finished:?}");
        assert_eq!(app.count("sessions WHERE revoked_at IS NULL").await, before);
    }
}
