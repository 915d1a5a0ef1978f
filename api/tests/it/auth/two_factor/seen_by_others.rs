//! What colleagues, programs and the record see of it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{begin, turn_on, with_code};
use crate::support::{PASSWORD, TestApp};

/// The events of two-factor sign-in, oldest first, as kind, actor's kind, subject's name and time.
fn events(items: &[Value]) -> Vec<(String, String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let about = items.iter().rev().filter(|event| text(&event["kind"]).contains("two_factor"));
    about.map(|event| (text(&event["kind"]), text(&event["actor"]["kind"]), text(&event["subject"]["name"]), text(&event["at"]))).collect()
}

on_both_databases! {
    async fn the_team_list_says_who_has_it(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (ben, eva) = (northwind.colleague(ResellerRole::Support).await, northwind.colleague(ResellerRole::Billing).await);
        turn_on(&app, &ben).await;
        begin(&eva).await;
        let members = northwind.owner().get("/reseller/members").await.expect(200).items();
        for member in &members {
            assert_eq!(member["two_factor"], json!(member["email"] == ben.email), "{member}");
            let one = northwind.owner().get(&format!("/reseller/members/{}", member["id"].as_str().unwrap())).await.expect(200).json();
            assert_eq!(one["two_factor"], member["two_factor"]);
        }
        assert_eq!(members.len(), 3);
        let csv = northwind.owner().get("/reseller/members").accept("text/csv").await.expect(200).text();
        assert!(csv.contains(&format!("{},support,true", ben.email)) && csv.contains(&format!("{},billing,false", eva.email)), "{csv}");
    }

    async fn the_record_tells_of_a_colleagues(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let ben = northwind.colleague(ResellerRole::Support).await;
        let (authenticator, _) = turn_on(&app, &ben).await;
        let code = authenticator.next(&app);
        ben.post("/me/two-factor/end", &json!({"password": PASSWORD, "code": "ABCDEFGHJKMNPQRS"})).await.expect(422);
        ben.post("/me/two-factor/end", &json!({"password": PASSWORD, "code": code})).await.expect(204);
        let told = events(&northwind.owner().get("/events").await.items());
        let kinds: Vec<&str> = told.iter().map(|(kind, ..)| kind.as_str()).collect();
        assert_eq!(kinds, ["reseller_member.two_factor_on", "reseller_member.two_factor_off"]);
        let name = ben.get("/me").await.json()["full_name"].as_str().unwrap().to_owned();
        assert!(told.iter().all(|(_, actor, subject, _)| actor == "account" && *subject == name), "{told:?}");
    }

    async fn in_a_sandbox_the_record_goes_by_its_clock_and_codes_by_the_real_one(app: TestApp) {
        let sandbox = app.sandbox("Northwind Sandbox").await;
        sandbox.owner().post("/sandbox/clock/advance", &json!({"days": 10})).await.expect(200);
        turn_on(&app, sandbox.owner()).await;
        let told = events(&sandbox.owner().get("/events").await.items());
        assert_eq!(told[0].3, "2026-12-02T12:00:00Z");
        assert_eq!(sandbox.owner().get("/me").await.json()["two_factor"]["since"], "2026-11-22T12:00:00Z");
    }

    async fn a_customers_person_has_it_without_a_trace_in_the_resellers_record(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        let admin = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        turn_on(&app, &admin).await;
        assert_eq!(admin.get("/me").await.json()["two_factor"]["recovery_codes_left"], 10);
        assert_eq!(events(&northwind.owner().get("/events").await.items()), []);
    }

    async fn api_keys_are_not_touched_by_it(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let program = northwind.program(&["read"]).await;
        let (authenticator, _) = turn_on(&app, northwind.owner()).await;
        program.get("/subscriptions").await.expect(200);
        program.post("/me/two-factor/recovery-codes", &with_code(&authenticator.next(&app))).await.refused(403, "forbidden");
        app.clock.advance(TimeDelta::days(1));
        program.get("/subscriptions").await.expect(200);
    }
}
