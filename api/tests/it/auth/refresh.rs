//! Refresh tokens turn.

use chrono::TimeDelta;
use serde_json::json;

use super::{refresh, sign_in};
use crate::support::{TestApp, at_once};

const OWNER: &str = "owner@northwind-it.example";

on_both_databases! {
    async fn each_use_gives_a_new_token_of_the_same_session(app: TestApp) {
        app.reseller("Northwind IT").await;
        let first = sign_in(&app, OWNER).await;
        app.clock.advance(TimeDelta::minutes(20));
        app.with_token(&first.access_token()).get("/me").await.expect(401);
        let second = refresh(&app, &first.refresh_token()).await.expect(200);
        assert_ne!(first.refresh_token(), second.refresh_token());
        assert_eq!(second.json()["account"]["email"], OWNER);
        let sessions = app.with_token(&second.access_token()).get("/auth/sessions").await.expect(200);
        let current = sessions.items().into_iter().filter(|session| session["current"] == true).count();
        assert_eq!(current, 1);
        app.clock.advance(TimeDelta::minutes(20));
        refresh(&app, &second.refresh_token()).await.expect(200);
    }

    async fn a_token_used_again_within_ten_seconds_gets_the_same_successor(app: TestApp) {
        app.reseller("Northwind IT").await;
        let first = sign_in(&app, OWNER).await.refresh_token();
        let second = refresh(&app, &first).await.expect(200).refresh_token();
        app.clock.advance(TimeDelta::microseconds(9_999_999));
        assert_eq!(refresh(&app, &first).await.expect(200).refresh_token(), second);
        refresh(&app, &second).await.expect(200);
    }

    async fn a_token_used_again_later_ends_the_whole_family(app: TestApp) {
        app.reseller("Northwind IT").await;
        let first = sign_in(&app, OWNER).await.refresh_token();
        let second = refresh(&app, &first).await.expect(200);
        let other = sign_in(&app, OWNER).await;
        app.clock.advance(TimeDelta::seconds(10));
        refresh(&app, &first).await.refused(401, "unauthenticated");
        refresh(&app, &second.refresh_token()).await.refused(401, "unauthenticated");
        app.with_token(&second.access_token()).get("/me").await.refused(401, "unauthenticated");
        app.with_token(&other.access_token()).get("/me").await.expect(200);
        refresh(&app, &other.refresh_token()).await.expect(200);
    }

    async fn an_ancestor_used_again_ends_the_family_too(app: TestApp) {
        app.reseller("Northwind IT").await;
        let first = sign_in(&app, OWNER).await.refresh_token();
        let second = refresh(&app, &first).await.expect(200).refresh_token();
        app.clock.advance(TimeDelta::seconds(11));
        let third = refresh(&app, &second).await.expect(200).refresh_token();
        refresh(&app, &first).await.expect(401);
        refresh(&app, &third).await.expect(401);
    }

    async fn fifty_at_once_leave_one_family(app: TestApp) {
        app.reseller("Northwind IT").await;
        let first = sign_in(&app, OWNER).await.refresh_token();
        let rows = app.count("refresh_tokens").await;
        let answers = at_once(50, |_| {
            let (app, token) = (app.clone(), first.clone());
            async move { refresh(&app, &token).await.expect(200).refresh_token() }
        })
        .await;
        assert!(answers.iter().all(|token| *token == answers[0]), "{answers:?}");
        assert_eq!(app.count("refresh_tokens").await, rows + 1);
        refresh(&app, &answers[0]).await.expect(200);
    }

    async fn a_token_that_nobody_gave_out_is_refused(app: TestApp) {
        app.reseller("Northwind IT").await;
        let real = sign_in(&app, OWNER).await;
        for token in ["", "x", &real.access_token(), &real.refresh_token().to_lowercase(), &"a".repeat(4000)] {
            refresh(&app, token).await.refused(401, "unauthenticated");
        }
        app.anonymous().post("/auth/refresh", &json!({})).await.refused(401, "unauthenticated");
        refresh(&app, &real.refresh_token()).await.expect(200);
    }

    async fn a_session_ends_thirty_days_after_its_last_use(app: TestApp) {
        app.reseller("Northwind IT").await;
        let mut token = sign_in(&app, OWNER).await.refresh_token();
        for _ in 0..3 {
            app.clock.advance(TimeDelta::days(30) - TimeDelta::microseconds(1));
            token = refresh(&app, &token).await.expect(200).refresh_token();
        }
        app.clock.advance(TimeDelta::days(30));
        refresh(&app, &token).await.refused(401, "unauthenticated");
    }

    async fn signing_out_ends_the_session_and_takes_the_cookie_away(app: TestApp) {
        app.reseller("Northwind IT").await;
        let first = sign_in(&app, OWNER).await;
        let answer = app.anonymous().post("/auth/logout", &json!({})).refresh_token(&first.refresh_token()).await.expect(204);
        assert_eq!(answer.refresh_token(), "");
        assert!(answer.set_cookie().contains("Max-Age=0"), "{}", answer.set_cookie());
        app.with_token(&first.access_token()).get("/me").await.refused(401, "unauthenticated");
        refresh(&app, &first.refresh_token()).await.refused(401, "unauthenticated");
    }

    async fn signing_out_works_with_a_token_of_before_too(app: TestApp) {
        app.reseller("Northwind IT").await;
        let first = sign_in(&app, OWNER).await.refresh_token();
        let second = refresh(&app, &first).await.expect(200).refresh_token();
        app.anonymous().post("/auth/logout", &json!({})).refresh_token(&first).await.expect(204);
        refresh(&app, &second).await.refused(401, "unauthenticated");
    }

    async fn signing_out_is_fine_for_somebody_who_is_not_signed_in(app: TestApp) {
        app.anonymous().post("/auth/logout", &json!({})).await.expect(204);
        app.anonymous().post("/auth/logout", &json!({})).refresh_token("unknown").await.expect(204);
    }
}
