//! Codes for the day on which the app is lost.

use super::{OWNER, login, recovery_codes, turn_on, with_code};
use crate::support::{PASSWORD, TestApp, at_once};

on_both_databases! {
    async fn each_signs_in_once_and_its_owner_is_told(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (_, codes) = turn_on(&app, northwind.owner()).await;
        app.mail_to(OWNER).await;
        let answer = login(&app, OWNER, PASSWORD, Some(&codes[3])).await.expect(200);
        assert_eq!(answer.json()["account"]["two_factor"]["recovery_codes_left"], 9);
        login(&app, OWNER, PASSWORD, Some(&codes[3])).await.refused(401, "invalid_code");
        let mail = app.mail_to(OWNER).await;
        assert_eq!(mail.subject(), "A recovery code was used");
        assert!(mail.text.contains("Recovery codes left: 9"), "{}", mail.text);
        assert!(!mail.text.contains(&codes[3]));
        for code in codes.iter().filter(|code| **code != codes[3]) {
            login(&app, OWNER, PASSWORD, Some(code)).await.expect(200);
        }
        assert_eq!(northwind.owner().get("/me").await.json()["two_factor"]["recovery_codes_left"], 0);
    }

    async fn how_it_is_typed_does_not_matter(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (_, codes) = turn_on(&app, northwind.owner()).await;
        for typed in [codes[0].to_lowercase(), codes[1].replace('-', " "), format!(" {}", codes[2].replace('-', ""))] {
            login(&app, OWNER, PASSWORD, Some(&typed)).await.expect(200);
        }
    }

    async fn of_one_sent_many_times_at_once_one_opens_a_session(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (_, codes) = turn_on(&app, northwind.owner()).await;
        let server = app.clone();
        let answers = at_once(8, |_| {
            let (app, code) = (server.clone(), codes[0].clone());
            async move { login(&app, OWNER, PASSWORD, Some(&code)).await.status() }
        })
        .await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert_eq!(app.count("recovery_codes").await, 9);
    }

    async fn another_accounts_codes_are_worth_nothing(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        turn_on(&app, northwind.owner()).await;
        let (theirs, codes) = turn_on(&app, contoso.owner()).await;
        login(&app, OWNER, PASSWORD, Some(&codes[0])).await.refused(401, "invalid_code");
        login(&app, OWNER, PASSWORD, Some(&theirs.next(&app))).await.refused(401, "invalid_code");
        login(&app, "owner@contoso-cloud.example", PASSWORD, Some(&codes[0])).await.expect(200);
    }

    async fn new_ones_take_the_place_of_the_old(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let (authenticator, old) = turn_on(&app, owner).await;
        login(&app, OWNER, PASSWORD, Some(&old[0])).await.expect(200);
        app.mails().await;
        let new = recovery_codes(&owner.post("/me/two-factor/recovery-codes", &with_code(&authenticator.next(&app))).await.expect(200));
        assert_eq!(app.mail_to(OWNER).await.subject(), "You have new recovery codes");
        assert!(new.len() == 10 && new.iter().all(|code| !old.contains(code)));
        assert_eq!(owner.get("/me").await.json()["two_factor"]["recovery_codes_left"], 10);
        login(&app, OWNER, PASSWORD, Some(&old[1])).await.refused(401, "invalid_code");
        login(&app, OWNER, PASSWORD, Some(&new[0])).await.expect(200);
        // Who lost the app gets new ones by an old one.
        owner.post("/me/two-factor/recovery-codes", &with_code(&new[1])).await.expect(200);
    }

    async fn new_ones_need_a_code_that_was_not_used(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        owner.post("/me/two-factor/recovery-codes", &with_code("287082")).await.refused(409, "two_factor_off");
        let (authenticator, old) = turn_on(&app, owner).await;
        for code in [authenticator.code(&app), authenticator.wrong(&app)].iter().cycle().take(10) {
            let refused = owner.post("/me/two-factor/recovery-codes", &with_code(code)).await.refused(422, "invalid_fields");
            assert_eq!(refused.faults(), ["/code wrong_code"]);
        }
        owner.post("/me/two-factor/recovery-codes", &with_code(&authenticator.next(&app))).await.refused(429, "too_many_attempts");
        app.clock.advance(chrono::TimeDelta::minutes(15));
        login(&app, OWNER, PASSWORD, Some(&old[0])).await.expect(200);
    }
}
