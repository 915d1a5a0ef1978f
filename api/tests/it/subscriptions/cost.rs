//! What reading costs the database: how many statements a request asks, whatever there is, and by which indexes they are answered.

use std::future::Future;

use serde_json::json;

use crate::support::statements::{asked_by, listen, plan};
use crate::support::{Setup, TestApp};

/// Of a statement's plan, whether it is answered in the order of an index.
fn goes_along(plan: &[String], index: &str) -> bool {
    let text = plan.join("\n");
    text.contains(index) && !text.contains("ORDER BY") && !text.contains("Sort")
}

async fn selects(app: &TestApp, what: impl Future<Output = ()>) -> Vec<String> {
    asked_by(app, what).await.into_iter().filter(|sql| sql.starts_with("SELECT")).collect()
}

on_both_databases! {
    async fn reading_one_costs_three_statements_and_one_more_for_what_few_have(setup: Setup) {
        listen();
        let app = setup.start().await;
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let subscription = reseller.subscription().create().await;
        let read = || async { owner.get(&subscription.path("")).await.expect(200); };
        let asked = asked_by(&app, read()).await;
        assert_eq!(asked.len(), 3, "who, whether it is theirs, and the subscription: {asked:#?}");
        owner.post(&subscription.path("/pause"), &json!({"reason": "Moves house"})).await.expect(200);
        assert_eq!(asked_by(&app, read()).await.len(), 4, "and its hold");
    }

    async fn a_program_costs_no_more(setup: Setup) {
        listen();
        let app = setup.start().await;
        let reseller = app.reseller("Northwind IT").await;
        let subscription = reseller.subscription().create().await;
        let program = reseller.program(&["read"]).await;
        let read = || async { program.get(&subscription.path("")).await.expect(200); };
        // That the key was used is written down beside the request, at some time.
        assert_eq!(selects(&app, read()).await.len(), 3);
    }

    async fn a_page_costs_as_many_statements_for_many_as_for_few(setup: Setup) {
        listen();
        let app = setup.start().await;
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let list = || async { owner.get("/subscriptions?limit=50").await.expect(200); };
        reseller.subscription().create().await;
        let few = asked_by(&app, list()).await.len();
        for n in 0..12 {
            let paused = reseller.subscription().company(&format!("Fabrikam {n}")).create().await;
            owner.post(&paused.path("/pause"), &json!({"reason": "Moves house"})).await.expect(200);
        }
        let many = asked_by(&app, list()).await;
        assert_eq!(few, 3, "who, the page and its count");
        assert_eq!(many.len(), 4, "and the holds of all: {many:#?}");
    }

    async fn each_order_goes_along_its_index_and_its_total_is_kept(setup: Setup) {
        listen();
        let app = setup.start().await;
        let reseller = app.reseller("Northwind IT").await;
        for n in 0..3 {
            reseller.subscription().company(&format!("Fabrikam {n}")).create().await;
        }
        let owner = reseller.owner();
        let orders = [
            ("company_name", "by_company"),
            ("-company_name", "by_company"),
            ("seats", "by_seats"),
            ("-seats", "by_seats"),
            ("status", "by_status"),
            ("next_payment_date", "by_payment"),
            ("-next_payment_date", "by_payment_desc"),
            ("created_at", "by_birth"),
            ("-created_at", "by_birth"),
        ];
        for (order, index) in orders {
            for filter in ["", "&status=trial", "&status=trial&product=microsoft_365"] {
                let first = format!("/subscriptions?limit=2&sort={order}{filter}");
                let next = owner.get(&first).await.expect(200).json()["next_cursor"].as_str().unwrap().to_owned();
                let paths = [first.clone(), format!("{first}&cursor={next}")];
                for path in paths {
                    let asked = selects(&app, async { owner.get(&path).await.expect(200); }).await;
                    let [_, page, count] = &asked[..] else { panic!("{asked:#?}") };
                    let page = plan(&app, page).await;
                    assert!(goes_along(&page, &format!("subscriptions_{index}")), "{path}: {page:#?}");
                    let count = plan(&app, count).await.join("\n");
                    assert!(count.contains("subscription_counts_by_status"), "{path}: {count}");
                }
            }
        }
    }
}
