//! Reading members.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::customer;
use crate::support::TestApp;

on_both_databases! {
    async fn members_are_listed_oldest_first_with_name_and_role(app: TestApp) {
        let customer = customer(&app).await;
        let members = customer.members().await;
        assert_eq!(members.len(), 2);
        assert_eq!((&members[0]["email"], &members[0]["role"]), (&json!(customer.admin.email), &json!("admin")));
        assert_eq!((&members[1]["email"], &members[1]["role"]), (&json!(customer.editor.email), &json!("editor")));
        assert_eq!((&members[0]["full_name"], &members[0]["account_id"]), (&json!("Petra Pauli"), &json!(customer.admin.account())));
        let answer = customer.owner().get(&customer.path_of(&customer.admin).await).await.expect(200);
        assert_eq!((answer.json(), answer.etag()), (members[0].clone(), "\"1\"".to_owned()));
    }

    async fn pages_and_csv_hold_all(app: TestApp) {
        let customer = customer(&app).await;
        for _ in 0..3 {
            customer.reseller.customer(&customer.subscription, SubscriptionRole::Editor).await;
        }
        let path = customer.subscription.path("/members");
        let whole = customer.members().await;
        let (mut seen, mut query) = (Vec::new(), "?limit=2".to_owned());
        let last = loop {
            let page = customer.owner().get(&format!("{path}{query}")).await.expect(200).json();
            seen.extend(page["items"].as_array().unwrap().clone());
            assert_eq!(page["total"], 5);
            let Some(next) = page["next_cursor"].as_str() else { break page };
            query = format!("?limit=2&cursor={next}");
        };
        assert_eq!(seen, whole);
        let before = last["prev_cursor"].as_str().unwrap();
        let back = customer.owner().get(&format!("{path}?limit=2&cursor={before}")).await.expect(200).items();
        assert_eq!(back, whole[2..4]);
        let csv = customer.owner().get(&path).accept("text/csv").await.expect(200).text();
        assert_eq!((csv.lines().next(), csv.lines().count()), (Some("full_name,email,role"), 6));
    }

    async fn a_cursor_of_another_subscription_is_refused(app: TestApp) {
        let customer = customer(&app).await;
        let other = customer.reseller.subscription().create().await;
        customer.reseller.make_customer(&customer.admin, &other, SubscriptionRole::Admin).await;
        let cursor = customer.owner().get(&customer.subscription.path("/members?limit=1")).await.json()["next_cursor"].clone();
        let path = other.path(&format!("/members?cursor={}", cursor.as_str().unwrap()));
        let answer = customer.owner().get(&path).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/cursor invalid_cursor"]);
    }

    async fn colleagues_and_the_customers_administrators_see_them_and_nobody_else(app: TestApp) {
        let customer = customer(&app).await;
        let (list, one) = (customer.subscription.path("/members"), customer.path_of(&customer.admin).await);
        for (who, status) in [
            (customer.reseller.colleague(ResellerRole::Billing).await, 200),
            (customer.reseller.colleague(ResellerRole::Support).await, 200),
            (customer.admin.clone(), 200),
            (customer.editor.clone(), 403),
            (app.reseller("Contoso").await.owner().clone(), 404),
            (app.person("nobody@else.example").await, 404),
            (app.anonymous(), 401),
        ] {
            assert_eq!(who.get(&list).await.status(), status, "{}", who.email);
            assert_eq!(who.get(&one).await.status(), status, "{}", who.email);
        }
    }

    async fn a_member_is_found_at_its_own_subscription_alone(app: TestApp) {
        let customer = customer(&app).await;
        let other = customer.reseller.subscription().create().await;
        let one = customer.path_of(&customer.editor).await;
        let elsewhere = one.replace(&customer.subscription.id, &other.id);
        let owner = customer.owner();
        owner.get(&elsewhere).await.refused(404, "not_found");
        owner.patch(&elsewhere, &json!({"role": "admin"})).await.refused(404, "not_found");
        owner.delete(&elsewhere).await.refused(404, "not_found");
        for id in ["x", "00000000-0000-0000-0000-000000000000"] {
            let path = customer.subscription.path(&format!("/members/{id}"));
            owner.get(&path).await.refused(404, "not_found");
            owner.patch(&path, &Value::Null).await.refused(404, "not_found");
            owner.delete(&path).await.refused(404, "not_found");
        }
        assert_eq!(customer.members().await.len(), 2);
    }
}
