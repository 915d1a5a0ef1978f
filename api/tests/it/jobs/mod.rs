//! The worker: its slots, and jobs that come to no end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use countersign::config::Config;
use countersign::jobs::worker;
use countersign::schema::jobs;
use countersign::start;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::mail::server::{Mood, SmtpServer};
use crate::support::{Setup, TestApp};

/// As a worker leaves a row that died over it so many times.
async fn begun(app: &TestApp, kind: &'static str, times: i64) {
    let set = (jobs::attempts.eq(times), jobs::due_at.eq(shared::sql::Instant::from(app.clock.now())));
    app.tx(move |conn| Ok(diesel::update(jobs::table.filter(jobs::kind.eq(kind))).set(set).execute(conn)?)).await;
}

on_both_databases! {
    async fn a_mail_server_that_says_nothing_holds_up_mails_alone(setup: Setup) {
        let smtp = SmtpServer::start();
        smtp.set(Mood::SaysNothing);
        let app = setup.start().await;
        let reseller = app.reseller("Northwind IT").await;
        for n in 0..20 {
            reseller.subscription().contact(&format!("c{n}@mercier.example")).create().await;
        }
        let mut settings = setup.settings().await;
        settings.smtp_url = Some(smtp.url());
        let mut built = start::build(&Config::new(&settings).unwrap(), app.clock.clone(), app.address).unwrap();
        built.mailer = built.mailer.with_time_limit(Duration::from_secs(20));
        let server = Arc::new(built);
        let working = actix_web::rt::spawn(worker::run(Arc::clone(&server)));
        let begun = Instant::now();
        while app.count("jobs WHERE lane = 'mail' AND attempts = 1").await < 16 {
            assert!(begun.elapsed() < Duration::from_secs(15), "the mails are not taken");
            actix_web::rt::time::sleep(Duration::from_millis(100)).await;
        }
        app.anonymous().post("/auth/password/forgot", &json!({"email": "nobody@mercier.example"})).await.expect(204);
        while app.count("jobs WHERE kind = 'forgot_password' AND state = 'done'").await == 0 {
            assert!(begun.elapsed() < Duration::from_secs(18), "a job that needs no mail server waits for it");
            actix_web::rt::time::sleep(Duration::from_millis(100)).await;
        }
        server.stopping.ask();
        working.abort();
    }

    async fn a_job_that_brings_its_worker_down_is_given_up(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        begun(&app, "mail_invite", 18).await;
        assert_eq!(app.catch_up().await, 1);
        let invite = reseller.owner().get(&made.path("/invites")).await.items().remove(0);
        assert_eq!((&invite["delivery"], &invite["delivery_detail"], &invite["state"]), (&json!("failed"), &Value::Null, &json!("pending")));
        assert_eq!(app.count("events WHERE kind = 'invite.delivery_failed'").await, 1);
        assert_eq!(app.count("jobs WHERE kind = 'mail_invite' AND state = 'failed'").await, 1);
        app.clock.advance(TimeDelta::days(1));
        assert_eq!(app.catch_up().await, 0, "it is not taken up again");
        assert_eq!(app.mails().await.len(), 0);
    }

    async fn a_job_that_has_one_try_left_is_tried(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        reseller.subscription().contact("camille@mercier.example").create().await;
        begun(&app, "mail_invite", 17).await;
        assert_eq!(app.mails().await.len(), 1);
    }
}
