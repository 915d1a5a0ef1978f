//! E-mail address and password.

use serde_json::json;

use super::{credentials, sign_in};
use crate::support::{PASSWORD, TestApp};

on_both_databases! {
    async fn the_right_password_signs_in(app: TestApp) {
        app.reseller("Northwind IT").await;
        let answer = sign_in(&app, "owner@northwind-it.example").await;
        let body = answer.json();
        assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(900)));
        assert_eq!(body["account"]["email"], "owner@northwind-it.example");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        app.with_token(&answer.access_token()).get("/me").await.expect(200);
    }

    async fn the_refresh_token_is_out_of_reach_of_scripts_and_other_sites(app: TestApp) {
        app.reseller("Northwind IT").await;
        let answer = sign_in(&app, "owner@northwind-it.example").await;
        let cookie = answer.set_cookie();
        for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age=2592000"] {
            assert!(cookie.split("; ").any(|given| given == part), "{part} is missing: {cookie}");
        }
        assert!(!answer.text().contains(&answer.refresh_token()));
    }

    async fn the_case_of_the_address_and_white_space_around_it_do_not_count(app: TestApp) {
        app.reseller("Northwind IT").await;
        for email in ["OWNER@Northwind-IT.example", " owner@northwind-it.example "] {
            sign_in(&app, email).await;
        }
    }

    async fn the_password_counts_to_the_letter(app: TestApp) {
        app.reseller("Northwind IT").await;
        for password in [&PASSWORD.to_uppercase(), &format!("{PASSWORD} "), &PASSWORD[1..], "x"] {
            let answer = app.anonymous().post("/auth/login", &credentials("owner@northwind-it.example", password)).await;
            answer.refused(401, "invalid_credentials");
        }
    }

    async fn an_unknown_account_is_answered_like_a_wrong_password(app: TestApp) {
        app.reseller("Northwind IT").await;
        let told = async |email: &str| {
            let answer = app.anonymous().post("/auth/login", &credentials(email, "violet-harbour-tango-94")).await;
            let mut body = answer.json();
            body["instance"].take();
            (answer.status(), body, answer.set_cookie(), answer.header("www-authenticate").map(str::to_owned))
        };
        let (known, unknown) = (told("owner@northwind-it.example").await, told("nobody@northwind-it.example").await);
        assert_eq!(known.0, 401);
        assert_eq!(known, unknown);
    }

    async fn the_session_of_the_cookie_that_comes_along_ends(app: TestApp) {
        app.reseller("Northwind IT").await;
        app.reseller("Contoso Cloud").await;
        let (here, elsewhere) = (sign_in(&app, "owner@northwind-it.example").await, sign_in(&app, "owner@northwind-it.example").await);
        let again = |password: &str| {
            let body = credentials("owner@contoso-cloud.example", password);
            app.anonymous().post("/auth/login", &body).refresh_token(&here.refresh_token())
        };
        again("wrong").await.refused(401, "invalid_credentials");
        app.with_token(&here.access_token()).get("/me").await.expect(200);
        let new = again(PASSWORD).await.expect(200);
        app.with_token(&here.access_token()).get("/me").await.refused(401, "unauthenticated");
        for answer in [&elsewhere, &new] {
            app.with_token(&answer.access_token()).get("/me").await.expect(200);
        }
    }

    async fn all_faults_are_told_at_once(app: TestApp) {
        let answer = app.anonymous().post("/auth/login", &json!({"email": "olga", "remember": true})).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/email invalid_email", "/password required", "/remember unknown_field"]);
    }
}
