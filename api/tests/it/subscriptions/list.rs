//! `GET /subscriptions`: search and filters.

use chrono::TimeDelta;
use serde_json::json;
use shared::rights::ResellerRole;

use super::{column, let_trial_run_out};
use crate::support::{Caller, Reseller, TestApp};

async fn names(by: &Caller, query: &str) -> Vec<String> {
    column(&by.get(&format!("/subscriptions{query}")).await.expect(200).items(), "company_name")
}

/// Five customers of every kind.
async fn fill(app: &TestApp) -> Reseller {
    let reseller = app.reseller("Northwind IT").await;
    let kanzlei = reseller.subscription().company("Kanzlei Öztürk & Söhne").with("external_ref", "CRM-10023");
    kanzlei.with("product", "google_workspace").paid("pro", "annual").create().await;
    reseller
        .subscription()
        .company("Boulangerie Mercier et Fils")
        .with("trial_days", 5)
        .with("plan", "pro")
        .with("term", "monthly")
        .create()
        .await;
    reseller.subscription().company("De Vries Logistiek B.V.").with("product", "google_workspace").create().await;
    let lodz = reseller.subscription().company("Æro Łódź").with("external_ref", "Ärger/7").create().await;
    let_trial_run_out(app, &lodz).await;
    let ended = reseller.subscription().company("Mercier Ancien").create().await;
    reseller.owner().post(&ended.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
    reseller
}

const KANZLEI: &str = "Kanzlei Öztürk & Söhne";
const MERCIER: &str = "Boulangerie Mercier et Fils";
const VRIES: &str = "De Vries Logistiek B.V.";
const AERO: &str = "Æro Łódź";

on_both_databases! {
    async fn words_are_found_by_their_beginnings_without_regard_to_case_and_accents(app: TestApp) {
        let reseller = fill(&app).await;
        for (q, found) in [
            ("ozturk", vec![KANZLEI]),
            ("%C3%96ZT", vec![KANZLEI]),
            ("oz+kanz", vec![KANZLEI]),
            ("sohne", vec![KANZLEI]),
            ("crm", vec![KANZLEI]),
            ("CRM-100", vec![KANZLEI]),
            ("10023", vec![KANZLEI]),
            ("0023", vec![]),
            ("aer", vec![AERO]),
            ("%C3%86", vec![AERO]),
            ("lodz", vec![AERO]),
            ("arger+7", vec![AERO]),
            ("MERCIER", vec![MERCIER]),
            ("ercier", vec![]),
            ("fils+boul", vec![MERCIER]),
            ("fils+vries", vec![]),
            ("b", vec![MERCIER, VRIES]),
            ("b.v.", vec![VRIES]),
            ("%25", vec![]),
            ("_", vec![]),
            ("", vec![AERO, MERCIER, VRIES, KANZLEI]),
        ] {
            assert_eq!(names(reseller.owner(), &format!("?q={q}")).await, found, "{q}");
        }
    }

    async fn filters_go_together(app: TestApp) {
        let reseller = fill(&app).await;
        for (query, found) in [
            ("", vec![AERO, MERCIER, VRIES, KANZLEI]),
            ("?status=trial", vec![MERCIER, VRIES]),
            ("?status=trial_expired", vec![AERO]),
            ("?status=active", vec![KANZLEI]),
            ("?status=on_hold", vec![]),
            ("?product=google_workspace", vec![VRIES, KANZLEI]),
            ("?product=google_workspace&status=trial", vec![VRIES]),
            ("?product=google_workspace&status=trial&q=mercier", vec![]),
            ("?product=microsoft_365&q=mercier", vec![MERCIER]),
            ("?archived=true", vec!["Mercier Ancien"]),
            ("?archived=false&q=mercier", vec![MERCIER]),
            ("?archived=true&q=mercier&product=microsoft_365", vec!["Mercier Ancien"]),
            ("?archived=true&status=trial", vec![]),
            ("?status=ended", vec!["Mercier Ancien"]),
            ("?trial_ends_within=5", vec![MERCIER]),
            ("?trial_ends_within=4", vec![]),
            ("?trial_ends_within=14&product=google_workspace", vec![VRIES]),
            ("?payment_due_within=5", vec![MERCIER]),
            ("?payment_due_within=4", vec![]),
            ("?payment_due_within=366", vec![MERCIER, KANZLEI]),
        ] {
            let answer = reseller.owner().get(&format!("/subscriptions{query}")).await.expect(200);
            assert_eq!(column(&answer.items(), "company_name"), found, "{query}");
            assert_eq!(answer.json()["total"], found.len(), "{query}");
        }
    }

    async fn windows_move_with_the_clock(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        reseller.subscription().create().await;
        for (days, found) in [(0, 0), (12, 0), (1, 1), (1, 1)] {
            app.clock.advance(TimeDelta::days(days));
            assert_eq!(names(reseller.owner(), "?trial_ends_within=1").await.len(), found);
        }
    }

    async fn each_colleague_sees_the_list_and_nobody_else(app: TestApp) {
        let reseller = fill(&app).await;
        for role in [ResellerRole::Owner, ResellerRole::Admin, ResellerRole::Billing, ResellerRole::Support] {
            assert_eq!(names(&reseller.colleague(role).await, "").await.len(), 4, "{role}");
        }
        let other = app.reseller("Contoso").await;
        for query in ["", "?q=mercier", "?archived=true", "?q=crm"] {
            let answer = other.owner().get(&format!("/subscriptions{query}")).await.expect(200);
            assert_eq!(answer.json(), json!({"items": [], "next_cursor": null, "prev_cursor": null, "total": 0}));
        }
        app.anonymous().get("/subscriptions").await.refused(401, "unauthenticated");
    }

    async fn those_that_are_named_are_listed_where_the_list_has_them(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso").await);
        let mut made = Vec::new();
        for name in ["Alder", "Birch", "Cedar"] {
            made.push(northwind.subscription().company(name).create().await);
        }
        let theirs = contoso.subscription().company("Dogwood").create().await;
        northwind.owner().post(&made[2].path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        let ids = [&made[1].id, &made[0].id, &made[2].id, &theirs.id].map(String::as_str).join(",");
        let listed = northwind.owner().get(&format!("/subscriptions?ids={ids}&sort=-company_name")).await.expect(200);
        let names: Vec<_> = listed.items().iter().map(|row| row["company_name"].clone()).collect();
        assert_eq!((names, &listed.json()["total"]), (vec![json!("Birch"), json!("Alder")], &json!(2)));
        let csv = northwind.owner().get(&format!("/subscriptions?ids={}", made[0].id)).accept("text/csv").await.expect(200).text();
        assert_eq!((csv.lines().count(), csv.contains("Alder")), (2, true));
        let many = vec![made[0].id.as_str(); 200].join(",");
        northwind.owner().get(&format!("/subscriptions?ids={many}")).await.expect(200);
        for (ids, fault) in [(format!("{many},{}", made[1].id), "/ids too_long"), ("x".to_owned(), "/ids invalid_id"), (String::new(), "/ids invalid_id")] {
            assert_eq!(northwind.owner().get(&format!("/subscriptions?ids={ids}")).await.refused(422, "invalid_fields").faults(), [fault]);
        }
    }

    async fn a_wrong_query_is_told_whole(app: TestApp) {
        let owner = app.reseller("Northwind IT").await.owner().clone();
        let long = format!("q={}", "x".repeat(201));
        for (query, faults) in [
            ("status=gone&product=x&sort=name", vec!["/product not_allowed", "/sort not_allowed", "/status not_allowed"]),
            ("archived=yes", vec!["/archived wrong_type"]),
            ("limit=0", vec!["/limit out_of_range"]),
            ("limit=201", vec!["/limit out_of_range"]),
            ("limit=-1&cursor=", vec!["/cursor invalid_cursor", "/limit out_of_range"]),
            ("limit=ten", vec!["/limit wrong_type"]),
            ("limit=1.0", vec!["/limit wrong_type"]),
            ("trial_ends_within=0&payment_due_within=367", vec!["/payment_due_within out_of_range", "/trial_ends_within out_of_range"]),
            (&long, vec!["/q too_long"]),
            ("q=a&q=b", vec!["/q twice"]),
            ("colour=red&limit=0", vec!["/colour unknown_field", "/limit out_of_range"]),
            ("q=a%00b", vec!["/q invalid_characters"]),
        ] {
            let answer = owner.get(&format!("/subscriptions?{query}")).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), faults, "{query}");
        }
        owner.get("/subscriptions?q=%ff").await.refused(400, "bad_request");
        for limit in [1, 200] {
            owner.get(&format!("/subscriptions?limit={limit}")).await.expect(200);
        }
    }
}
