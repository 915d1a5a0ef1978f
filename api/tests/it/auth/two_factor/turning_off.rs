//! By password and code.

use serde_json::{Value, json};

use super::{OWNER, begin, login, turn_on};
use crate::support::{PASSWORD, TestApp};

fn ending(password: &str, code: &str) -> Value {
    json!({"password": password, "code": code})
}

on_both_databases! {
    async fn password_and_code_turn_it_off_and_end_the_other_sessions(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let (authenticator, codes) = turn_on(&app, owner).await;
        let phone = owner.elsewhere().await;
        app.mails().await;
        owner.post("/me/two-factor/end", &ending(PASSWORD, &authenticator.next(&app))).await.expect(204);
        assert_eq!(owner.get("/me").await.expect(200).json()["two_factor"], Value::Null);
        phone.get("/me").await.refused(401, "unauthenticated");
        assert_eq!((app.count("two_factors").await, app.count("recovery_codes").await), (0, 0));
        assert_eq!(app.mail_to(OWNER).await.subject(), "Two-factor sign-in was turned off");
        login(&app, OWNER, PASSWORD, None).await.expect(200);
        // What it was before is worth nothing when it is on again.
        let (_, new) = turn_on(&app, owner).await;
        assert!(!new.contains(&codes[0]));
        login(&app, OWNER, PASSWORD, Some(&codes[0])).await.refused(401, "invalid_code");
        login(&app, OWNER, PASSWORD, Some(&authenticator.next(&app))).await.refused(401, "invalid_code");
    }

    async fn who_lost_the_app_turns_it_off_by_a_recovery_code(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let (_, codes) = turn_on(&app, owner).await;
        owner.post("/me/two-factor/end", &ending(PASSWORD, &codes[9])).await.expect(204);
        login(&app, OWNER, PASSWORD, None).await.expect(200);
    }

    async fn neither_alone_is_enough(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let (authenticator, codes) = turn_on(&app, owner).await;
        let code = authenticator.next(&app);
        for (body, faults) in [
            (ending("wrong", &code), vec!["/password wrong_password"]),
            (ending("wrong", &codes[0]), vec!["/password wrong_password"]),
            (ending(PASSWORD, &authenticator.wrong(&app)), vec!["/code wrong_code"]),
            (ending("", "12"), vec!["/code wrong_code", "/password blank"]),
            (json!({}), vec!["/code required", "/password required"]),
        ] {
            assert_eq!(owner.post("/me/two-factor/end", &body).await.refused(422, "invalid_fields").faults(), faults);
        }
        login(&app, OWNER, PASSWORD, None).await.refused(401, "two_factor_required");
        // The code beside the wrong password was not looked at, and so not used.
        owner.post("/me/two-factor/end", &ending(PASSWORD, &code)).await.expect(204);
    }

    async fn what_is_off_or_only_begun_is_not_turned_off(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        owner.post("/me/two-factor/end", &ending(PASSWORD, "287082")).await.refused(409, "two_factor_off");
        begin(owner).await;
        owner.post("/me/two-factor/end", &ending(PASSWORD, "287082")).await.refused(409, "two_factor_off");
    }
}
