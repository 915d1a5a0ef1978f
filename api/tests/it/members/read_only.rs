//! Where the customer does not edit its signatures, its people only see.

use serde_json::json;

use super::customer;
use crate::support::{TestApp, invite};

on_both_databases! {
    async fn an_administrator_changes_nobody_while_access_is_off(app: TestApp) {
        let customer = customer(&app).await;
        let (whole, editor) = (customer.subscription.path(""), customer.path_of(&customer.editor).await);
        let invites = customer.subscription.path("/invites");
        customer.owner().patch(&whole, &json!({"customer_edits_signatures": false})).await.expect(200);
        let before = customer.members().await;
        customer.admin.patch(&editor, &json!({"role": "admin"})).await.refused(403, "forbidden");
        customer.admin.delete(&editor).await.refused(403, "forbidden");
        customer.admin.post(&invites, &invite("ed@mercier.example", "editor")).await.refused(403, "forbidden");
        assert_eq!(customer.members().await, before);
        for path in [whole.as_str(), &editor, &invites, &customer.subscription.path("/members"), &customer.subscription.path("/trial")] {
            customer.admin.get(path).await.expect(200);
        }
        let me = customer.admin.get("/me").await.json()["subscriptions"][0].clone();
        assert_eq!((&me["role"], &me["rights"]), (&json!("admin"), &json!(["see"])));

        customer.owner().patch(&whole, &json!({"customer_edits_signatures": true})).await.expect(200);
        let me = customer.admin.get("/me").await.json()["subscriptions"][0].clone();
        assert_eq!(me["rights"], json!(["see", "connect", "manage_people", "design"]));
        customer.admin.patch(&editor, &json!({"role": "admin"})).await.expect(200);
    }

    async fn the_resellers_people_go_on(app: TestApp) {
        let customer = customer(&app).await;
        let editor = customer.path_of(&customer.editor).await;
        customer.owner().patch(&customer.subscription.path(""), &json!({"customer_edits_signatures": false})).await.expect(200);
        customer.owner().patch(&editor, &json!({"role": "admin"})).await.expect(200);
        customer.owner().delete(&editor).await.expect(204);
    }
}
