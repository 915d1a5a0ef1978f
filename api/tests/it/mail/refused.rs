//! Mail servers that say no.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::server::{Mood, SmtpServer};
use super::{invite, read, resend, told, with_smtp};
use crate::support::Setup;

on_both_databases! {
    async fn a_refusal_for_good_fails_the_delivery_with_the_servers_words(setup: Setup) {
        for (mood, words) in [
            (Mood::AnswersRecipients("550 5.1.1 No such user here"), "No such user here"),
            (Mood::AnswersMails("554 5.7.1 This looks like spam"), "This looks like spam"),
        ] {
            let smtp = SmtpServer::start();
            smtp.set(mood);
            let app = with_smtp(&setup, &smtp).await;
            let reseller = app.reseller(words).await;
            let before = told(&app).await;
            let made = invite(&reseller).await;
            app.catch_up().await;
            let failed = read(reseller.owner(), &made).await;
            assert_eq!((&failed["delivery"], &failed["state"], &failed["sent_at"]), (&json!("failed"), &json!("pending"), &Value::Null));
            let detail = failed["delivery_detail"].as_str().unwrap();
            assert!(detail.contains(words) && detail.starts_with("55"), "{detail}");
            assert_eq!(told(&app).await, (before.0, before.1 + 1));
            let event = reseller.owner().get(&made.path("/events?limit=1")).await.items().remove(0);
            assert_eq!((&event["kind"], &event["actor"]["kind"], &event["data"]), (&json!("invite.delivery_failed"), &json!("system"), &json!({})));

            // It is not tried again by itself, but by hand.
            smtp.set(Mood::Takes);
            app.clock.advance(TimeDelta::days(3));
            assert_eq!(app.catch_up().await, 0);
            resend(reseller.owner(), &made).await;
            assert_eq!(read(reseller.owner(), &made).await["delivery_detail"], Value::Null);
            app.catch_up().await;
            assert_eq!(read(reseller.owner(), &made).await["delivery"], "sent");
            assert_eq!((smtp.received().len(), told(&app).await), (1, (before.0 + 1, before.1 + 1)));
        }
    }

    async fn a_refusal_for_now_is_tried_again(setup: Setup) {
        let smtp = SmtpServer::start();
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        for (mood, words) in [
            (Mood::AnswersRecipients("451 4.7.1 Greylisted, come back later"), "Greylisted, come back later"),
            (Mood::AnswersMails("452 4.3.1 No room just now"), "No room just now"),
        ] {
            let (before, had) = (told(&app).await, smtp.received().len());
            smtp.set(mood);
            let made = invite(&reseller).await;
            app.catch_up().await;
            for wait in [15, 30, 60] {
                let queued = read(reseller.owner(), &made).await;
                assert_eq!((&queued["delivery"], &queued["state"]), (&json!("queued"), &json!("pending")));
                assert!(queued["delivery_detail"].as_str().unwrap().contains(words), "{queued}");
                app.clock.advance(TimeDelta::seconds(wait));
                if wait == 60 {
                    smtp.set(Mood::Takes);
                }
                assert_eq!(app.catch_up().await, 1, "{wait}");
            }
            let sent = read(reseller.owner(), &made).await;
            assert_eq!((&sent["delivery"], &sent["delivery_detail"]), (&json!("sent"), &Value::Null));
            assert_eq!((smtp.received().len(), told(&app).await), (had + 1, (before.0 + 1, before.1)));
        }
    }

    async fn a_refused_mail_does_not_hold_up_the_others(setup: Setup) {
        let smtp = SmtpServer::start();
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        smtp.set(Mood::AnswersRecipients("550 5.1.1 No such user here"));
        invite(&reseller).await;
        app.catch_up().await;
        smtp.set(Mood::Takes);
        let second = reseller.subscription().contact("other@mercier.example").create().await;
        app.catch_up().await;
        assert_eq!(read(reseller.owner(), &second).await["delivery"], "sent");
    }
}
