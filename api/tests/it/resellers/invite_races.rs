//! Colleagues' invites when several write them at once.

use std::time::Duration;

use chrono::TimeDelta;
use countersign::platform::db::dialect;
use countersign::schema::invites;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::support::{TestApp, at_once};

fn ben(email: &str) -> Value {
    json!({"full_name": "Ben Okafor", "email": email, "role": "support", "locale": "en"})
}

/// Writes the reseller's invites as the mail worker does when it notes a delivery, and takes its time over it.
async fn note_slowly(app: &TestApp, reseller: shared::ids::ResellerId) {
    app.tx(move |conn| {
        dialect::lock_reseller(conn, reseller)?;
        diesel::update(invites::table.filter(invites::reseller_id.eq(reseller)))
            .set(invites::version.eq(invites::version + 1))
            .execute(conn)?;
        std::thread::sleep(Duration::from_millis(1500));
        Ok(())
    })
    .await;
}

on_both_databases! {
    async fn whoever_writes_an_invite_waits_for_the_worker_that_notes_its_delivery(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, reseller) = (northwind.owner().clone(), northwind.id);
        for (n, action) in ["accept", "resend", "revoke"].into_iter().enumerate() {
            let email = format!("ben-{n}@northwind.example");
            let ben_himself = app.person(&email).await;
            let id = owner.post("/reseller/invites", &ben(&email)).await.expect(201).id();
            let token = app.mail_to(&email).await.token();
            let (server, path) = (app.clone(), format!("/reseller/invites/{id}"));
            let noting = actix_web::rt::spawn(async move { note_slowly(&server, reseller).await });
            actix_web::rt::time::sleep(Duration::from_millis(300)).await;
            let answer = match action {
                "accept" => ben_himself.post("/invites/accept", &json!({"token": token})).await,
                "resend" => owner.post(&format!("{path}/resend"), &json!({})).await,
                _ => owner.delete(&path).await,
            };
            noting.await.unwrap();
            assert!(answer.status() < 300, "{action}: {}", answer.text());
        }
    }

    async fn an_expired_invite_and_a_new_one_at_once_leave_one_open(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner().clone();
        for round in 0..6 {
            let email = format!("ben-{round}@northwind.example");
            let id = owner.post("/reseller/invites", &ben(&email)).await.expect(201).id();
            app.clock.advance(TimeDelta::days(7));
            owner.stay_signed_in().await;
            let (owner, address) = (owner.clone(), email.clone());
            let statuses = at_once(2, move |n| {
                let (owner, address, resend) = (owner.clone(), address.clone(), format!("/reseller/invites/{id}/resend"));
                async move {
                    match n {
                        0 => owner.post(&resend, &json!({})).await.status(),
                        _ => owner.post("/reseller/invites", &ben(&address)).await.status(),
                    }
                }
            })
            .await;
            assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 1, "{statuses:?}");
            let invites = northwind.owner().get("/reseller/invites?limit=200").await.items();
            let open = invites.iter().filter(|invite| invite["email"] == *email && invite["state"] == "pending").count();
            assert_eq!(open, 1, "{statuses:?}");
        }
    }
}
