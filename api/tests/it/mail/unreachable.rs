//! Mail servers that are not there, or do not answer.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use countersign::config::Config;
use countersign::jobs::worker;
use countersign::start;
use serde_json::{Value, json};

use super::server::{Mood, SmtpServer};
use super::{invite, read, told, with_smtp};
use crate::support::Setup;

on_both_databases! {
    async fn while_the_server_is_away_it_is_tried_at_growing_intervals_and_then_delivered_once(setup: Setup) {
        let smtp = SmtpServer::away();
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        let made = invite(&reseller).await;
        assert_eq!(app.catch_up().await, 1);
        for wait in [15, 30, 60, 120, 240, 480, 960, 1920] {
            let queued = read(reseller.owner(), &made).await;
            assert_eq!((&queued["delivery"], &queued["sent_at"]), (&json!("queued"), &Value::Null));
            assert!(queued["delivery_detail"].as_str().unwrap().contains(&smtp.address()), "{queued}");
            app.clock.advance(TimeDelta::seconds(wait) - TimeDelta::microseconds(1));
            assert_eq!(app.catch_up().await, 0, "before {wait} s");
            app.clock.advance(TimeDelta::microseconds(1));
            if wait == 1920 {
                smtp.come();
            }
            assert_eq!(app.catch_up().await, 1, "at {wait} s");
        }
        let sent = read(reseller.owner(), &made).await;
        assert_eq!((&sent["delivery"], &sent["delivery_detail"], &sent["sent_at"]), (&json!("sent"), &Value::Null, &json!(app.clock.now())));
        app.clock.advance(TimeDelta::days(1));
        assert_eq!(app.catch_up().await, 0);
        assert_eq!((smtp.received().len(), told(&app).await), (1, (1, 0)));
    }

    async fn before_two_days_are_over_it_is_given_up(setup: Setup) {
        let smtp = SmtpServer::away();
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        let made = invite(&reseller).await;
        let (begun, mut wait) = (app.clock.now(), TimeDelta::seconds(15));
        let failed = loop {
            assert_eq!(app.catch_up().await, 1, "{}", app.clock.now());
            let now = read(reseller.owner(), &made).await;
            assert!(now["delivery_detail"].as_str().unwrap().contains(&smtp.address()), "{now}");
            if now["delivery"] != "queued" {
                break now;
            }
            app.clock.advance(wait);
            wait = (wait * 2).min(TimeDelta::hours(6));
        };
        assert_eq!((&failed["delivery"], &failed["state"]), (&json!("failed"), &json!("pending")));
        let tried_for = app.clock.now() - begun;
        assert!((36..48).contains(&tried_for.num_hours()), "{tried_for}");
        assert_eq!(told(&app).await, (0, 1));
        smtp.come();
        app.clock.advance(TimeDelta::days(1));
        assert_eq!((app.catch_up().await, smtp.received().len()), (0, 0));
    }

    async fn a_server_that_says_nothing_is_given_up_in_time_and_tried_again(setup: Setup) {
        let smtp = SmtpServer::start();
        smtp.set(Mood::SaysNothing);
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        let made = invite(&reseller).await;
        // A worker like the server's, with less patience.
        let mut settings = setup.settings().await;
        settings.smtp_url = Some(smtp.url());
        let mut hasty = start::build(&Config::new(&settings).unwrap(), app.clock.clone(), app.address).unwrap();
        hasty.mailer = hasty.mailer.with_time_limit(Duration::from_millis(300));
        let hasty = Arc::new(hasty);
        assert_eq!(worker::catch_up(&hasty).await.unwrap(), 1);
        let queued = read(reseller.owner(), &made).await;
        assert_eq!(queued["delivery"], "queued");
        assert!(queued["delivery_detail"].as_str().unwrap().contains("did not answer within"), "{queued}");
        smtp.set(Mood::Takes);
        app.clock.advance(TimeDelta::seconds(15));
        assert_eq!(app.catch_up().await, 1);
        assert_eq!(read(reseller.owner(), &made).await["delivery"], "sent");
        assert_eq!((smtp.received().len(), told(&app).await), (1, (1, 0)));
    }

    async fn requests_do_not_wait_for_the_mail_server(setup: Setup) {
        let smtp = SmtpServer::start();
        smtp.set(Mood::SaysNothing);
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        invite(&reseller).await;
        assert_eq!(app.count("jobs WHERE state = 'pending' AND attempts = 0").await, 2);
    }

    async fn a_worker_that_died_with_a_mail_in_hand_is_taken_over(setup: Setup) {
        let smtp = SmtpServer::start();
        let app = with_smtp(&setup, &smtp).await;
        let reseller = app.reseller("Northwind IT").await;
        let made = invite(&reseller).await;
        // What a claim leaves behind: the row is due again when its lease ends.
        let lease_end = app.clock.now() + TimeDelta::seconds(120);
        app.tx(move |conn| {
            use countersign::schema::jobs;
            use diesel::prelude::*;
            diesel::update(jobs::table.filter(jobs::kind.eq("mail_invite")))
                .set((jobs::due_at.eq(shared::sql::Instant::from(lease_end)), jobs::attempts.eq(1)))
                .execute(conn)?;
            Ok(())
        })
        .await;
        assert_eq!(app.catch_up().await, 0);
        app.clock.advance(TimeDelta::seconds(120));
        assert_eq!(app.catch_up().await, 1);
        assert_eq!((read(reseller.owner(), &made).await["delivery"].clone(), smtp.received().len()), (json!("sent"), 1));
    }
}
