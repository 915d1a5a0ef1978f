//! Forgotten passwords, and how strong a new one is.

use chrono::TimeDelta;
use serde_json::json;

use super::{credentials, refresh, sign_in};
use crate::support::{Answer, PASSWORD, TestApp, at_once};

const OWNER: &str = "owner@northwind-it.example";
const NEW: &str = "marble-orbit-walnut-58";

async fn forgot(app: &TestApp, email: &str) -> Answer {
    app.anonymous().post("/auth/password/forgot", &json!({"email": email})).await
}

async fn reset(app: &TestApp, token: &str, password: &str) -> Answer {
    app.anonymous().post("/auth/password/reset", &json!({"token": token, "password": password})).await
}

/// The token of the link that is mailed to the owner.
async fn token(app: &TestApp) -> String {
    forgot(app, OWNER).await.expect(204);
    app.mail_to(OWNER).await.token()
}

on_both_databases! {
    async fn the_answer_is_the_same_for_an_unknown_address_and_only_a_known_one_gets_a_mail(app: TestApp) {
        app.reseller("Northwind IT").await;
        let told = |answer: Answer| (answer.status(), answer.text(), answer.header("content-length").map(str::to_owned), answer.set_cookie());
        let known = told(forgot(&app, OWNER).await);
        let unknown = told(forgot(&app, "nobody@northwind-it.example").await);
        assert_eq!(known.0, 204);
        assert_eq!(known, unknown);
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!((mails[0].to(), mails[0].subject()), (format!("\"Olga Ostrova\" <{OWNER}>"), "Set a new password for Countersign".to_owned()));
        assert!(mails[0].link().starts_with("https://portal.example/reset-password#"), "{}", mails[0].link());
    }

    async fn the_mailed_link_sets_a_new_password_and_ends_all_sessions(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let desk = sign_in(&app, OWNER).await;
        reset(&app, &token(&app).await, NEW).await.expect(204);
        northwind.owner().get("/me").await.refused(401, "unauthenticated");
        app.with_token(&desk.access_token()).get("/me").await.refused(401, "unauthenticated");
        refresh(&app, &desk.refresh_token()).await.refused(401, "unauthenticated");
        app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).await.refused(401, "invalid_credentials");
        app.anonymous().post("/auth/login", &credentials(OWNER, NEW)).await.expect(200);
        assert_eq!(app.mail_to(OWNER).await.subject(), "Your password was changed");
    }

    async fn a_link_that_was_replaced_before_it_was_mailed_is_not_mailed(app: TestApp) {
        app.reseller("Northwind IT").await;
        for _ in 0..3 {
            forgot(&app, OWNER).await.expect(204);
        }
        let mails = app.mails_to(OWNER).await;
        assert_eq!(mails.len(), 1, "of three links one lives");
        reset(&app, &mails[0].token(), NEW).await.expect(204);
    }

    async fn a_link_works_once(app: TestApp) {
        app.reseller("Northwind IT").await;
        let token = token(&app).await;
        reset(&app, &token, NEW).await.expect(204);
        reset(&app, &token, "copper-lantern-meadow-17").await.refused(410, "link_expired");
        app.anonymous().post("/auth/login", &credentials(OWNER, NEW)).await.expect(200);
    }

    async fn of_twenty_uses_at_once_one_counts(app: TestApp) {
        app.reseller("Northwind IT").await;
        let token = token(&app).await;
        let answers = at_once(20, |n| {
            let (app, token) = (app.clone(), token.clone());
            async move { reset(&app, &token, &format!("{NEW}-{n}")).await.status() }
        })
        .await;
        assert_eq!(answers.iter().filter(|status| **status == 204).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 410).count(), 19, "{answers:?}");
    }

    async fn a_link_works_up_to_but_not_at_the_end_of_its_hour(app: TestApp) {
        app.reseller("Northwind IT").await;
        let late = token(&app).await;
        app.clock.advance(TimeDelta::hours(1));
        reset(&app, &late, NEW).await.refused(410, "link_expired");
        let in_time = token(&app).await;
        app.clock.advance(TimeDelta::hours(1) - TimeDelta::microseconds(1));
        reset(&app, &in_time, NEW).await.expect(204);
    }

    async fn a_newer_link_replaces_the_older(app: TestApp) {
        app.reseller("Northwind IT").await;
        let (older, newer) = (token(&app).await, token(&app).await);
        assert_ne!(older, newer);
        reset(&app, &older, NEW).await.refused(410, "link_expired");
        reset(&app, &newer, NEW).await.expect(204);
    }

    async fn a_refused_password_uses_nothing_up(app: TestApp) {
        app.reseller("Northwind IT").await;
        let token = token(&app).await;
        for (password, fault) in [
            ("short", "/password too_short"),
            ("passwordpassword", "/password too_weak"),
            (OWNER, "/password too_weak"),
            (&"x".repeat(257), "/password too_long"),
        ] {
            let answer = reset(&app, &token, password).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), [fault]);
        }
        sign_in(&app, OWNER).await;
        reset(&app, &token, NEW).await.expect(204);
    }

    async fn a_token_that_nobody_gave_out_is_answered_like_an_old_one(app: TestApp) {
        app.reseller("Northwind IT").await;
        for token in ["x", &"a".repeat(43), "' OR 1=1 --"] {
            reset(&app, token, NEW).await.refused(410, "link_expired");
        }
        let answer = reset(&app, "", NEW).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/token blank"]);
    }

    async fn the_sixth_mail_to_an_address_in_an_hour_is_answered_alike_and_not_sent(app: TestApp) {
        app.reseller("Northwind IT").await;
        for _ in 0..6 {
            forgot(&app, OWNER).await.expect(204);
            app.catch_up().await;
        }
        assert_eq!(app.mails_to(OWNER).await.len(), 5);
        app.clock.advance(TimeDelta::hours(1));
        forgot(&app, OWNER).await.expect(204);
        assert_eq!(app.mails_to(OWNER).await.len(), 6);
    }

    async fn tokens_can_be_tried_fifty_times_from_an_address(app: TestApp) {
        app.reseller("Northwind IT").await;
        for _ in 0..50 {
            reset(&app, "guess", NEW).await.expect(410);
        }
        let answer = reset(&app, "guess", NEW).await.refused(429, "too_many_attempts");
        assert_eq!(answer.header("retry-after"), Some("900"));
    }

    async fn a_password_changed_in_the_meantime_makes_the_link_worthless(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let token = token(&app).await;
        northwind.owner().post("/me/password", &json!({"current": PASSWORD, "new": "copper-lantern-meadow-17"})).await.expect(204);
        reset(&app, &token, NEW).await.refused(410, "link_expired");
    }

    async fn the_strength_of_a_password_is_told_in_the_language_of_the_request(app: TestApp) {
        let ask = async |password: &str, language: &str| {
            app.anonymous().post("/auth/password/strength", &json!({"password": password})).language(language).await.expect(200).json()
        };
        for (password, acceptable) in [("", false), ("password", false), ("violet-tango", true), ("kW8#x!q", false), (NEW, true)] {
            let told = ask(password, "en").await;
            assert_eq!(told["acceptable"], acceptable, "{password}: {told}");
            assert!(acceptable || !told["suggestions"].as_array().unwrap().is_empty() || password == "kW8#x!q", "{password}: {told}");
        }
        let (english, french) = (ask("password", "en").await, ask("password", "fr").await);
        assert_eq!(english["score"], french["score"]);
        assert_ne!(english["suggestions"], french["suggestions"]);
        let answer = app.anonymous().post("/auth/password/strength", &json!({"password": "x".repeat(257)})).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/password too_long"]);
    }
}
