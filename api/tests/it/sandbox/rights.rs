//! Who moves a sandbox's clock, and whose clock can be moved.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::TestApp;

on_both_databases! {
    async fn owners_administrators_and_programs_that_write_move_it(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let made = reseller.subscription().create().await;
        let path = "/sandbox/clock/advance";
        let body = json!({"days": 1});
        let (admin, program) = (reseller.colleague(ResellerRole::Admin).await, reseller.program(&["write"]).await);
        for by in [reseller.owner(), &admin, &program] {
            by.post(path, &body).await.expect(200);
            by.get("/sandbox/clock").await.expect(200);
        }
        let (billing, support) = (reseller.colleague(ResellerRole::Billing).await, reseller.colleague(ResellerRole::Support).await);
        let reader = reseller.program(&["read", "billing"]).await;
        for by in [&billing, &support, &reader] {
            by.post(path, &body).await.refused(403, "forbidden");
            by.post(path, &json!({"days": "x"})).await.refused(403, "forbidden");
            assert_eq!(by.get("/sandbox/clock").await.expect(200).json()["offset_seconds"], 3 * 86_400);
        }
        let customer = reseller.customer(&made, SubscriptionRole::Admin).await;
        customer.post(path, &body).await.refused(404, "not_found");
        customer.get("/sandbox/clock").await.refused(404, "not_found");
        app.anonymous().post(path, &body).await.refused(401, "unauthenticated");
    }

    async fn others_have_no_clock_to_move(app: TestApp) {
        let (reseller, sandbox) = (app.reseller("Northwind IT").await, app.sandbox("Contoso Labs").await);
        let owner = reseller.owner();
        let refused = owner.post("/sandbox/clock/advance", &json!({"days": 14})).await.refused(409, "not_a_sandbox");
        assert_eq!(refused.json()["title"], "This reseller is no sandbox.");
        owner.get("/sandbox/clock").await.refused(409, "not_a_sandbox");
        owner.post("/sandbox/clock/advance", &json!({"days": 0})).await.refused(422, "invalid_fields");
        assert_eq!(app.count("events WHERE kind = 'clock.advanced'").await, 0);
        let mine = async |by: &crate::support::Caller| by.get("/me").await.expect(200).json()["reseller"]["sandbox"].clone();
        assert_eq!((mine(owner).await, mine(sandbox.owner()).await), (json!(false), json!(true)));
        assert_eq!(owner.get("/reseller").await.expect(200).json()["sandbox"], Value::Null);
    }
}
