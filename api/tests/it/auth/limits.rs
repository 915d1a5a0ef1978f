//! Guessing is slow.

use chrono::TimeDelta;
use countersign::auth::attempts::Counter;
use serde_json::json;

use super::{credentials, sign_in};
use crate::support::{PASSWORD, TestApp, at_once};

const OWNER: &str = "owner@northwind-it.example";

/// Tries to sign in, some time ago, from the tests' own network address.
async fn tried_from_here(app: &TestApp, times: usize) {
    let now = app.clock.now();
    app.tx(move |conn| (0..times).try_for_each(|_| Counter::sign_in_from("127.0.0.1").take(conn, now))).await;
}

on_both_databases! {
    async fn an_account_takes_ten_wrong_passwords_in_a_window(app: TestApp) {
        app.reseller("Northwind IT").await;
        app.clock.advance(TimeDelta::minutes(5));
        for n in 0..10 {
            // However the address is written, it is the same account.
            let email = if n % 2 == 0 { OWNER.to_owned() } else { OWNER.to_uppercase() };
            app.anonymous().post("/auth/login", &credentials(&email, "wrong")).await.refused(401, "invalid_credentials");
        }
        let answer = app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).await.refused(429, "too_many_attempts");
        assert_eq!(answer.header("retry-after"), Some("600"), "the seconds until the window ends");
        app.clock.advance(TimeDelta::seconds(599));
        app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).await.expect(429);
        app.clock.advance(TimeDelta::seconds(1));
        sign_in(&app, OWNER).await;
    }

    async fn one_account_out_of_places_does_not_hold_up_another(app: TestApp) {
        app.reseller("Northwind IT").await;
        app.reseller("Contoso Cloud").await;
        for _ in 0..11 {
            app.anonymous().post("/auth/login", &credentials(OWNER, "wrong")).await;
        }
        sign_in(&app, "owner@contoso-cloud.example").await;
    }

    async fn an_unknown_account_is_limited_alike(app: TestApp) {
        let now = app.clock.now();
        app.tx(move |conn| (0..10).try_for_each(|_| Counter::sign_in_of("nobody@northwind.example").take(conn, now))).await;
        app.anonymous().post("/auth/login", &credentials("nobody@northwind.example", "wrong")).await.refused(429, "too_many_attempts");
    }

    async fn the_right_password_gives_the_places_back(app: TestApp) {
        app.reseller("Northwind IT").await;
        for _ in 0..3 {
            for _ in 0..9 {
                app.anonymous().post("/auth/login", &credentials(OWNER, "wrong")).await.expect(401);
            }
            sign_in(&app, OWNER).await;
        }
    }

    async fn places_are_taken_before_the_password_is_looked_at(app: TestApp) {
        app.reseller("Northwind IT").await;
        let caller = app.anonymous();
        let answers = at_once(40, |_| {
            let caller = caller.clone();
            async move { caller.post("/auth/login", &credentials(OWNER, "wrong")).await.status() }
        })
        .await;
        assert_eq!(answers.iter().filter(|status| **status == 401).count(), 10, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 429).count(), 30, "{answers:?}");
    }

    async fn a_network_address_takes_a_hundred_wrong_passwords_in_a_window(app: TestApp) {
        app.reseller("Northwind IT").await;
        tried_from_here(&app, 99).await;
        app.anonymous().post("/auth/login", &credentials(OWNER, "wrong")).await.expect(401);
        let answer = app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).await.refused(429, "too_many_attempts");
        assert_eq!(answer.header("retry-after"), Some("900"));
        app.clock.advance(TimeDelta::minutes(15));
        sign_in(&app, OWNER).await;
    }

    async fn the_right_password_does_not_count_for_the_network_address(app: TestApp) {
        app.reseller("Northwind IT").await;
        tried_from_here(&app, 99).await;
        for _ in 0..3 {
            sign_in(&app, OWNER).await;
        }
        app.anonymous().post("/auth/login", &credentials(OWNER, "wrong")).await.expect(401);
    }

    async fn right_tokens_do_not_count_and_unknown_ones_do(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        northwind.subscription().contact("camille@mercier.example").create().await;
        let token = app.mail_to("camille@mercier.example").await.token();
        let look_up = |token: &str| app.anonymous().post("/invites/lookup", &json!({"token": token}));
        // As many colleagues behind one address as there may be.
        for _ in 0..60 {
            look_up(&token).await.expect(200);
        }
        for _ in 0..50 {
            look_up("unknown").await.refused(404, "not_found");
        }
        look_up(&token).await.refused(429, "too_many_attempts");
    }

    async fn asking_for_new_passwords_uses_up_no_other_mails(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = northwind.subscription().contact("camille@mercier.example").create().await;
        for _ in 0..5 {
            app.anonymous().post("/auth/password/forgot", &json!({"email": "camille@mercier.example"})).await.expect(204);
        }
        let id = northwind.owner().get(&made.path("/invites")).await.items()[0]["id"].as_str().unwrap().to_owned();
        northwind.owner().post(&made.path(&format!("/invites/{id}/resend")), &json!({})).await.expect(200);
        let email = json!({"email": "camille@mercier.example", "password": PASSWORD});
        northwind.owner().post("/me/email", &email).await.expect(202);
    }

    async fn a_header_of_anybodys_making_is_no_network_address(app: TestApp) {
        app.reseller("Northwind IT").await;
        tried_from_here(&app, 100).await;
        let request = app.anonymous().post("/auth/login", &credentials(OWNER, PASSWORD)).header("x-forwarded-for", "203.0.113.7");
        request.await.refused(429, "too_many_attempts");
    }
}
