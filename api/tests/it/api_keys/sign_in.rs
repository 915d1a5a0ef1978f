//! What a key opens, and for how long.

use chrono::TimeDelta;
use serde_json::json;
use shared::rights::ResellerRole;

use super::{make, path, secret};
use crate::support::TestApp;

on_both_databases! {
    async fn a_program_sees_its_reseller_and_no_other(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let (own, others) = (northwind.subscription().create().await, contoso.subscription().create().await);
        let program = northwind.program(&["read"]).await;
        assert_eq!(program.get("/reseller").await.expect(200).json()["name"], "Northwind IT");
        let listed = program.get("/subscriptions").await.expect(200);
        assert_eq!((listed.items().len(), &listed.items()[0]["id"]), (1, &json!(own.id)));
        program.get(&others.path("")).await.refused(404, "not_found");
        program.get("/events").await.expect(200);
    }

    async fn the_scheme_is_written_in_any_case(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let secret = secret(&make(northwind.owner(), &["read"]).await);
        for scheme in ["Bearer", "bearer", "BEARER"] {
            app.anonymous().get("/reseller").header("authorization", &format!("{scheme} {secret}")).await.expect(200);
        }
        app.anonymous().get("/reseller").header("authorization", &secret).await.refused(401, "unauthenticated");
    }

    async fn what_is_no_key_of_ours_opens_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let secret = secret(&make(northwind.owner(), &["read"]).await);
        let wrong = [
            "ck_".to_owned(), format!("ck_{}", "A".repeat(43)), secret[..45].to_owned(), format!("{secret}x"), secret.to_uppercase(),
            secret[3..].to_owned(), secret.replacen("ck_", "CK_", 1), secret[..11].to_owned(), format!("{secret},{secret}"),
        ];
        for wrong in wrong {
            let answer = app.with_token(&wrong).get("/reseller").await.refused(401, "unauthenticated");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{wrong}");
        }
        app.with_token(&secret).get("/reseller").await.expect(200);
    }

    async fn a_key_works_until_but_not_at_the_instant_it_expires(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let body = json!({"name": "x", "scopes": ["read"], "expires_at": app.clock.now() + TimeDelta::days(30)});
        let made = northwind.owner().post("/reseller/api-keys", &body).await.expect(201);
        let program = app.with_token(&secret(&made));
        app.clock.advance(TimeDelta::days(30) - TimeDelta::microseconds(1));
        program.get("/reseller").await.expect(200);
        northwind.owner().stay_signed_in().await;
        assert_eq!(northwind.owner().get(&path(&made)).await.json()["state"], "active");
        app.clock.advance(TimeDelta::microseconds(1));
        program.get("/reseller").await.refused(401, "unauthenticated");
        assert_eq!(northwind.owner().get(&path(&made)).await.json()["state"], "expired");
    }

    async fn a_key_without_an_end_outlives_its_maker(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let admin = northwind.colleague(ResellerRole::Admin).await;
        let program = app.with_token(&secret(&make(&admin, &["read"]).await));
        let team = northwind.owner().get("/reseller/members").await.items();
        let admin = team.iter().find(|member| member["email"] == admin.email).unwrap()["id"].as_str().unwrap().to_owned();
        northwind.owner().delete(&format!("/reseller/members/{admin}")).await.expect(204);
        app.clock.advance(TimeDelta::days(3000));
        program.get("/reseller").await.expect(200);
    }

    async fn what_is_about_a_person_is_no_programs(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let program = northwind.program(&["read", "write", "billing"]).await;
        for path in ["/me", "/auth/sessions"] {
            program.get(path).await.refused(403, "forbidden");
        }
        program.patch("/me", &json!({"nonsense": 1})).await.refused(403, "forbidden");
        program.post("/invites/accept", &json!({"token": "x"})).await.refused(403, "forbidden");
    }
}
