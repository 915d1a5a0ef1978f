//! `POST /invites/accept`: what is refused, and that nothing is used up by it.

use serde_json::{Value, json};

use super::{Invited, invited, known, newcomer};
use crate::support::{PASSWORD, TestApp, invite};

/// Accounts, members, sessions and events stay as they were, and the invite is still good.
async fn is_untouched(app: &TestApp, invited: &Invited, before: &[i64]) {
    assert_eq!(rows(app).await, before);
    assert_eq!(invited.invite().await["state"], "pending");
    app.anonymous().post("/invites/lookup", &known(&invited.token)).await.expect(200);
}

async fn rows(app: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["accounts", "subscription_members", "reseller_members", "sessions", "events"] {
        counts.push(app.count(table).await);
    }
    counts
}

fn with(token: &str, field: &str, value: Value) -> Value {
    let mut body = newcomer(token);
    body[field] = value;
    body
}

on_both_databases! {
    async fn a_newcomers_fields_are_held_against_their_rules_and_all_faults_told(app: TestApp) {
        let invited = invited(&app).await;
        let before = rows(&app).await;
        let token = invited.token.as_str();
        for (body, faults) in [
            (known(token), vec!["/full_name required", "/password required"]),
            (json!({"token": token, "password": PASSWORD}), vec!["/full_name required"]),
            (json!({"token": token, "phone": "x"}), vec!["/full_name required", "/password required", "/phone invalid_phone"]),
            (
                json!({"token": token, "phone": "x", "password": "passwordpassword"}),
                vec!["/full_name required", "/password too_weak", "/phone invalid_phone"],
            ),
            (json!({}), vec!["/token required"]),
            (with(token, "password", json!("short pass1")), vec!["/password too_short"]),
            (with(token, "password", json!("x".repeat(257))), vec!["/password too_long"]),
            (with(token, "password", json!("passwordpassword")), vec!["/password too_weak"]),
            (with(token, "password", json!("aaaaaaaaaaaaaaaa")), vec!["/password too_weak"]),
            // One's own words are what others would try first.
            (with(token, "password", json!("CamilleMercier")), vec!["/password too_weak"]),
            (with(token, "full_name", json!(" ")), vec!["/full_name blank"]),
            (with(token, "phone", json!("call me")), vec!["/phone invalid_phone"]),
            (
                json!({"token": token, "full_name": 1, "phone": "", "password": "x", "email": "a@b.example"}),
                vec!["/email unknown_field", "/full_name wrong_type", "/password too_short", "/phone blank"],
            ),
        ] {
            let answer = app.anonymous().post("/invites/accept", &body).await;
            assert_eq!((answer.status(), answer.faults()), (422, faults.into_iter().map(str::to_owned).collect()), "{body}");
        }
        is_untouched(&app, &invited, &before).await;
    }

    async fn an_unknown_token_is_nothing(app: TestApp) {
        let camille = app.person("camille@mercier.example").await;
        for token in ["x", &"a".repeat(43)] {
            app.anonymous().post("/invites/accept", &newcomer(token)).await.refused(404, "not_found");
            camille.post("/invites/accept", &known(token)).await.refused(404, "not_found");
        }
    }

    async fn who_has_an_account_must_sign_in(app: TestApp) {
        let invited = invited(&app).await;
        app.person("CAMILLE@mercier.example").await;
        let before = rows(&app).await;
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.refused(409, "sign_in_to_accept");
        app.anonymous().post("/invites/accept", &known(&invited.token)).await.refused(409, "sign_in_to_accept");
        app.with_token("not a token").post("/invites/accept", &known(&invited.token)).await.refused(401, "unauthenticated");
        is_untouched(&app, &invited, &before).await;
    }

    async fn another_account_is_not_the_invited_one(app: TestApp) {
        let invited = invited(&app).await;
        let other = app.person("other@mercier.example").await;
        let before = rows(&app).await;
        other.post("/invites/accept", &known(&invited.token)).await.refused(403, "invite_for_another_account");
        other.post("/invites/accept", &newcomer(&invited.token)).await.refused(403, "invite_for_another_account");
        invited.owner().post("/invites/accept", &known(&invited.token)).await.refused(403, "invite_for_another_account");
        is_untouched(&app, &invited, &before).await;
    }

    async fn a_resellers_person_cannot_join_a_customer(app: TestApp) {
        let mut invited = invited(&app).await;
        let other = app.reseller("Contoso").await;
        for who in [invited.owner().clone(), other.owner().clone()] {
            let made = invited.reseller.subscription().contact(&who.email).create().await;
            invited.token = app.mail_to(&who.email).await.token();
            invited.subscription = made;
            let before = rows(&app).await;
            who.post("/invites/accept", &known(&invited.token)).await.refused(409, "account_elsewhere");
            is_untouched(&app, &invited, &before).await;
        }
    }

    async fn a_customers_person_cannot_join_a_reseller(app: TestApp) {
        let invited = invited(&app).await;
        let camille = app.person("camille@mercier.example").await;
        camille.post("/invites/accept", &known(&invited.token)).await.expect(200);
        let body = json!({"full_name": "Camille", "email": "camille@mercier.example", "role": "admin", "locale": "en"});
        invited.owner().post("/reseller/invites", &body).await.expect(201);
        let token = app.mail_to("camille@mercier.example").await.token();
        let before = rows(&app).await;
        camille.post("/invites/accept", &known(&token)).await.refused(409, "account_elsewhere");
        assert_eq!(rows(&app).await, before);
        app.anonymous().post("/invites/lookup", &known(&token)).await.expect(200);
    }

    async fn who_is_a_member_already_uses_nothing_up(app: TestApp) {
        let invited = invited(&app).await;
        let camille = app.person("camille@mercier.example").await;
        invited.reseller.make_customer(&camille, &invited.subscription, shared::rights::SubscriptionRole::Editor).await;
        let before = rows(&app).await;
        camille.post("/invites/accept", &known(&invited.token)).await.refused(409, "already_member");
        is_untouched(&app, &invited, &before).await;
    }

    async fn a_used_token_is_used(app: TestApp) {
        let invited = invited(&app).await;
        let token = app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.expect(200).access_token();
        let before = rows(&app).await;
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.refused(409, "invite_used");
        app.with_token(&token).post("/invites/accept", &known(&invited.token)).await.refused(409, "invite_used");
        assert_eq!(rows(&app).await, before);
    }

    async fn it_takes_no_idempotency_key(app: TestApp) {
        let invited = invited(&app).await;
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).key("k").await.expect(200);
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).key("k").await.refused(409, "invite_used");
        assert_eq!(app.count("kept_answers").await, 0);
        let path = invited.subscription.path("/invites");
        invited.owner().post(&path, &invite("ed@mercier.example", "editor")).key("k").await.expect(201);
    }
}
