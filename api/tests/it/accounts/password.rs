//! Choosing another password while signed in.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

const NEW: &str = "marble-orbit-walnut-58";

fn change(current: &str, new: &str) -> Value {
    json!({"current": current, "new": new})
}

fn login(email: &str, password: &str) -> Value {
    json!({"email": email, "password": password})
}

on_both_databases! {
    async fn it_counts_at_once_and_ends_the_other_sessions(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, phone) = (northwind.owner(), northwind.owner().elsewhere().await);
        owner.post("/me/password", &change(PASSWORD, NEW)).await.expect(204);
        owner.get("/me").await.expect(200);
        phone.get("/me").await.refused(401, "unauthenticated");
        app.anonymous().post("/auth/login", &login(&owner.email, PASSWORD)).await.refused(401, "invalid_credentials");
        app.anonymous().post("/auth/login", &login(&owner.email, NEW)).await.expect(200);
        let mails = app.mails_to(&owner.email).await;
        assert_eq!(mails.iter().map(|mail| mail.subject()).collect::<Vec<_>>(), ["Your password was changed"]);
    }

    async fn it_ends_an_address_change_that_waits(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        owner.post("/me/email", &json!({"email": "thief@elsewhere.example", "password": PASSWORD})).await.expect(202);
        let token = app.mail_to("thief@elsewhere.example").await.token();
        owner.post("/me/password", &change(PASSWORD, NEW)).await.expect(204);
        assert_eq!(owner.get("/me").await.json()["new_email"], Value::Null);
        app.anonymous().post("/me/email/confirm", &json!({"token": token})).await.refused(410, "link_expired");
    }

    async fn the_present_one_must_be_right_and_the_new_one_strong(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        for (body, faults) in [
            (change("wrong", NEW), vec!["/current wrong_password"]),
            (change(PASSWORD, "owner@northwind-it.example"), vec!["/new too_weak"]),
            (change(PASSWORD, "passwordpassword"), vec!["/new too_weak"]),
            (change("wrong", "passwordpassword"), vec!["/current wrong_password", "/new too_weak"]),
            (change("", "short"), vec!["/current blank", "/new too_short"]),
            (json!({"new": 7, "old": "x"}), vec!["/current required", "/new wrong_type", "/old unknown_field"]),
        ] {
            assert_eq!(owner.post("/me/password", &body).await.refused(422, "invalid_fields").faults(), faults);
        }
        app.anonymous().post("/auth/login", &login(&owner.email, PASSWORD)).await.expect(200);
        assert_eq!(app.mails().await.len(), 0);
    }

    async fn wrong_ones_count_like_wrong_sign_ins(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        for n in 0..10 {
            let answer = match n % 2 {
                0 => owner.post("/me/password", &change("wrong", NEW)).await,
                _ => owner.post("/me/email", &json!({"email": "new@northwind.example", "password": "wrong"})).await,
            };
            answer.refused(422, "invalid_fields");
        }
        let answer = owner.post("/me/password", &change(PASSWORD, NEW)).await.refused(429, "too_many_attempts");
        assert_eq!(answer.header("retry-after"), Some("900"));
        app.anonymous().post("/auth/login", &login(&owner.email, PASSWORD)).await.refused(429, "too_many_attempts");
        app.clock.advance(TimeDelta::minutes(15));
        owner.post("/me/password", &change(PASSWORD, NEW)).await.expect(204);
    }
}
