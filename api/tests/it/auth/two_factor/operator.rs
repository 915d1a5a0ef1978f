//! The operator turns it off for who lost both the app and the recovery codes.

use countersign::operator::{self, AccountCommand};
use serde_json::Value;

use super::{OWNER, login, turn_on};
use crate::support::{PASSWORD, TestApp};

async fn turn_off(app: &TestApp, email: &str) -> Result<String, String> {
    let command = AccountCommand::TwoFactorOff { email: email.to_owned() };
    operator::account(&app.state, command).await.map_err(|error| error.to_string())
}

on_both_databases! {
    async fn it_ends_all_sessions_and_tells_the_owner_of_the_account(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        turn_on(&app, northwind.owner()).await;
        app.mails().await;
        let said = turn_off(&app, " OWNER@northwind-it.example ").await.unwrap();
        assert!(said.contains("is off"), "{said}");
        northwind.owner().get("/me").await.refused(401, "unauthenticated");
        assert_eq!(app.mail_to(OWNER).await.subject(), "Two-factor sign-in was turned off by the operator");
        let token = login(&app, OWNER, PASSWORD, None).await.expect(200).access_token();
        let owner = app.with_token(&token);
        assert_eq!(owner.get("/me").await.json()["two_factor"], Value::Null);
        let event = owner.get("/events").await.items()[0].clone();
        assert_eq!((&event["kind"], &event["actor"]["kind"]), (&"reseller_member.two_factor_off".into(), &"operator".into()));
    }

    async fn it_says_what_is_wrong(app: TestApp) {
        app.reseller("Northwind IT").await;
        assert_eq!(turn_off(&app, "nobody@northwind.example").await.unwrap_err(), "--email: there is no account with the address nobody@northwind.example");
        assert_eq!(turn_off(&app, OWNER).await.unwrap_err(), format!("two-factor sign-in of {OWNER} is off already"));
    }
}
