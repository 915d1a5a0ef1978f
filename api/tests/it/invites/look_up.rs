//! `POST /invites/lookup`.

use serde_json::json;
use shared::rights::SubscriptionRole;

use super::{invited, known, newcomer};
use crate::support::{TestApp, invite};

on_both_databases! {
    async fn whoever_holds_the_token_reads_what_it_is_for(app: TestApp) {
        let invited = invited(&app).await;
        let offer = app.anonymous().post("/invites/lookup", &known(&invited.token)).await.expect(200).json();
        let expected = json!({
            "email": "Camille@Mercier.example", "full_name": "Camille Mercier", "role": "admin", "locale": "fr",
            "reseller_name": "Northwind IT", "inviter_name": "Olga Ostrova", "company_name": "Boulangerie Mercier et Fils", "product": "microsoft_365",
            "account_exists": false, "expires_at": "2026-11-29T12:00:00Z",
        });
        assert_eq!(offer, expected);
        app.person("camille@mercier.example").await;
        let offer = app.anonymous().post("/invites/lookup", &known(&format!(" {} ", invited.token))).await.expect(200).json();
        assert_eq!(offer["account_exists"], true);
    }

    async fn a_colleagues_offer_names_no_customer(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let body = json!({"full_name": "Ben Okafor", "email": "ben@northwind.example", "role": "billing", "locale": "en"});
        reseller.owner().post("/reseller/invites", &body).await.expect(201);
        let token = app.mail_to("ben@northwind.example").await.token();
        let offer = app.anonymous().post("/invites/lookup", &known(&token)).await.expect(200).json();
        assert_eq!((&offer["role"], &offer["company_name"], &offer["product"]), (&json!("billing"), &json!(null), &json!(null)));
    }

    async fn it_names_whoever_invites_of_the_customer_as_well(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let admin = reseller.customer(&made, SubscriptionRole::Admin).await;
        let name = admin.get("/me").await.expect(200).json()["full_name"].clone();
        admin.post(&made.path("/invites"), &invite("nadia@mercier.example", "editor")).await.expect(201);
        let token = app.mail_to("nadia@mercier.example").await.token();
        let offer = app.anonymous().post("/invites/lookup", &known(&token)).await.expect(200).json();
        assert_eq!((&offer["inviter_name"], &offer["reseller_name"]), (&name, &json!("Northwind IT")));
        assert!(name.as_str().is_some_and(|name| !name.is_empty()));
    }

    async fn a_dead_token_says_why(app: TestApp) {
        let invited = invited(&app).await;
        for strange in ["x", &invited.token[1..], &format!("{}A", invited.token), &invited.token.to_lowercase()] {
            app.anonymous().post("/invites/lookup", &known(strange)).await.refused(404, "not_found");
        }
        for (body, fault) in [(json!({}), "/token required"), (known(" "), "/token blank"), (known(&"x".repeat(201)), "/token too_long"), (json!({"token": 7}), "/token wrong_type")] {
            let answer = app.anonymous().post("/invites/lookup", &body).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), [fault]);
        }
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.expect(200);
        app.anonymous().post("/invites/lookup", &known(&invited.token)).await.refused(409, "invite_used");
    }

    async fn guessing_is_slowed_down(app: TestApp) {
        let invited = invited(&app).await;
        for n in 0..50 {
            app.anonymous().post("/invites/lookup", &known(&format!("guess {n}"))).await.refused(404, "not_found");
        }
        let answer = app.anonymous().post("/invites/lookup", &known(&invited.token)).await.refused(429, "too_many_attempts");
        let seconds: i64 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=900).contains(&seconds), "{seconds}");
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.refused(429, "too_many_attempts");
        app.clock.advance(chrono::TimeDelta::seconds(seconds));
        app.anonymous().post("/invites/lookup", &known(&invited.token)).await.expect(200);
    }
}
