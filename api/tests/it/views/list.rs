//! `GET /me/views`, `GET /me/views/{id}`.

use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{names, path, save};
use crate::support::TestApp;

on_both_databases! {
    async fn they_come_by_list_and_name(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        assert!(names(owner).await.is_empty());
        for name in ["zebra", "Étoile", "alpha", "Beta"] {
            save(owner, name, "status=trial").await;
        }
        owner.post("/me/views", &json!({"list": "archived", "name": "Past", "query": ""})).await.expect(201);
        assert_eq!(names(owner).await, ["Past", "alpha", "Beta", "Étoile", "zebra"]);
    }

    async fn each_person_sees_only_their_own(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let colleague = northwind.colleague(ResellerRole::Owner).await;
        let saved = save(northwind.owner(), "Mine", "q=mercier").await;
        for other in [&colleague, contoso.owner()] {
            assert!(names(other).await.is_empty());
            other.get(&path(&saved)).await.refused(404, "not_found");
            other.patch(&path(&saved), &json!({"name": 7})).await.refused(404, "not_found");
            other.delete(&path(&saved)).await.refused(404, "not_found");
        }
        for id in ["x", "00000000-0000-0000-0000-000000000000"] {
            northwind.owner().get(&format!("/me/views/{id}")).await.refused(404, "not_found");
        }
        assert_eq!(names(northwind.owner()).await, ["Mine"]);
    }

    async fn a_customers_people_have_none(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        let saved = save(northwind.owner(), "Mine", "").await;
        for role in [SubscriptionRole::Admin, SubscriptionRole::Editor] {
            let customer = northwind.customer(&subscription, role).await;
            customer.get("/me/views").await.refused(404, "not_found");
            customer.get(&path(&saved)).await.refused(404, "not_found");
        }
    }

    async fn whoever_leaves_the_reseller_sees_them_no_more(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let ben = northwind.colleague(ResellerRole::Support).await;
        let saved = save(&ben, "Mine", "q=mercier").await;
        let members = northwind.owner().get("/reseller/members").await.items();
        let id = members.iter().find(|member| member["email"] == ben.email).unwrap()["id"].as_str().unwrap().to_owned();
        northwind.owner().delete(&format!("/reseller/members/{id}")).await.expect(204);
        ben.get("/me/views").await.refused(404, "not_found");
        ben.get(&path(&saved)).await.refused(404, "not_found");
    }
}
