//! Mails that arrive.

use serde_json::{Value, json};

use super::server::{Mood, SmtpServer};
use super::{invite, read, resend, told, with_smtp};
use crate::support::{Setup, at_once};

on_both_databases! {
    async fn an_invite_arrives_and_says_so(setup: Setup) {
        let smtp = SmtpServer::start();
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        let made = invite(&reseller).await;
        assert_eq!(smtp.received(), [], "nothing goes out before the commit's worker");
        app.clock.advance(chrono::TimeDelta::seconds(1));
        assert_eq!(app.catch_up().await, 1);
        let received = smtp.received();
        assert_eq!(received.len(), 1);
        assert_eq!((received[0].from.as_str(), received[0].to.as_str()), ("countersign@portal.example", "camille@mercier.example"));
        assert!(received[0].header("To").contains("Camille Mercier"));
        assert_eq!(received[0].header("Reply-To"), "owner@northwind-it.example");
        assert!(received[0].header("Message-ID").starts_with('<'));
        assert!(received[0].text.contains("multipart/alternative"));
        let now = read(reseller.owner(), &made).await;
        assert_eq!((&now["delivery"], &now["sent_at"], &now["delivery_detail"]), (&json!("sent"), &json!(app.clock.now()), &Value::Null));
        assert_eq!(told(&app).await, (1, 0));
    }

    async fn several_mails_go_over_and_each_goes_once(setup: Setup) {
        let smtp = SmtpServer::start();
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        for n in 0..40 {
            reseller.subscription().contact(&format!("c{n}@mercier.example")).create().await;
        }
        assert_eq!(app.catch_up().await, 40);
        assert_eq!(app.catch_up().await, 0);
        let mut to: Vec<_> = smtp.received().into_iter().map(|mail| mail.to).collect();
        to.sort();
        to.dedup();
        assert_eq!((to.len(), smtp.received().len()), (40, 40));
        assert_eq!(app.count("invites WHERE delivery = 'sent'").await, 40);
    }

    async fn two_servers_that_look_at_once_send_each_mail_once(setup: Setup) {
        let smtp = SmtpServer::start();
        let (one, two) = (with_smtp(&setup, &smtp).await, with_smtp(&setup, &smtp).await);
        let reseller = one.reseller("Northwind IT").await;
        for n in 0..30 {
            reseller.subscription().contact(&format!("c{n}@mercier.example")).create().await;
        }
        let servers = [one.clone(), two];
        let counts = at_once(4, move |n| {
            let server = servers[n % 2].clone();
            async move { server.catch_up().await }
        })
        .await;
        assert_eq!(counts.iter().sum::<usize>(), 30, "{counts:?}");
        assert_eq!((smtp.received().len(), told(&one).await), (30, (30, 0)));
    }

    async fn a_mail_whose_receipt_was_lost_comes_again_under_the_same_id(setup: Setup) {
        let smtp = SmtpServer::start();
        smtp.set(Mood::GoesAwayAfterMails);
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        let made = invite(&reseller).await;
        app.catch_up().await;
        assert_eq!(read(reseller.owner(), &made).await["delivery"], "queued");
        smtp.set(Mood::Takes);
        app.clock.advance(chrono::TimeDelta::seconds(15));
        app.catch_up().await;
        let received = smtp.received();
        assert_eq!(received.len(), 2);
        assert_eq!(received[0].header("Message-ID"), received[1].header("Message-ID"));
        assert_eq!(told(&app).await, (1, 0));

        resend(reseller.owner(), &made).await;
        app.catch_up().await;
        let received = smtp.received();
        assert_ne!(received[1].header("Message-ID"), received[2].header("Message-ID"), "another link is another mail");
    }
}
