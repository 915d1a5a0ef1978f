//! Strangers who guess don't keep out who signed in before.

use chrono::TimeDelta;
use serde_json::json;

use super::{credentials, refresh, sign_in};
use crate::support::{Answer, PASSWORD, SETUP_CODE, TestApp};

const OWNER: &str = "owner@northwind-it.example";

async fn from(app: &TestApp, mark: &str, email: &str, password: &str) -> Answer {
    app.anonymous().post("/auth/login", &credentials(email, password)).marked(mark).await
}

/// Uses up the places that strangers have for the owner's account.
async fn lock(app: &TestApp) {
    for _ in 0..10 {
        app.anonymous().post("/auth/login", &credentials(OWNER, "wrong")).await.refused(401, "invalid_credentials");
    }
    app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).await.refused(429, "too_many_attempts");
}

on_both_databases! {
    async fn a_browser_that_signed_in_before_gets_in_where_strangers_are_locked_out(app: TestApp) {
        app.reseller("Northwind IT").await;
        let mark = sign_in(&app, OWNER).await.mark();
        lock(&app).await;
        from(&app, &mark, OWNER, PASSWORD).await.expect(200);
        // However the address is written; and strangers got no places by it.
        from(&app, &mark, &OWNER.to_uppercase(), PASSWORD).await.expect(200);
        app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).await.refused(429, "too_many_attempts");
    }

    async fn it_has_ten_places_of_its_own_and_then_those_of_strangers(app: TestApp) {
        app.reseller("Northwind IT").await;
        let (mark, other) = (sign_in(&app, OWNER).await.mark(), sign_in(&app, OWNER).await.mark());
        for _ in 0..20 {
            from(&app, &mark, OWNER, "wrong").await.refused(401, "invalid_credentials");
        }
        from(&app, &mark, OWNER, PASSWORD).await.refused(429, "too_many_attempts");
        app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).await.refused(429, "too_many_attempts");
        from(&app, &other, OWNER, PASSWORD).await.expect(200);
        app.clock.advance(TimeDelta::minutes(15));
        from(&app, &mark, OWNER, PASSWORD).await.expect(200);
    }

    async fn its_wrong_passwords_take_no_places_of_strangers(app: TestApp) {
        app.reseller("Northwind IT").await;
        let mark = sign_in(&app, OWNER).await.mark();
        for _ in 0..10 {
            from(&app, &mark, OWNER, "wrong").await.expect(401);
        }
        lock(&app).await;
    }

    async fn the_right_password_gives_its_places_back(app: TestApp) {
        app.reseller("Northwind IT").await;
        let mark = sign_in(&app, OWNER).await.mark();
        lock(&app).await;
        for _ in 0..3 {
            for _ in 0..9 {
                from(&app, &mark, OWNER, "wrong").await.expect(401);
            }
            from(&app, &mark, OWNER, PASSWORD).await.expect(200);
        }
    }

    async fn a_mark_that_is_forged_old_or_another_accounts_helps_nobody(app: TestApp) {
        app.reseller("Northwind IT").await;
        app.reseller("Contoso Cloud").await;
        let mark = sign_in(&app, OWNER).await.mark();
        let theirs = sign_in(&app, "owner@contoso-cloud.example").await.mark();
        lock(&app).await;
        let (stem, signature) = mark.rsplit_once('.').unwrap();
        let (_, other) = theirs.rsplit_once('.').unwrap();
        let later = app.clock.now().timestamp() + 1;
        let nonce = stem.split_once('.').unwrap().1;
        for forged in ["x", "..", stem, &theirs, &format!("{stem}.{other}"), &format!("{later}.{nonce}.{signature}"), &format!("{mark}A")] {
            from(&app, forged, OWNER, PASSWORD).await.refused(429, "too_many_attempts");
        }
        from(&app, &mark, OWNER, PASSWORD).await.expect(200);
        app.clock.advance(TimeDelta::days(180));
        lock(&app).await;
        from(&app, &mark, OWNER, PASSWORD).await.refused(429, "too_many_attempts");
    }

    async fn a_mark_opens_nothing_by_itself(app: TestApp) {
        app.reseller("Northwind IT").await;
        let mark = sign_in(&app, OWNER).await.mark();
        from(&app, &mark, OWNER, "wrong").await.refused(401, "invalid_credentials");
        app.anonymous().post("/auth/refresh", &json!({})).marked(&mark).await.refused(401, "unauthenticated");
        app.with_token(&mark).get("/me").await.refused(401, "unauthenticated");
    }

    async fn it_is_out_of_reach_of_scripts_and_other_sites_and_lasts_for_180_days(app: TestApp) {
        app.reseller("Northwind IT").await;
        let answer = sign_in(&app, OWNER).await;
        let cookie = answer.device_cookie();
        for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age=15552000"] {
            assert!(cookie.split("; ").any(|given| given == part), "{part} is missing: {cookie}");
        }
        assert!(!answer.text().contains(&answer.mark()) && !cookie.contains("northwind"));
    }

    async fn only_a_sign_in_marks_a_browser(app: TestApp) {
        let body = json!({
            "setup_code": SETUP_CODE, "reseller_name": "Northwind IT", "full_name": "Olga Ostrova", "email": OWNER, "password": PASSWORD,
        });
        let first = app.anonymous().post("/setup", &body).await.expect(201);
        assert_eq!(refresh(&app, &first.refresh_token()).await.expect(200).device_cookie(), "");
        let wrong = app.anonymous().post("/auth/login", &credentials(OWNER, "wrong")).await.expect(401);
        assert_eq!(wrong.device_cookie(), "");
        lock_all_but(&app, &first.mark()).await;
    }
}

/// The mark of the setup counts like that of a sign-in.
async fn lock_all_but(app: &TestApp, mark: &str) {
    app.clock.advance(TimeDelta::minutes(15));
    lock(app).await;
    from(app, mark, OWNER, PASSWORD).await.expect(200);
}
