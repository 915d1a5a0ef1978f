//! `POST` and `GET /subscriptions/{id}/invites`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{invited, newcomer};
use crate::support::{TestApp, invite, noon};

on_both_databases! {
    async fn an_invite_is_made_with_its_mail_and_its_timer(app: TestApp) {
        let invited = invited(&app).await;
        let (owner, path) = (invited.owner(), invited.subscription.path("/invites"));
        let answer = owner.post(&path, &invite("ed@mercier.example", "editor")).await.expect(201);
        let made = answer.json();
        assert_eq!(answer.header("location"), Some(format!("/api/v1{path}/{}", answer.id()).as_str()));
        assert_eq!(answer.etag(), "\"1\"");
        assert_eq!((&made["role"], &made["state"], &made["delivery"]), (&json!("editor"), &json!("pending"), &json!("queued")));
        assert_eq!((&made["subscription_id"], &made["invited_by"]), (&json!(invited.subscription.id), &json!(owner.account())));
        assert_eq!(made["expires_at"], json!(noon() + TimeDelta::days(7)));
        let read = owner.get(&format!("{path}/{}", answer.id())).await.expect(200);
        assert_eq!((read.json(), read.etag()), (made, answer.etag()));
        assert_eq!(app.count("jobs WHERE state = 'pending' AND kind = 'mail_invite'").await, 1);
        assert_eq!(invited.kinds().await.last().unwrap(), "invite.created");
        assert_eq!(app.mails_to("ed@mercier.example").await.len(), 1);
    }

    async fn every_rule_refuses_by_pointer_and_code_and_nothing_stays(app: TestApp) {
        let invited = invited(&app).await;
        let before = (app.count("invites").await, app.count("jobs").await, app.count("events").await);
        for (body, faults) in [
            (json!({}), vec!["/email required", "/full_name required", "/locale required", "/role required"]),
            (invite("nobody", "admin"), vec!["/email invalid_email"]),
            (invite("a@b.example\r\nBcc: c@d.example", "admin"), vec!["/email invalid_email"]),
            (invite("a@b.example", "owner"), vec!["/role not_allowed"]),
            (invite("a@b.example", "billing"), vec!["/role not_allowed"]),
            (
                json!({"full_name": "", "email": "", "role": "x", "locale": "x", "state": "accepted"}),
                vec!["/email blank", "/full_name blank", "/locale not_allowed", "/role not_allowed", "/state unknown_field"],
            ),
            (
                json!({"full_name": "A\nB", "email": "a@b.example", "role": "admin", "locale": "en"}),
                vec!["/full_name invalid_characters"],
            ),
        ] {
            let answer = invited.owner().post(&invited.subscription.path("/invites"), &body).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), faults, "{body}");
        }
        assert_eq!((app.count("invites").await, app.count("jobs").await, app.count("events").await), before);
    }

    async fn nobody_is_invited_twice_at_a_time_whatever_the_case_of_the_address(app: TestApp) {
        let invited = invited(&app).await;
        let (owner, path) = (invited.owner(), invited.subscription.path("/invites"));
        for address in ["Camille@Mercier.example", "CAMILLE@mercier.EXAMPLE"] {
            owner.post(&path, &invite(address, "editor")).await.refused(409, "already_invited");
        }
        assert_eq!(app.count("invites").await, 1);
        // Once it ran out, or was taken back, there can be another.
        app.clock.advance(TimeDelta::days(7));
        let second = owner.post(&path, &invite("camille@mercier.example", "editor")).await.expect(201).id();
        owner.post(&path, &invite("camille@mercier.example", "editor")).await.refused(409, "already_invited");
        owner.delete(&format!("{path}/{second}")).await.expect(204);
        owner.post(&path, &invite("camille@mercier.example", "editor")).await.expect(201);
    }

    async fn a_member_is_not_invited_again(app: TestApp) {
        let invited = invited(&app).await;
        app.anonymous().post("/invites/accept", &newcomer(&invited.token)).await.expect(200);
        let path = invited.subscription.path("/invites");
        invited.owner().post(&path, &invite("camille@MERCIER.example", "editor")).await.refused(409, "already_member");
        assert_eq!(app.count("invites").await, 1);
    }

    async fn where_customers_have_no_access_nobody_is_invited(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let off = reseller.subscription().create().await;
        reseller.owner().post(&off.path("/invites"), &invite("a@b.example", "admin")).await.refused(409, "customer_access_off");
        let over = reseller.subscription().contact("camille@mercier.example").create().await;
        reseller.owner().post(&over.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        let answer = reseller.owner().post(&over.path("/invites"), &invite("a@b.example", "admin")).await.refused(409, "transition_not_allowed");
        assert_eq!(answer.json()["allowed_actions"], json!(["reactivate"]));
        assert_eq!(app.count("invites").await, 1);
    }

    async fn people_are_invited_by_those_who_manage_people(app: TestApp) {
        let invited = invited(&app).await;
        let (reseller, made) = (&invited.reseller, &invited.subscription);
        let path = made.path("/invites");
        let one = invited.path("").await;
        for (who, status) in [
            (reseller.colleague(ResellerRole::Admin).await, 201),
            (reseller.colleague(ResellerRole::Billing).await, 403),
            (reseller.colleague(ResellerRole::Support).await, 403),
            (reseller.customer(made, SubscriptionRole::Admin).await, 201),
            (reseller.customer(made, SubscriptionRole::Editor).await, 403),
            (app.reseller("Contoso").await.owner().clone(), 404),
            (app.person("nobody@else.example").await, 404),
            (app.anonymous(), 401),
        ] {
            let answer = who.post(&path, &invite(&format!("x{}", who.email.replace('@', ".") + "@mercier.example"), "editor")).await;
            assert_eq!(answer.status(), status, "{} {}", who.email, answer.text());
            if status != 201 {
                assert_eq!(who.post(&format!("{one}/resend"), &json!({})).await.status(), status, "{}", who.email);
                assert_eq!(who.delete(&one).await.status(), status, "{}", who.email);
            }
        }
        for (who, status) in [
            (reseller.colleague(ResellerRole::Support).await, 200),
            (reseller.customer(made, SubscriptionRole::Admin).await, 200),
            (reseller.customer(made, SubscriptionRole::Editor).await, 403),
            (app.reseller("Fabrikam").await.owner().clone(), 404),
        ] {
            assert_eq!(who.get(&path).await.status(), status, "{}", who.email);
            assert_eq!(who.get(&one).await.status(), status, "{}", who.email);
        }
        assert_eq!(invited.invite().await["state"], "pending");
    }

    async fn an_invite_is_found_at_its_own_subscription_alone(app: TestApp) {
        let invited = invited(&app).await;
        let id = invited.invite().await["id"].as_str().unwrap().to_owned();
        let second = invited.reseller.subscription().contact("camille@mercier.example").create().await;
        let elsewhere = second.path(&format!("/invites/{id}"));
        invited.owner().get(&elsewhere).await.refused(404, "not_found");
        invited.owner().delete(&elsewhere).await.refused(404, "not_found");
        invited.owner().post(&format!("{elsewhere}/resend"), &json!({})).await.refused(404, "not_found");
        invited.owner().get(&format!("/reseller/invites/{id}")).await.refused(404, "not_found");
        invited.owner().get(&invited.subscription.path("/invites/x")).await.refused(404, "not_found");
        assert_eq!(invited.invite().await["state"], "pending");
    }

    async fn the_list_is_newest_first_by_pages_and_as_csv(app: TestApp) {
        let invited = invited(&app).await;
        let (owner, path) = (invited.owner(), invited.subscription.path("/invites"));
        for n in 0..4 {
            owner.post(&path, &invite(&format!("{n}@mercier.example"), "editor")).await.expect(201);
        }
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = owner.get(&format!("{path}?limit=2{cursor}")).await.expect(200).json();
            assert_eq!(page["total"], 5);
            seen.extend(page["items"].as_array().unwrap().iter().map(|row| row["email"].as_str().unwrap().to_owned()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, ["3@mercier.example", "2@mercier.example", "1@mercier.example", "0@mercier.example", "Camille@Mercier.example"]);
        let csv = owner.get(&path).accept("text/csv").await.expect(200).text();
        assert_eq!(csv.lines().next(), Some("full_name,email,role,state,delivery,expires_at"));
        assert_eq!(csv.lines().count(), 6);
        let answer = owner.get(&format!("{path}?limit=0&state=open")).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/limit out_of_range", "/state unknown_field"]);
        assert_eq!(owner.get(&invited.path("").await).await.json()["accepted_at"], Value::Null);
    }
}
