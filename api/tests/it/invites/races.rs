//! Invites when many act at once.

use serde_json::json;

use super::{invited, known, newcomer};
use crate::support::{Setup, TestApp, at_once, invite};

fn count(statuses: &[u16], wanted: u16) -> usize {
    statuses.iter().filter(|status| **status == wanted).count()
}

on_both_databases! {
    async fn of_200_accepts_at_once_by_the_account_one_succeeds(setup: Setup) {
        // Each comes from an address of its own, or the counter of guesses would answer most of them.
        let app = setup.start_with(|settings| settings.trusted_proxies = Some("127.0.0.1/32".to_owned())).await;
        let invited = invited(&app).await;
        let camille = app.person("camille@mercier.example").await;
        let (token, sender) = (invited.token.clone(), camille.clone());
        let statuses = at_once(200, move |n| {
            let (camille, body) = (sender.clone(), known(&token));
            let address = format!("10.0.{}.{}", n / 100, n % 100);
            async move { camille.post("/invites/accept", &body).header("x-forwarded-for", &address).await.status() }
        })
        .await;
        assert_eq!((count(&statuses, 200), count(&statuses, 409)), (1, 199), "{statuses:?}");
        assert_eq!(app.count("subscription_members").await, 1);
        assert_eq!(app.count("sessions").await, 3, "the owner's, the person's, and the one that the accepting opened");
        assert_eq!(app.count("events WHERE kind IN ('invite.accepted', 'member.added')").await, 2);
        assert_eq!(invited.invite().await["state"], "accepted");
    }

    async fn of_12_accepts_at_once_by_newcomers_one_succeeds(app: TestApp) {
        let invited = invited(&app).await;
        let token = invited.token.clone();
        let (server, before) = (app.clone(), app.count("accounts").await);
        let statuses = at_once(12, move |_| {
            let (someone, body) = (server.anonymous(), newcomer(&token));
            async move { someone.post("/invites/accept", &body).await.status() }
        })
        .await;
        assert_eq!((count(&statuses, 200), count(&statuses, 409)), (1, 11), "{statuses:?}");
        assert_eq!(app.count("accounts").await, before + 1);
        assert_eq!(app.count("subscription_members").await, 1);
        assert_eq!(app.count("events WHERE kind = 'invite.accepted'").await, 1);
    }

    async fn an_account_that_accepts_for_a_reseller_and_a_customer_at_once_joins_one(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for round in 0..5 {
            let address = format!("camille{round}@mercier.example");
            let camille = app.person(&address).await;
            reseller.subscription().contact(&address).create().await;
            let body = json!({"full_name": "Camille", "email": address, "role": "support", "locale": "en"});
            reseller.owner().post("/reseller/invites", &body).await.expect(201);
            let tokens: Vec<String> = app.mails_to(&address).await.iter().map(|mail| mail.token()).collect();
            let statuses = at_once(2, move |n| {
                let (camille, body) = (camille.clone(), known(&tokens[n]));
                async move { camille.post("/invites/accept", &body).await.status() }
            })
            .await;
            assert_eq!((count(&statuses, 200), count(&statuses, 409)), (1, 1), "{statuses:?}");
        }
        let both = "reseller_members r JOIN subscription_members s ON s.account_id = r.account_id";
        assert_eq!(app.count(both).await, 0);
    }

    async fn nobody_is_invited_twice_by_two_at_once(app: TestApp) {
        let invited = invited(&app).await;
        let (owner, path) = (invited.owner().clone(), invited.subscription.path("/invites"));
        let statuses = at_once(10, move |_| {
            let (owner, path) = (owner.clone(), path.clone());
            async move { owner.post(&path, &invite("ed@mercier.example", "editor")).await.status() }
        })
        .await;
        assert_eq!((count(&statuses, 201), count(&statuses, 409)), (1, 9), "{statuses:?}");
        assert_eq!(app.mails_to("ed@mercier.example").await.len(), 1);
    }

    async fn resending_many_times_at_once_leaves_one_link_that_works(app: TestApp) {
        let invited = invited(&app).await;
        let (owner, resend) = (invited.owner().clone(), invited.path("/resend").await);
        let statuses = at_once(5, move |_| {
            let (owner, resend) = (owner.clone(), resend.clone());
            async move { owner.post(&resend, &json!({})).await.status() }
        })
        .await;
        assert_eq!(count(&statuses, 200), 5, "{statuses:?}");
        let mails = app.mails_to("Camille@Mercier.example").await;
        assert_eq!(mails.len(), 2, "only the last link was mailed");
        app.anonymous().post("/invites/lookup", &known(&mails[1].token())).await.expect(200);
        assert_eq!(app.count("dead_tokens").await, 5);
    }

    async fn whoever_comes_first_revoking_turning_off_and_accepting_agree(app: TestApp) {
        let invited = invited(&app).await;
        let camille = app.person("camille@mercier.example").await;
        for round in 0..5 {
            let made = invited.reseller.subscription().contact("camille@mercier.example").create().await;
            let id = invited.owner().get(&made.path("/invites")).await.items()[0]["id"].as_str().unwrap().to_owned();
            let token = app.mail_to("camille@mercier.example").await.token();
            let (owner, camille) = (invited.owner().clone(), camille.clone());
            let (one, whole) = (made.path(&format!("/invites/{id}")), made.path(""));
            let statuses = at_once(4, move |n| {
                let (owner, camille, one, whole, token) = (owner.clone(), camille.clone(), one.clone(), whole.clone(), token.clone());
                async move {
                    match (n + round) % 4 {
                        0 => owner.delete(&one).await.status(),
                        1 => owner.patch(&whole, &json!({"customer_edits_signatures": false})).await.status(),
                        2 => camille.post("/invites/accept", &known(&token)).await.status(),
                        _ => owner.post(&format!("{one}/resend"), &json!({})).await.status(),
                    }
                }
            })
            .await;
            assert!(statuses.iter().all(|status| [200, 204, 409].contains(status)), "{statuses:?}");
            let state = invited.owner().get(&made.path(&format!("/invites/{id}"))).await.json()["state"].clone();
            let members = invited.owner().get(&made.path("/members")).await.json()["total"].clone();
            assert_eq!(members, json!(u8::from(state == "accepted")), "{state}");
            assert_ne!(state, "pending", "access is off");
        }
    }
}
