//! Colleagues are invited by mail.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::{PASSWORD, TestApp, at_once};

const BEN: &str = "Ben@Northwind.example";

fn ben(role: &str) -> Value {
    json!({"full_name": "Ben Okafor", "email": BEN, "role": role, "locale": "en"})
}

fn acceptance(token: &str) -> Value {
    json!({"token": token, "full_name": "Ben O. Okafor", "phone": "+32 2 555 12 34", "password": PASSWORD})
}

on_both_databases! {
    async fn one_who_accepts_makes_an_account_and_is_signed_in_with_the_role(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let answer = northwind.owner().post("/reseller/invites", &ben("billing")).await.expect(201);
        let (invite, path) = (answer.json(), format!("/reseller/invites/{}", answer.id()));
        assert_eq!(answer.header("location"), Some(format!("/api/v1{path}").as_str()));
        assert_eq!((&invite["state"], &invite["delivery"], &invite["role"]), (&json!("pending"), &json!("queued"), &json!("billing")));
        assert_eq!((&invite["expires_at"], &invite["subscription_id"]), (&json!("2026-11-29T12:00:00Z"), &Value::Null));

        let mail = app.mail_to(BEN).await;
        assert_eq!(mail.header("Reply-To"), northwind.owner().email);
        assert_eq!(mail.subject(), "Invitation from Olga Ostrova: join Northwind IT in Countersign");
        assert!(mail.link().starts_with("https://portal.example/invites/accept#"), "{}", mail.link());
        assert_eq!(northwind.owner().get(&path).await.json()["delivery"], "sent");

        let offer = app.anonymous().post("/invites/lookup", &json!({"token": mail.token()})).await.expect(200).json();
        assert_eq!((&offer["account_exists"], &offer["company_name"], &offer["role"]), (&json!(false), &Value::Null, &json!("billing")));
        assert_eq!((&offer["reseller_name"], &offer["email"]), (&json!("Northwind IT"), &json!(BEN)));

        let accepted = app.anonymous().post("/invites/accept", &acceptance(&mail.token())).await.expect(200);
        let me = app.with_token(&accepted.access_token()).get("/me").await.expect(200).json();
        assert_eq!((&me["full_name"], &me["phone"], &me["reseller"]["role"]), (&json!("Ben O. Okafor"), &json!("+32 2 555 12 34"), &json!("billing")));
        assert_eq!(northwind.owner().get(&path).await.json()["state"], "accepted");
        app.anonymous().post("/auth/login", &json!({"email": BEN, "password": PASSWORD})).await.expect(200);
        assert_eq!(app.mails_to(BEN).await.len(), 1, "accepting mails nothing");
    }

    async fn one_with_an_account_and_no_membership_signs_in_and_accepts(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let person = app.person("ben@northwind.example").await;
        northwind.owner().post("/reseller/invites", &ben("support")).await.expect(201);
        let token = app.mail_to(BEN).await.token();
        app.anonymous().post("/invites/accept", &acceptance(&token)).await.refused(409, "sign_in_to_accept");
        app.person("other@northwind.example").await.post("/invites/accept", &json!({"token": token})).await
            .refused(403, "invite_for_another_account");
        person.post("/invites/accept", &json!({"token": token})).await.expect(200);
        assert_eq!(person.get("/me").await.json()["reseller"]["role"], "support");
    }

    async fn an_account_belongs_to_one_reseller_or_to_customers(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let subscription = contoso.subscription().create().await;
        let people = [contoso.colleague(ResellerRole::Support).await, contoso.customer(&subscription, SubscriptionRole::Editor).await];
        for person in people {
            let mut body = ben("admin");
            body["email"] = json!(person.email);
            northwind.owner().post("/reseller/invites", &body).await.expect(201);
            let token = app.mail_to(&person.email).await.token();
            person.post("/invites/accept", &json!({"token": token})).await.refused(409, "account_elsewhere");
            let offer = app.anonymous().post("/invites/lookup", &json!({"token": token})).await.expect(200);
            assert_eq!(offer.json()["account_exists"], true, "a refused acceptance uses nothing up");
        }
        assert_eq!(app.count("reseller_members WHERE role = 'admin'").await, 0);
    }

    async fn a_member_and_one_who_is_invited_are_not_invited_again(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let mut body = ben("admin");
        body["email"] = json!(northwind.owner().email.to_uppercase());
        northwind.owner().post("/reseller/invites", &body).await.refused(409, "already_member");
        northwind.owner().post("/reseller/invites", &ben("admin")).await.expect(201);
        let mut again = ben("support");
        again["email"] = json!("BEN@northwind.EXAMPLE");
        northwind.owner().post("/reseller/invites", &again).await.refused(409, "already_invited");
        assert_eq!((app.count("invites").await, app.mails().await.len()), (1, 1));
        // Another reseller knows nothing of it.
        app.reseller("Contoso Cloud").await.owner().post("/reseller/invites", &ben("admin")).await.expect(201);
        // Once it has expired there can be a new one.
        app.clock.advance(TimeDelta::days(7));
        northwind.owner().post("/reseller/invites", &again).await.expect(201);
    }

    async fn of_ten_invites_of_one_person_at_once_one_is_made(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let answers = at_once(10, |_| {
            let owner = northwind.owner().clone();
            async move { owner.post("/reseller/invites", &ben("admin")).await.status() }
        })
        .await;
        assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 409).count(), 9, "{answers:?}");
        assert_eq!(app.count("invites").await, 1);
    }

    async fn sending_again_makes_a_new_link_and_kills_the_old(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let path = format!("/reseller/invites/{}", northwind.owner().post("/reseller/invites", &ben("admin")).await.expect(201).id());
        let old = app.mail_to(BEN).await.token();
        app.clock.advance(TimeDelta::days(3));
        let invite = northwind.owner().post(&format!("{path}/resend"), &json!({})).await.expect(200).json();
        assert_eq!((&invite["state"], &invite["delivery"], &invite["expires_at"]), (&json!("pending"), &json!("queued"), &json!("2026-12-02T12:00:00Z")));
        let new = app.mail_to(BEN).await.token();
        assert_ne!(old, new);
        app.anonymous().post("/invites/accept", &acceptance(&old)).await.refused(409, "invite_revoked");
        app.anonymous().post("/invites/accept", &acceptance(&new)).await.expect(200);
        northwind.owner().post(&format!("{path}/resend"), &json!({})).await.refused(409, "invite_not_open");
    }

    async fn one_that_is_taken_back_cannot_be_accepted(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let answer = northwind.owner().post("/reseller/invites", &ben("admin")).await.expect(201);
        let (path, token) = (format!("/reseller/invites/{}", answer.id()), app.mail_to(BEN).await.token());
        northwind.owner().delete(&path).if_match("\"77\"").await.refused(412, "stale_version");
        northwind.owner().delete(&path).await.expect(204);
        assert_eq!(northwind.owner().get(&path).await.json()["state"], "revoked");
        northwind.owner().delete(&path).await.refused(409, "invite_not_open");
        for path in ["/invites/lookup", "/invites/accept"] {
            let body = if path.ends_with("accept") { acceptance(&token) } else { json!({"token": token}) };
            app.anonymous().post(path, &body).await.refused(409, "invite_revoked");
        }
        assert_eq!(app.count("accounts").await, 1);
    }

    async fn one_expires_after_seven_days(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let path = format!("/reseller/invites/{}", northwind.owner().post("/reseller/invites", &ben("admin")).await.expect(201).id());
        let token = app.mail_to(BEN).await.token();
        app.clock.advance(TimeDelta::days(7) - TimeDelta::microseconds(1));
        app.anonymous().post("/invites/lookup", &json!({"token": token})).await.expect(200);
        app.clock.advance(TimeDelta::microseconds(1));
        app.anonymous().post("/invites/accept", &acceptance(&token)).await.refused(410, "invite_expired");
        assert_eq!(northwind.owner().get(&path).await.json()["state"], "expired");
    }

    async fn administrators_do_not_invite_owners(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let admin = northwind.colleague(ResellerRole::Admin).await;
        admin.post("/reseller/invites", &ben("owner")).await.refused(403, "forbidden");
        admin.post("/reseller/invites", &ben("admin")).await.expect(201);
        assert_eq!(app.count("invites").await, 1);
    }

    async fn a_refused_one_leaves_nothing_behind(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let events = app.count("events").await;
        let body = json!({"full_name": " ", "email": "ben@", "role": "editor", "locale": "xx", "note": "hello"});
        let answer = northwind.owner().post("/reseller/invites", &body).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/email invalid_email", "/full_name blank", "/locale not_allowed", "/note unknown_field", "/role not_allowed"]);
        assert_eq!((app.count("invites").await, app.count("jobs").await, app.count("events").await), (0, 0, events));
    }

    async fn another_resellers_are_not_there(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let path = format!("/reseller/invites/{}", contoso.owner().post("/reseller/invites", &ben("admin")).await.expect(201).id());
        let owner = northwind.owner();
        owner.get(&path).await.refused(404, "not_found");
        owner.delete(&path).await.refused(404, "not_found");
        owner.post(&format!("{path}/resend"), &json!({})).await.refused(404, "not_found");
        assert_eq!(owner.get("/reseller/invites").await.json()["total"], 0);
        contoso.owner().get(&path).await.expect(200);
    }
}
