//! Query strings are held against their rules like bodies.

use crate::support::TestApp;

const LISTS: [&str; 4] = ["/subscriptions", "/events", "/reseller/members", "/reseller/invites"];

on_both_databases! {
    async fn unknown_and_repeated_parameters_are_refused(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for path in LISTS {
            for (query, faults) in [
                ("page=2", vec!["/page unknown_field"]),
                ("limit=1&limit=2", vec!["/limit twice"]),
                ("limit=1&limit=2&limit=3&page=1", vec!["/limit twice", "/page unknown_field"]),
                ("limit=0", vec!["/limit out_of_range"]),
                ("limit=201", vec!["/limit out_of_range"]),
                ("limit=ten&offset=1", vec!["/limit wrong_type", "/offset unknown_field"]),
                ("limit=99999999999999999999", vec!["/limit wrong_type"]),
                ("cursor=", vec!["/cursor invalid_cursor"]),
                ("cursor=eyJ9", vec!["/cursor invalid_cursor"]),
                ("%20=1", vec!["/  unknown_field"]),
            ] {
                let answer = northwind.owner().get(&format!("{path}?{query}")).await;
                assert_eq!((answer.status(), answer.faults()), (422, faults.iter().map(|fault| (*fault).to_owned()).collect()), "{path}?{query}");
            }
            for query in ["", "limit=1", "limit=200", "&limit=1&"] {
                northwind.owner().get(&format!("{path}?{query}")).await.expect(200);
            }
        }
    }

    async fn what_is_no_utf_8_is_refused(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for path in LISTS {
            for query in ["limit=%ff", "%c0%af=1"] {
                northwind.owner().get(&format!("{path}?{query}")).await.refused(400, "bad_request");
            }
        }
    }

    async fn the_answer_links_to_the_next_page(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for n in 0..3 {
            northwind.subscription().company(&format!("Customer {n}")).create().await;
        }
        let first = northwind.owner().get("/subscriptions?limit=2&sort=company_name").await.expect(200);
        let link = first.header("link").unwrap().to_owned();
        let next = link.strip_prefix("</api/v1").unwrap().strip_suffix(">; rel=\"next\"").unwrap();
        let second = northwind.owner().get(next).await.expect(200);
        assert_eq!(second.items().len(), 1);
        assert_eq!(second.items()[0]["company_name"], "Customer 2");
        assert_eq!(second.header("link").filter(|link| link.contains("rel=\"next\"")), None);
    }
}
