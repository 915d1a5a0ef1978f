//! Two thousand timers that are due at once, and two servers that are processes of their own, on one PostgreSQL and by
//! the system's clock.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use countersign::platform::clock::Clock;
use diesel::connection::SimpleConnection as _;

use crate::support::{Database, Program, Setup, TestApp};

/// Paid subscriptions whose period is over.
const PAID: i64 = 1600;
/// Trials that ran out: each has a mail.
const TRIALS: i64 = 400;
const RESELLERS: i64 = 4;
/// It takes some seconds; a machine that is busy may take its time, and one that does nothing fails the test.
const SAFETY: Duration = Duration::from_secs(150);

/// Makes a subscription of each kind for each reseller, and copies of them, all with timers that are due.
async fn seed(setup: &Setup) -> TestApp {
    let app = setup.start().await;
    setup.clock.advance(Clock::system().now() - setup.clock.now());
    for n in 0..RESELLERS {
        let reseller = app.reseller(&format!("Reseller {n}")).await;
        reseller.subscription().paid("standard", "monthly").create().await;
        reseller.subscription().create().await;
    }
    let (paid, trials) = (PAID / RESELLERS - 1, TRIALS / RESELLERS - 1);
    let now = setup.clock.now();
    let (due, today) = ((now - chrono::TimeDelta::minutes(1)).to_rfc3339(), now.date_naive());
    let sql = format!(
        "UPDATE subscriptions SET period_start = date '{today}' - interval '1 month', period_anchor = date '{today}' - interval '1 month',
            period_end = date '{today}' WHERE lifecycle = 'active';
         UPDATE trials SET ends_at = '{due}', reminded = 1;
         CREATE TEMPORARY TABLE copies AS
            SELECT gen_random_uuid() AS id, s.id AS of FROM subscriptions s, LATERAL generate_series(1, CASE lifecycle WHEN 'active' THEN {paid} ELSE {trials} END);
         INSERT INTO subscriptions SELECT made.* FROM copies c JOIN subscriptions s ON s.id = c.of,
            LATERAL jsonb_populate_record(s, jsonb_build_object('id', c.id)) made;
         INSERT INTO trials SELECT made.* FROM copies c JOIN trials t ON t.subscription_id = c.of,
            LATERAL jsonb_populate_record(t, jsonb_build_object('subscription_id', c.id)) made;
         INSERT INTO timers SELECT made.* FROM copies c JOIN timers t ON t.subscription_id = c.of,
            LATERAL jsonb_populate_record(t, jsonb_build_object('subscription_id', c.id)) made;
         UPDATE timers SET due_at = '{due}';
         DELETE FROM jobs;
         ANALYZE"
    );
    app.tx(move |conn| Ok(conn.batch_execute(&sql)?)).await;
    assert_eq!(app.count("timers").await, PAID + TRIALS);
    app
}

/// Waits until a count is reached.
async fn reached(app: &TestApp, what: &str, from: &str, wanted: i64) {
    let since = Instant::now();
    loop {
        let count = app.count(from).await;
        if count >= wanted {
            return;
        }
        let due = app.count(DUE).await;
        assert!(since.elapsed() < SAFETY, "{what}: {count} of {wanted} after {SAFETY:?}, and {due} timers are due");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

const FIRED: &str = "events WHERE kind IN ('subscription.renewed', 'trial.expired')";
const MAILED: &str = "jobs WHERE kind LIKE 'mail%' AND state = 'done'";
const DUE: &str = "timers WHERE due_at <= now()";

/// Each subscription has the one event of its timer, the paid ones the charge of their next period, and nothing is due.
async fn each_fired_once(app: &TestApp) {
    reached(app, "timers fired", FIRED, PAID + TRIALS).await;
    for (what, from, wanted) in [
        ("events", FIRED.to_owned(), PAID + TRIALS),
        ("subscriptions with an event", format!("(SELECT DISTINCT subscription_id FROM {FIRED}) fired"), PAID + TRIALS),
        ("renewals", "events WHERE kind = 'subscription.renewed'".to_owned(), PAID),
        (
            "charges of the next period",
            "charges WHERE kind = 'period' AND created_at > (SELECT max(created_at) FROM subscriptions)".to_owned(),
            PAID,
        ),
        ("trials that expired", "subscriptions WHERE lifecycle = 'trial_expired'".to_owned(), TRIALS),
        ("timers that are due", DUE.to_owned(), 0),
        ("timers that failed", "timers WHERE failures > 0".to_owned(), 0),
        ("timers for what comes next", "timers".to_owned(), PAID + TRIALS),
        ("mails", "jobs WHERE kind LIKE 'mail%'".to_owned(), TRIALS),
        (
            "gaps in the numbers of events",
            "(SELECT reseller_id FROM events GROUP BY reseller_id HAVING max(seq) <> count(*)) gaps".to_owned(),
            0,
        ),
    ] {
        assert_eq!(app.count(&from).await, wanted, "{what}");
    }
}

#[test]
fn two_processes_fire_each_of_two_thousand_timers_once() {
    crate::support::run(Database::Postgres, async |setup: Setup| {
        let app = seed(&setup).await;
        let starting = (Program::spawn(&setup, "one").await, Program::spawn(&setup, "two").await);
        let (one, two) = (starting.0.ready(), starting.1.ready());
        each_fired_once(&app).await;
        reached(&app, "mails sent", MAILED, TRIALS).await;
        let (one, two) = (one.mails(), two.mails());
        assert_eq!(one.len() + two.len(), usize::try_from(TRIALS).unwrap());
        let mails: BTreeSet<String> = one.into_iter().chain(two).collect();
        assert_eq!(mails.len(), usize::try_from(TRIALS).unwrap());
    });
}

#[test]
fn a_process_that_is_killed_among_two_thousand_timers_is_taken_over() {
    crate::support::run(Database::Postgres, async |setup: Setup| {
        let app = seed(&setup).await;
        let starting = (Program::spawn(&setup, "one").await, Program::spawn(&setup, "two").await);
        let (one, two) = (starting.0.ready(), starting.1.ready());
        reached(&app, "timers fired before the kill", FIRED, 300).await;
        let folder = one.data_dir.join("mail");
        one.kill();
        each_fired_once(&app).await;
        // The mails that the dead server had taken are due again when its lease of two minutes ends: not before, and
        // here by moving them.
        let leased = "jobs WHERE state = 'pending' AND due_at > now()";
        let others = format!("(SELECT id FROM {MAILED} UNION ALL SELECT id FROM {leased}) seen");
        reached(&app, "mails sent, or leased by who is dead", &others, TRIALS).await;
        app.tx(|conn| Ok(conn.batch_execute("UPDATE jobs SET due_at = due_at - interval '2 minutes' WHERE state = 'pending'")?)).await;
        reached(&app, "mails sent", MAILED, TRIALS).await;
        let dead = std::fs::read_dir(folder).map(|files| files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect());
        let dead: Vec<String> = dead.unwrap_or_default();
        // One that was sent twice has the same name twice.
        let mails: BTreeSet<String> = dead.into_iter().filter(|name| name.ends_with(".eml")).chain(two.mails()).collect();
        assert_eq!(mails.len(), usize::try_from(TRIALS).unwrap());
    });
}
