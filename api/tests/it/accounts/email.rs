//! Another email address: it counts once it is confirmed by whoever reads its mails.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, PASSWORD, TestApp};

const NEW: &str = "Olga@New.example";

async fn ask(caller: &Caller, email: &str) -> Answer {
    caller.post("/me/email", &json!({"email": email, "password": PASSWORD})).await
}

async fn confirm(app: &TestApp, token: &str) -> Answer {
    app.anonymous().post("/me/email/confirm", &json!({"token": token})).await
}

async fn sign_in(app: &TestApp, email: &str) -> Answer {
    app.anonymous().post("/auth/login", &json!({"email": email, "password": PASSWORD})).await
}

on_both_databases! {
    async fn the_link_goes_to_the_new_address_and_the_old_one_is_told(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let me = ask(owner, NEW).await.expect(202).json();
        assert_eq!((&me["email"], &me["new_email"]), (&json!(owner.email), &json!(NEW)));
        sign_in(&app, NEW).await.expect(401);

        let mail = app.mail_to(NEW).await;
        assert_eq!(mail.subject(), "Confirm your new email address");
        assert!(mail.link().starts_with("https://portal.example/confirm-email#"), "{}", mail.link());
        assert_eq!(app.mails_to(&owner.email).await.len(), 0);
        confirm(&app, &mail.token()).await.expect(204);

        let me = owner.get("/me").await.expect(200).json();
        assert_eq!((&me["email"], &me["new_email"], &me["version"]), (&json!(NEW), &Value::Null, &json!(2)));
        sign_in(&app, "olga@new.example").await.expect(200);
        sign_in(&app, &owner.email).await.expect(401);
        let told = app.mail_to(&owner.email).await;
        assert_eq!(told.subject(), "Your email address was changed");
        assert!(told.text.contains(NEW), "{}", told.text);
    }

    async fn a_link_works_once_and_not_from_the_end_of_its_day(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        ask(northwind.owner(), NEW).await.expect(202);
        let token = app.mail_to(NEW).await.token();
        app.clock.advance(TimeDelta::hours(24));
        assert_eq!(northwind.owner().get("/me").await.json()["new_email"], Value::Null);
        confirm(&app, &token).await.refused(410, "link_expired");
        ask(northwind.owner(), NEW).await.expect(202);
        let token = app.mail_to(NEW).await.token();
        app.clock.advance(TimeDelta::hours(24) - TimeDelta::microseconds(1));
        confirm(&app, &token).await.expect(204);
        confirm(&app, &token).await.refused(410, "link_expired");
        confirm(&app, "guess").await.refused(410, "link_expired");
    }

    async fn a_newer_request_replaces_the_older(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        ask(northwind.owner(), "first@new.example").await.expect(202);
        let first = app.mail_to("first@new.example").await.token();
        ask(northwind.owner(), "second@new.example").await.expect(202);
        confirm(&app, &first).await.refused(410, "link_expired");
        confirm(&app, &app.mail_to("second@new.example").await.token()).await.expect(204);
    }

    async fn a_link_that_was_replaced_before_it_was_mailed_is_not_mailed(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        ask(northwind.owner(), "first@new.example").await.expect(202);
        ask(northwind.owner(), "second@new.example").await.expect(202);
        assert_eq!(app.mails_to("first@new.example").await.len(), 0);
        confirm(&app, &app.mail_to("second@new.example").await.token()).await.expect(204);
    }

    async fn an_address_that_is_taken_is_told_only_to_whoever_reads_its_mails(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let other = app.person("petra@new.example").await;
        let (taken, free) = (ask(northwind.owner(), "Petra@New.example").await.expect(202), ask(&other, "free@new.example").await.expect(202));
        assert_eq!(taken.header("content-length").is_some(), free.header("content-length").is_some());
        let token = app.mail_to("Petra@New.example").await.token();
        confirm(&app, &token).await.refused(409, "email_taken");
        assert_eq!(northwind.owner().get("/me").await.json()["email"], northwind.owner().email);
        sign_in(&app, "petra@new.example").await.expect(200);
    }

    async fn a_link_for_a_forgotten_password_that_went_to_the_old_address_is_worthless(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        app.anonymous().post("/auth/password/forgot", &json!({"email": owner.email})).await.expect(204);
        let reset = app.mail_to(&owner.email).await.token();
        ask(owner, NEW).await.expect(202);
        confirm(&app, &app.mail_to(NEW).await.token()).await.expect(204);
        let body = json!({"token": reset, "password": "marble-orbit-walnut-58"});
        app.anonymous().post("/auth/password/reset", &body).await.refused(410, "link_expired");
    }

    async fn the_password_and_an_address_are_needed(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        for (body, faults) in [
            (json!({"email": NEW, "password": "wrong"}), vec!["/password wrong_password"]),
            (json!({"email": "olga", "password": ""}), vec!["/email invalid_email", "/password blank"]),
            (json!({}), vec!["/email required", "/password required"]),
        ] {
            assert_eq!(owner.post("/me/email", &body).await.refused(422, "invalid_fields").faults(), faults);
        }
        assert_eq!(app.count("email_changes").await, 0);
        assert_eq!(app.mails().await.len(), 0);
    }
}
