//! `PATCH /subscriptions/{id}`: whether the customer's people edit signatures.

use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use super::{column, kinds, read};
use crate::support::{TestApp, invite};

fn on(email: &str) -> Value {
    json!({"customer_edits_signatures": true, "contact": {"full_name": "Camille Mercier", "email": email}})
}

on_both_databases! {
    async fn turning_access_on_invites_the_contact(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        let now = owner.patch(&made.path(""), &on("camille@mercier.example")).await.expect(200).json();
        assert_eq!((&now["customer_edits_signatures"], &now["version"]), (&json!(true), &json!(2)));
        let invites = owner.get(&made.path("/invites")).await.items();
        assert_eq!(column(&invites, "email"), ["camille@mercier.example"]);
        // In the subscription's language.
        assert_eq!((&invites[0]["role"], &invites[0]["locale"]), (&json!("admin"), &json!("fr")));
        assert_eq!(kinds(owner, &made).await, ["subscription.created", "subscription.changed", "invite.created"]);
        assert_eq!(app.mails_to("camille@mercier.example").await.len(), 1);
    }

    async fn turning_access_on_needs_a_contact_unless_somebody_is_a_member(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (alone, known) = (reseller.subscription().create().await, reseller.subscription().create().await);
        reseller.customer(&known, SubscriptionRole::Admin).await;
        let body = json!({"customer_edits_signatures": true, "company_name": "New"});
        let answer = reseller.owner().patch(&alone.path(""), &body).await.refused(422, "invalid_fields");
        assert_eq!(answer.faults(), ["/contact required"]);
        assert_eq!(read(reseller.owner(), &alone).await, alone.json);
        reseller.owner().patch(&known.path(""), &body).await.expect(200);
        assert_eq!(app.count("invites").await, 0);
    }

    async fn turning_access_off_takes_open_invites_back(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        owner.post(&made.path("/invites"), &invite("ed@mercier.example", "editor")).await.expect(201);
        let token = app.mail_to("camille@mercier.example").await.token();
        let now = owner.patch(&made.path(""), &json!({"customer_edits_signatures": false})).await.expect(200).json();
        assert_eq!(now["customer_edits_signatures"], false);
        assert_eq!(column(&owner.get(&made.path("/invites")).await.items(), "state"), ["revoked", "revoked"]);
        app.anonymous().post("/invites/lookup", &json!({"token": token})).await.refused(409, "invite_revoked");
        let kinds = kinds(owner, &made).await;
        assert_eq!(kinds[kinds.len() - 3..], ["subscription.changed", "invite.revoked", "invite.revoked"]);
    }

    async fn people_stay_members_when_access_is_turned_off(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let admin = reseller.customer(&made, SubscriptionRole::Admin).await;
        reseller.owner().patch(&made.path(""), &json!({"customer_edits_signatures": false})).await.expect(200);
        assert_eq!(read(&admin, &made).await["customer_edits_signatures"], false);
    }

    async fn a_contact_who_is_invited_or_a_member_already_is_refused_whole(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let member = reseller.customer(&made, SubscriptionRole::Editor).await;
        owner.patch(&made.path(""), &on("Camille@MERCIER.example")).await.refused(409, "already_invited");
        owner.patch(&made.path(""), &on(&member.email)).await.refused(409, "already_member");
        assert_eq!(read(owner, &made).await, made.json);
        assert_eq!(app.count("invites").await, 1);

        owner.patch(&made.path(""), &json!({"customer_edits_signatures": false})).await.expect(200);
        owner.patch(&made.path(""), &on(&member.email)).await.refused(409, "already_member");
        assert_eq!(read(owner, &made).await["customer_edits_signatures"], false);
    }
}
