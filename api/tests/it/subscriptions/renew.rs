//! Renewals: periods that keep their anchor day, with what was scheduled for them.

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use super::{kinds, last_event, move_to, read};
use crate::support::TestApp;

on_both_databases! {
    async fn periods_follow_each_other_as_another_calendar_says(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        move_to(&app, "2027-01-31T09:00:00Z");
        owner.stay_signed_in().await;
        let made = reseller.subscription().paid("standard", "monthly").create().await;
        for end in ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-07-31"] {
            assert_eq!(read(owner, &made).await["next_payment_date"], end);
            app.pass_until(format!("{end}T00:00:00Z").parse().unwrap()).await;
            owner.stay_signed_in().await;
            assert_eq!(last_event(owner, &made).await["data"]["period_start"], end);
        }
        assert_eq!(app.count("charges WHERE kind = 'period' AND amount = 2610").await, 7);
    }

    async fn after_a_long_stop_each_period_is_booked_once(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().paid("standard", "monthly").create().await;
        app.clock.advance(TimeDelta::days(400));
        app.catch_up().await;
        assert_eq!(app.catch_up().await, 0);
        reseller.owner().stay_signed_in().await;
        let renewals = kinds(reseller.owner(), &made).await.iter().filter(|kind| *kind == "subscription.renewed").count();
        assert_eq!((renewals, app.count("charges").await), (13, 14));
        assert_eq!(read(reseller.owner(), &made).await["next_payment_date"], "2028-01-22");
    }

    async fn what_was_scheduled_counts_with_the_renewal(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("seats", 20).paid("pro", "monthly").create().await;
        owner.patch(&made.path(""), &json!({"seats": 12, "plan": "starter"})).await.expect(200);
        app.pass_until("2026-12-22T00:00:00Z".parse().unwrap()).await;
        owner.stay_signed_in().await;
        let after = read(owner, &made).await;
        assert_eq!((&after["seats"], &after["plan"], &after["scheduled_changes"]), (&json!(12), &json!("starter"), &json!([])));
        let event = last_event(owner, &made).await;
        assert_eq!(event["kind"], "subscription.renewed");
        assert_eq!(event["data"], json!({
            "period_start": "2026-12-22", "seats": {"from": 20, "to": 12}, "plan": {"from": "pro", "to": "starter"}, "period_end": "2027-01-22",
        }));
        let lines = owner.get("/statements/2026-12/lines").await.expect(200).items();
        assert_eq!((&lines[0]["amount"], &lines[0]["charges"][0]["unit_price"]), (&json!(12 * 95), &json!(95)));
    }

    async fn new_prices_count_from_the_next_period_on(app: TestApp) {
        use countersign::plans::{domain::Catalogue, service};
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().with("seats", 10).paid("standard", "monthly").create().await;
        let mut catalogue = Catalogue::built_in("EUR").unwrap();
        catalogue.prices.iter_mut().for_each(|(.., price)| *price *= 2);
        app.tx(move |conn| service::replace(conn, &[catalogue])).await;
        // Added in the old period, at its price.
        reseller.owner().patch(&made.path(""), &json!({"seats": 11})).await.expect(200);
        assert_eq!(app.count("charges WHERE kind = 'seats' AND unit_price = 145 AND amount = 145").await, 1);
        app.pass(TimeDelta::days(31)).await;
        assert_eq!(app.count("charges WHERE kind = 'period' AND unit_price = 290 AND amount = 3190").await, 1);
    }

    async fn a_renewal_in_the_past_of_a_statement_stays_in_its_month(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        reseller.subscription().with("seats", 10).paid("standard", "monthly").create().await;
        app.clock.advance(TimeDelta::days(100));
        app.catch_up().await;
        owner.stay_signed_in().await;
        let statements = owner.get("/statements").await.expect(200).items();
        let months: Vec<_> = statements.iter().map(|one| (one["month"].clone(), one["total"].clone())).collect();
        let expected = ["2027-02", "2027-01", "2026-12", "2026-11"].map(|month| (json!(month), json!(1450)));
        assert_eq!(months, expected);
        assert!(statements.iter().all(|one| one["currency"] == "EUR" && one["lines"] == 1));
        let first: NaiveDate = "2026-11-22".parse().unwrap();
        let line = &owner.get("/statements/2026-11/lines").await.expect(200).items()[0];
        assert_eq!((&line["charges"][0]["date"], &line["company_name"]), (&json!(first), &json!("Boulangerie Mercier et Fils")));
        assert_eq!(owner.get("/statements/2026-10").await.expect(200).json(), json!({"month": "2026-10", "currency": "EUR", "lines": 0, "total": 0}));
        assert_eq!(owner.get("/statements/2026-10/lines").await.expect(200).items(), Vec::<Value>::new());
    }
}
