//! Trials: the pipeline, and the report on how they went.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::TestApp;

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["company_name"].as_str().unwrap()).collect()
}

on_both_databases! {
    async fn trials_are_listed_by_their_end_in_pages(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for (name, days) in [("C", 9), ("A", 3), ("D", 30), ("B", 3)] {
            reseller.subscription().company(name).with("trial_days", days).create().await;
        }
        reseller.subscription().company("Paid").paid("pro", "annual").create().await;
        let all = owner.get("/trials").await.expect(200);
        assert_eq!((names(&all.items()), &all.json()["total"]), (vec!["A", "B", "C", "D"], &json!(4)));
        let (mut seen, mut path) = (Vec::new(), "/trials?limit=2".to_owned());
        loop {
            let page = owner.get(&path).await.expect(200);
            seen.extend(names(&page.items()).iter().map(|name| (*name).to_owned()));
            let Some(next) = page.json()["next_cursor"].as_str().map(str::to_owned) else { break };
            path = format!("/trials?limit=2&cursor={next}");
        }
        assert_eq!(seen, ["A", "B", "C", "D"]);
        assert_eq!(names(&owner.get("/trials?ends_before=2026-11-26T00:00:00Z").await.items()), ["A", "B"]);
        assert_eq!(names(&owner.get("/trials?ends_after=2026-11-25T12:00:00Z&ends_before=2026-12-01T13:00:00%2B01:00").await.items()), ["A", "B"]);
        let csv = owner.get("/trials").accept("text/csv").await.expect(200).text();
        assert_eq!(csv.lines().count(), 5);
        let faults = owner.get("/trials?outcome=lost&ends_before=tomorrow&limit=0&x=1").await.refused(422, "invalid_fields").faults();
        assert_eq!(faults, ["/ends_before invalid_instant", "/limit out_of_range", "/outcome not_allowed", "/x unknown_field"]);
    }

    async fn they_are_told_apart_by_outcome_and_tenant(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let mut made = Vec::new();
        for name in ["Running", "Converted", "Ended", "Expired"] {
            made.push(reseller.subscription().company(name).with("trial_days", if name == "Expired" { 1 } else { 14 }).create().await);
        }
        app.pass(TimeDelta::days(2)).await;
        owner.post(&made[1].path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        owner.post(&made[2].path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        for outcome in ["running", "converted", "ended", "expired"] {
            let rows = owner.get(&format!("/trials?outcome={outcome}")).await.expect(200).items();
            assert_eq!(names(&rows).join(" ").to_lowercase(), outcome);
        }
        assert_eq!(app.reseller("Contoso").await.owner().get("/trials").await.items().len(), 0);
        let customer = reseller.customer(&made[0], SubscriptionRole::Admin).await;
        customer.get("/trials").await.refused(404, "not_found");
        assert!(reseller.colleague(ResellerRole::Support).await.get("/trials").await.expect(200).items().len() == 4);
    }

    async fn the_report_counts_what_began_in_each_month(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for days in [2, 4, 12] {
            let made = reseller.subscription().create().await;
            app.pass(TimeDelta::days(days)).await;
            owner.post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        }
        reseller.subscription().create().await;
        let report = owner.get("/trials/report").await.expect(200).json();
        let months = report["months"].as_array().unwrap();
        assert_eq!((months.len(), &months[0]["month"], &months[11]["month"]), (12, &json!("2026-01"), &json!("2026-12")));
        let told = |month: &Value| (month["started"].clone(), month["converted"].clone(), month["running"].clone(), month["median_hours"].clone());
        assert_eq!(told(&months[10]), (json!(3), json!(3), json!(0), json!(96)));
        assert_eq!(told(&months[11]), (json!(1), json!(0), json!(1), Value::Null));
    }
}
