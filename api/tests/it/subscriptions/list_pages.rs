//! `GET /subscriptions`: pages.

use serde_json::{Value, json};

use super::column;
use crate::support::{Caller, Reseller, TestApp, invite};

async fn page(by: &Caller, query: &str) -> Value {
    by.get(&format!("/subscriptions?{query}")).await.expect(200).json()
}

fn labels(page: &Value) -> Vec<String> {
    column(page["items"].as_array().unwrap(), "external_ref")
}

async fn fill(app: &TestApp, count: usize) -> Reseller {
    let reseller = app.reseller("Northwind IT").await;
    for n in 0..count {
        // Few names, so that many rows are alike.
        let name = ["Alder", "Birch", "Cedar"][n % 3];
        reseller.subscription().company(name).with("external_ref", format!("R{n:02}")).create().await;
    }
    reseller
}

on_both_databases! {
    async fn all_pages_forward_and_back_hold_every_row_once(app: TestApp) {
        let reseller = fill(&app, 25).await;
        let owner = reseller.owner();
        let whole = labels(&page(owner, "limit=200").await);
        assert_eq!(whole.len(), 25);
        for limit in [1, 2, 7] {
            let (mut forward, mut sizes) = (Vec::new(), Vec::new());
            let mut now = page(owner, &format!("limit={limit}")).await;
            assert_eq!(now["prev_cursor"], Value::Null);
            loop {
                assert_eq!(now["total"], 25);
                forward.extend(labels(&now));
                sizes.push(labels(&now).len());
                let Some(next) = now["next_cursor"].as_str() else { break };
                now = page(owner, &format!("limit={limit}&cursor={next}")).await;
            }
            assert_eq!(forward, whole, "{limit}");
            assert!(sizes[..sizes.len() - 1].iter().all(|size| *size == limit), "{sizes:?}");

            let mut back = labels(&now);
            while let Some(previous) = now["prev_cursor"].as_str() {
                now = page(owner, &format!("limit={limit}&cursor={previous}")).await;
                assert!(now["next_cursor"].is_string());
                back.splice(0..0, labels(&now));
            }
            assert_eq!(back, whole, "{limit}");
        }
    }

    async fn rows_that_are_added_meanwhile_neither_double_nor_hide_others(app: TestApp) {
        let reseller = fill(&app, 24).await;
        let owner = reseller.owner();
        for sort in ["company_name", "-company_name", "created_at", "-created_at", "seats"] {
            let before = labels(&page(owner, &format!("limit=200&sort={sort}")).await);
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            for step in 0.. {
                let now = page(owner, &format!("limit=7&sort={sort}{cursor}")).await;
                seen.extend(labels(&now));
                let Some(next) = now["next_cursor"].as_str() else { break };
                cursor = format!("&cursor={next}");
                for name in ["Aspen", "Birch", "Zelkova"] {
                    let label = format!("new {sort} {step} {name}");
                    if step < 2 {
                        reseller.subscription().company(name).with("external_ref", label).create().await;
                    }
                }
            }
            let old: Vec<_> = seen.iter().filter(|label| before.contains(label)).cloned().collect();
            assert_eq!(old, before, "{sort}");
            let mut distinct = seen.clone();
            distinct.sort();
            distinct.dedup();
            assert_eq!(distinct.len(), seen.len(), "{sort}");
        }
    }

    async fn a_page_is_right_though_the_row_that_it_begins_after_is_gone(app: TestApp) {
        let reseller = fill(&app, 6).await;
        let owner = reseller.owner();
        let first = page(owner, "limit=2&sort=created_at").await;
        let last = first["items"][1]["id"].as_str().unwrap();
        owner.post(&format!("/subscriptions/{last}/trial/end"), &json!({"reason": "x"})).await.expect(200);
        let second = page(owner, &format!("limit=2&sort=created_at&cursor={}", first["next_cursor"].as_str().unwrap())).await;
        assert_eq!(labels(&second), ["R02", "R03"]);
        assert_eq!(second["total"], 5);
    }

    async fn a_cursor_is_good_for_its_own_filter_and_order_alone(app: TestApp) {
        let reseller = fill(&app, 6).await;
        let owner = reseller.owner();
        let given = page(owner, "limit=2&sort=seats&q=birch+ced").await;
        assert_eq!(given["next_cursor"], Value::Null, "no row has both words");
        let given = page(owner, "limit=2&sort=seats&status=trial").await;
        let cursor = given["next_cursor"].as_str().unwrap();
        // The size of pages may change on the way.
        assert_eq!(page(owner, &format!("limit=3&sort=seats&status=trial&cursor={cursor}")).await["items"].as_array().unwrap().len(), 3);
        for other in [
            "sort=seats", "sort=-seats&status=trial", "status=trial", "sort=seats&status=trial&q=b", "sort=seats&status=trial&archived=true",
            "sort=seats&status=trial&product=microsoft_365", "sort=seats&status=trial&trial_ends_within=30",
        ] {
            let answer = owner.get(&format!("/subscriptions?{other}&cursor={cursor}")).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), ["/cursor invalid_cursor"], "{other}");
        }
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        owner.post(&made.path("/invites"), &invite("ed@mercier.example", "editor")).await.expect(201);
        let invites = owner.get(&made.path("/invites?limit=1")).await.json();
        let mut flipped = cursor.to_owned();
        flipped.replace_range(3..4, if cursor.as_bytes()[3] == b'a' { "b" } else { "a" });
        for strange in ["x", "%00", "e30", &flipped, invites["next_cursor"].as_str().unwrap(), &"a".repeat(1001)] {
            let answer = owner.get(&format!("/subscriptions?cursor={strange}")).await.refused(422, "invalid_fields");
            assert_eq!(answer.pointers(), ["/cursor"], "{strange}");
        }
    }

    async fn the_link_header_leads_to_the_next_page(app: TestApp) {
        let reseller = fill(&app, 5).await;
        let first = reseller.owner().get("/subscriptions?limit=3&sort=-created_at&q=").await.expect(200);
        let link = first.header("link").unwrap();
        let (target, relation) = link.strip_prefix('<').and_then(|rest| rest.split_once('>')).unwrap();
        assert!(relation.contains("rel=\"next\""), "{link}");
        let path = target.split_once("/api/v1").unwrap().1;
        let second = reseller.owner().get(path).await.expect(200);
        assert_eq!(column(&second.items(), "external_ref"), ["R01", "R00"]);
        assert_eq!(second.header("link").filter(|link| link.contains("next")), None);
    }
}
