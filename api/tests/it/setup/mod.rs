//! The first start.

use serde_json::{Value, json};

use crate::support::{PASSWORD, SETUP_CODE, TestApp, at_once};

fn wanted() -> Value {
    json!({
        "setup_code": SETUP_CODE, "reseller_name": "Northwind IT", "full_name": "Olga Ostrova",
        "email": "Olga@Northwind.example", "password": PASSWORD,
    })
}

fn with(field: &str, value: &str) -> Value {
    let mut body = wanted();
    body[field] = json!(value);
    body
}

on_both_databases! {
    async fn the_right_code_makes_the_reseller_and_signs_its_owner_in(app: TestApp) {
        let state = app.anonymous().get("/setup").await.expect(200);
        assert_eq!(state.json(), json!({"set_up": false}));

        let answer = app.anonymous().post("/setup", &wanted()).language("fr").await.expect(201);
        assert_eq!(answer.header("location"), Some("/api/v1/me"));
        assert_eq!(answer.json()["token_type"], "Bearer");
        assert_eq!(answer.json()["expires_in"], 900);
        let account = &answer.json()["account"];
        assert_eq!((&account["email"], &account["locale"]), (&json!("Olga@Northwind.example"), &json!("fr")));
        assert_eq!((&account["reseller"]["name"], &account["reseller"]["role"]), (&json!("Northwind IT"), &json!("owner")));

        let owner = app.with_token(&answer.access_token());
        assert_eq!(owner.get("/reseller").await.expect(200).json()["email"], "Olga@Northwind.example");
        app.anonymous().post("/auth/refresh", &json!({})).refresh_token(&answer.refresh_token()).await.expect(200);
        assert_eq!(app.anonymous().get("/setup").await.json(), json!({"set_up": true}));
        assert_eq!(app.mails().await.len(), 0, "creating an account mails nothing");
    }

    async fn white_space_around_the_code_does_not_count(app: TestApp) {
        app.anonymous().post("/setup", &with("setup_code", &format!("  {SETUP_CODE}\n"))).await.expect(201);
    }

    async fn a_wrong_code_is_refused_and_makes_nothing(app: TestApp) {
        for code in ["K7QF-2M9D-XWPA-81TX", &SETUP_CODE.to_lowercase(), "x"] {
            let answer = app.anonymous().post("/setup", &with("setup_code", code)).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), ["/setup_code wrong_setup_code"], "{code}");
        }
        assert_eq!((app.count("accounts").await, app.count("resellers").await), (0, 0));
    }

    async fn it_works_once(app: TestApp) {
        app.anonymous().post("/setup", &wanted()).await.expect(201);
        for body in [wanted(), with("email", "other@northwind.example"), with("setup_code", "wrong"), with("password", "passwordpassword")] {
            app.anonymous().post("/setup", &body).await.refused(409, "already_set_up");
        }
        assert_eq!((app.count("accounts").await, app.count("resellers").await), (1, 1));
    }

    async fn all_faults_are_told_at_once(app: TestApp) {
        let body = json!({"reseller_name": " ", "full_name": 7, "email": "olga", "password": "short", "role": "owner"});
        let answer = app.anonymous().post("/setup", &body).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), [
            "/email invalid_email", "/full_name wrong_type", "/password too_short", "/reseller_name blank", "/role unknown_field",
            "/setup_code required",
        ]);
    }

    async fn a_wrong_code_and_a_weak_password_are_told_together(app: TestApp) {
        let mut body = with("setup_code", "guess");
        body["password"] = json!("passwordpassword");
        let answer = app.anonymous().post("/setup", &body).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/password too_weak", "/setup_code wrong_setup_code"]);
    }

    async fn its_events_name_the_request(app: TestApp) {
        app.anonymous().post("/setup", &wanted()).header("x-request-id", "the-first").await.expect(201);
        let (all, named) = (app.count("events").await, app.count("events WHERE request_id = 'the-first'").await);
        assert!(all > 0 && all == named, "{named} of {all}");
    }

    async fn a_password_that_is_easy_to_guess_is_refused_and_uses_nothing_up(app: TestApp) {
        for password in ["passwordpassword", "Olga Ostrova", "olga@northwind.example", "aaaaaaaaaaaaaaaa"] {
            let answer = app.anonymous().post("/setup", &with("password", password)).await;
            assert_eq!((answer.status(), answer.faults()), (422, vec!["/password too_weak".to_owned()]), "{password}");
        }
        app.anonymous().post("/setup", &wanted()).await.expect(201);
    }

    async fn of_twenty_at_once_one_succeeds(app: TestApp) {
        let (one, caller) = (wanted(), app.anonymous());
        let answers = at_once(20, |n| {
            let (caller, mut body) = (caller.clone(), one.clone());
            body["email"] = json!(format!("owner{n}@northwind.example"));
            async move { caller.post("/setup", &body).await }
        })
        .await;
        let made = answers.iter().filter(|answer| answer.status() == 201).count();
        let late = answers.iter().filter(|answer| answer.code() == "already_set_up").count();
        assert_eq!((made, late), (1, 19));
        assert_eq!((app.count("accounts").await, app.count("resellers").await, app.count("reseller_members").await), (1, 1, 1));
    }

    async fn codes_can_be_tried_fifty_times_from_an_address(app: TestApp) {
        let caller = app.anonymous();
        for _ in 0..50 {
            caller.post("/setup", &with("setup_code", "guess")).await.expect(422);
        }
        let answer = caller.post("/setup", &wanted()).await.refused(429, "too_many_attempts");
        assert_eq!(answer.header("retry-after"), Some("900"));
        app.clock.advance(chrono::TimeDelta::minutes(15));
        caller.post("/setup", &wanted()).await.expect(201);
    }
}
