//! The team.

use serde_json::json;
use shared::rights::ResellerRole;

use super::membership;
use crate::support::{TestApp, at_once};

on_both_databases! {
    async fn they_are_listed_oldest_first_in_pages(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        app.reseller("Contoso Cloud").await;
        let mut expected = vec![northwind.owner().email.clone()];
        for role in [ResellerRole::Admin, ResellerRole::Billing, ResellerRole::Support, ResellerRole::Support] {
            expected.push(northwind.colleague(role).await.email);
        }
        let (mut seen, mut path) = (Vec::new(), "/reseller/members?limit=2".to_owned());
        loop {
            let page = northwind.owner().get(&path).await.expect(200);
            assert_eq!(page.json()["total"], 5);
            seen.extend(page.items().iter().map(|member| member["email"].as_str().unwrap().to_owned()));
            let Some(next) = page.json()["next_cursor"].as_str().map(str::to_owned) else {
                let prev = page.json()["prev_cursor"].as_str().unwrap().to_owned();
                let back = northwind.owner().get(&format!("/reseller/members?limit=2&cursor={prev}")).await.expect(200);
                assert_eq!(back.items()[0]["email"], expected[2]);
                break;
            };
            path = format!("/reseller/members?limit=2&cursor={next}");
        }
        assert_eq!(seen, expected);
    }

    async fn a_cursor_of_another_list_is_refused(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        northwind.colleague(ResellerRole::Admin).await;
        let cursor = northwind.owner().get("/reseller/members?limit=1").await.json()["next_cursor"].as_str().unwrap().to_owned();
        for path in [format!("/reseller/invites?cursor={cursor}"), "/reseller/members?cursor=x".to_owned(), format!("/events?cursor={cursor}")] {
            let answer = northwind.owner().get(&path).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), ["/cursor invalid_cursor"], "{path}");
        }
    }

    async fn another_role_counts_at_once(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let ben = northwind.colleague(ResellerRole::Support).await;
        ben.get("/reseller/members").await.refused(403, "forbidden");
        let path = format!("/reseller/members/{}", membership(northwind.owner(), &ben.email).await);
        let events = app.count("events").await;
        let answer = northwind.owner().patch(&path, &json!({"role": "admin"})).if_match("\"1\"").await.expect(200);
        assert_eq!((&answer.json()["role"], answer.etag()), (&json!("admin"), "\"2\"".to_owned()));
        ben.get("/reseller/members").await.expect(200);
        northwind.owner().patch(&path, &json!({"role": "admin"})).await.expect(200);
        assert_eq!(app.count("events").await, events + 1, "the same role again is no change");
        northwind.owner().patch(&path, &json!({"role": "support"})).if_match("\"1\"").await.refused(412, "stale_version");
        let answer = northwind.owner().patch(&path, &json!({"role": "editor"})).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/role not_allowed"]);
        assert_eq!(northwind.owner().get(&path).await.json()["role"], "admin");
    }

    async fn whoever_is_removed_sees_nothing_any_more(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let ben = northwind.colleague(ResellerRole::Admin).await;
        let path = format!("/reseller/members/{}", membership(northwind.owner(), &ben.email).await);
        northwind.owner().delete(&path).if_match("\"7\"").await.refused(412, "stale_version");
        northwind.owner().delete(&path).if_match("\"1\"").await.expect(204);
        northwind.owner().delete(&path).await.refused(404, "not_found");
        ben.get("/reseller").await.refused(404, "not_found");
        ben.get(&subscription.path("")).await.refused(404, "not_found");
        assert_eq!(ben.get("/subscriptions").await.expect(200).json()["total"], 0);
        assert_eq!(ben.get("/me").await.expect(200).json()["reseller"], json!(null));
    }

    async fn the_last_owner_stays(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let own = format!("/reseller/members/{}", membership(owner, &owner.email).await);
        for role in ["admin", "billing", "support"] {
            owner.patch(&own, &json!({"role": role})).await.refused(409, "last_owner");
        }
        owner.delete(&own).await.refused(409, "last_owner");
        owner.patch(&own, &json!({"role": "owner"})).await.expect(200);

        northwind.colleague(ResellerRole::Owner).await;
        owner.patch(&own, &json!({"role": "admin"})).await.expect(200);
        assert_eq!(owner.get("/me").await.json()["reseller"]["role"], "admin");
    }

    async fn of_two_owners_who_remove_each_other_at_once_one_stays(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let other = northwind.colleague(ResellerRole::Owner).await;
        let owners = [northwind.owner().clone(), other];
        let paths = [membership(&owners[0], &owners[1].email).await, membership(&owners[0], &owners[0].email).await];
        let answers = at_once(2, |n| {
            let (owner, path) = (owners[n].clone(), format!("/reseller/members/{}", paths[n]));
            async move { owner.delete(&path).await.status() }
        })
        .await;
        assert_eq!(app.count("reseller_members WHERE role = 'owner'").await, 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 204).count(), 1, "{answers:?}");
    }

    async fn administrators_do_not_touch_owners(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (admin, billing) = (northwind.colleague(ResellerRole::Admin).await, northwind.colleague(ResellerRole::Billing).await);
        northwind.colleague(ResellerRole::Owner).await;
        let path = async |email: &str| format!("/reseller/members/{}", membership(&admin, email).await);
        let (of_owner, of_admin, of_billing) = (path(&northwind.owner().email).await, path(&admin.email).await, path(&billing.email).await);
        admin.patch(&of_owner, &json!({"role": "admin"})).await.refused(403, "forbidden");
        admin.delete(&of_owner).await.refused(403, "forbidden");
        admin.patch(&of_admin, &json!({"role": "owner"})).await.refused(403, "forbidden");
        admin.patch(&of_billing, &json!({"role": "owner"})).await.refused(403, "forbidden");
        admin.patch(&of_billing, &json!({"role": "support"})).await.expect(200);
        admin.delete(&of_billing).await.expect(204);
    }

    async fn another_resellers_people_are_not_there(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let path = format!("/reseller/members/{}", membership(contoso.owner(), &contoso.owner().email).await);
        northwind.owner().get(&path).await.refused(404, "not_found");
        northwind.owner().patch(&path, &json!({"role": "nonsense"})).await.refused(404, "not_found");
        northwind.owner().delete(&path).await.refused(404, "not_found");
    }
}
