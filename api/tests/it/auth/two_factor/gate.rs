//! Nobody gets a session of an account with a second factor without it.

use chrono::TimeDelta;
use serde_json::json;
use shared::rights::SubscriptionRole;

use super::{OWNER, login, turn_on};
use crate::support::{PASSWORD, TestApp, at_once, invite};

const NEW: &str = "marble-orbit-walnut-58";

on_both_databases! {
    async fn the_password_alone_is_told_that_a_code_is_needed_and_opens_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        turn_on(&app, northwind.owner()).await;
        let before = app.count("sessions").await;
        let answer = login(&app, OWNER, PASSWORD, None).await.refused(401, "two_factor_required");
        assert_eq!((answer.set_cookie(), answer.device_cookie()), (String::new(), String::new()));
        assert_eq!(app.count("sessions").await, before);
    }

    async fn who_does_not_have_the_password_learns_nothing_of_it(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, codes) = turn_on(&app, northwind.owner()).await;
        let right = authenticator.next(&app);
        let told = async |email: &str, code: Option<&str>| {
            let answer = login(&app, email, "violet-harbour-tango-94", code).await;
            let mut body = answer.json();
            body["instance"].take();
            (answer.status(), body, answer.set_cookie())
        };
        let unknown = told("nobody@northwind-it.example", None).await;
        assert_eq!(unknown.1["code"], "invalid_credentials");
        for code in [None, Some("000000"), Some(right.as_str()), Some(codes[0].as_str())] {
            assert_eq!(told(OWNER, code).await, unknown);
            assert_eq!(told("nobody@northwind-it.example", code).await, unknown);
        }
        // And none of them was used up.
        login(&app, OWNER, PASSWORD, Some(&right)).await.expect(200);
        login(&app, OWNER, PASSWORD, Some(&codes[0])).await.expect(200);
    }

    async fn a_code_signs_in_once(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, _) = turn_on(&app, northwind.owner()).await;
        login(&app, OWNER, PASSWORD, Some(&authenticator.code(&app))).await.refused(401, "invalid_code");
        let code = authenticator.next(&app);
        let token = login(&app, OWNER, PASSWORD, Some(&code)).await.expect(200).access_token();
        app.with_token(&token).get("/me").await.expect(200);
        login(&app, OWNER, PASSWORD, Some(&code)).await.refused(401, "invalid_code");
    }

    async fn a_code_counts_one_interval_before_and_after_its_own(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, _) = turn_on(&app, northwind.owner()).await;
        app.clock.advance(TimeDelta::minutes(5));
        let step = app.clock.now().timestamp() / 30;
        for (ahead, status) in [(-2, 401), (2, 401), (-1, 200), (0, 200), (1, 200), (0, 401)] {
            let answer = login(&app, OWNER, PASSWORD, Some(&authenticator.0.code(step + ahead))).await;
            assert_eq!(answer.status(), status, "{ahead}: {}", answer.text());
        }
    }

    async fn of_one_code_sent_many_times_at_once_one_opens_a_session(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, _) = turn_on(&app, northwind.owner()).await;
        let (code, server) = (authenticator.next(&app), app.clone());
        let before = app.count("sessions").await;
        let answers = at_once(8, |_| {
            let (app, code) = (server.clone(), code.clone());
            async move { login(&app, OWNER, PASSWORD, Some(&code)).await.status() }
        })
        .await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 401).count(), 7, "{answers:?}");
        assert_eq!(app.count("sessions").await, before + 1);
    }

    async fn ten_wrong_codes_keep_everybody_out_until_the_window_ends(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, codes) = turn_on(&app, northwind.owner()).await;
        for _ in 0..10 {
            // The password alone costs no place, and gives none of the wrong codes' back.
            login(&app, OWNER, PASSWORD, None).await.refused(401, "two_factor_required");
            login(&app, OWNER, PASSWORD, Some(&authenticator.wrong(&app))).await.refused(401, "invalid_code");
        }
        for code in [None, Some(authenticator.code(&app)), Some(codes[0].clone())] {
            login(&app, OWNER, PASSWORD, code.as_deref()).await.refused(429, "too_many_attempts");
        }
        app.clock.advance(TimeDelta::minutes(15));
        login(&app, OWNER, PASSWORD, Some(&codes[0])).await.expect(200);
    }

    async fn marked_browsers_get_no_more_wrong_codes_than_strangers(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let marks = [login(&app, OWNER, PASSWORD, None).await.mark(), login(&app, OWNER, PASSWORD, None).await.mark()];
        let (authenticator, codes) = turn_on(&app, northwind.owner()).await;
        for n in 0..10 {
            let body = json!({"email": OWNER, "password": PASSWORD, "code": authenticator.wrong(&app)});
            app.anonymous().post("/auth/login", &body).marked(&marks[n % 2]).await.refused(401, "invalid_code");
        }
        let body = json!({"email": OWNER, "password": PASSWORD, "code": codes[0]});
        app.anonymous().post("/auth/login", &body).marked(&marks[0]).await.refused(429, "too_many_attempts");
        // Strangers' places were never touched: they have the same ten.
        app.anonymous().post("/auth/login", &body).await.refused(429, "too_many_attempts");
    }

    async fn a_right_code_gives_the_places_back(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, _) = turn_on(&app, northwind.owner()).await;
        for _ in 0..2 {
            for _ in 0..9 {
                login(&app, OWNER, PASSWORD, Some(&authenticator.wrong(&app))).await.refused(401, "invalid_code");
            }
            login(&app, OWNER, PASSWORD, Some(&authenticator.next(&app))).await.expect(200);
        }
    }

    async fn a_new_password_by_mail_opens_no_session_and_leaves_it_on(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, _) = turn_on(&app, northwind.owner()).await;
        app.anonymous().post("/auth/password/forgot", &json!({"email": OWNER})).await.expect(204);
        let token = app.mails_to(OWNER).await.iter().find(|mail| mail.subject().starts_with("Set a new")).unwrap().token();
        let answer = app.anonymous().post("/auth/password/reset", &json!({"token": token, "password": NEW})).await.expect(204);
        assert_eq!(answer.set_cookie(), "");
        login(&app, OWNER, NEW, None).await.refused(401, "two_factor_required");
        login(&app, OWNER, NEW, Some(&authenticator.next(&app))).await.expect(200);
    }

    async fn an_invite_lets_an_account_in_by_a_session_alone(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let first = northwind.subscription().contact("camille@mercier.example").create().await;
        let camille = northwind.customer(&first, SubscriptionRole::Admin).await;
        let (authenticator, _) = turn_on(&app, &camille).await;
        let second = northwind.subscription().company("Second").contact("luc@second.example").create().await;
        northwind.owner().post(&second.path("/invites"), &invite(&camille.email, "editor")).await.expect(201);
        let token = app.mail_to(&camille.email).await.token();
        let accepting = json!({"token": token, "full_name": "Camille Mercier", "password": PASSWORD});
        app.anonymous().post("/invites/accept", &accepting).await.refused(409, "sign_in_to_accept");
        login(&app, &camille.email, PASSWORD, None).await.refused(401, "two_factor_required");
        let signed_in = login(&app, &camille.email, PASSWORD, Some(&authenticator.next(&app))).await.expect(200);
        let accepted = app.with_token(&signed_in.access_token()).post("/invites/accept", &json!({"token": token})).await.expect(200);
        assert_eq!(accepted.json()["account"]["two_factor"]["recovery_codes_left"], 10);
    }

    async fn a_session_goes_on_without_another_code(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, _) = turn_on(&app, northwind.owner()).await;
        let signed_in = login(&app, OWNER, PASSWORD, Some(&authenticator.next(&app))).await.expect(200);
        app.anonymous().post("/auth/refresh", &json!({})).refresh_token(&signed_in.refresh_token()).await.expect(200);
    }

    async fn a_code_that_is_not_needed_does_no_harm(app: TestApp) {
        app.reseller("Northwind IT").await;
        login(&app, OWNER, PASSWORD, Some("287082")).await.expect(200);
        let refused = login(&app, OWNER, PASSWORD, Some("2870")).await.refused(422, "invalid_fields");
        assert_eq!(refused.faults(), ["/code wrong_code"]);
    }
}
