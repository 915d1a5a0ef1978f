use super::add;
use crate::support::TestApp;

on_both_databases! {
    async fn the_domains_come_in_pages_oldest_first_and_as_csv(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        for name in ["one.example", "two.example", "bäckerei.example"] {
            add(&northwind, &subscription, name).await;
        }
        let path = subscription.path("/domains");
        let first = owner.get(&format!("{path}?limit=2")).await.expect(200).json();
        assert_eq!((first["items"].as_array().unwrap().len(), first["total"].as_i64()), (2, Some(3)));
        let second = owner.get(&format!("{path}?limit=2&cursor={}", first["next_cursor"].as_str().unwrap())).await.expect(200).json();
        assert_eq!((second["items"][0]["unicode_name"].as_str(), second["next_cursor"].as_str()), (Some("bäckerei.example"), None));
        let csv = owner.get(&path).accept("text/csv").await.expect(200).text();
        assert_eq!(csv.lines().collect::<Vec<_>>(), ["name,result,lookups_now,record_to_publish", "one.example,,,", "two.example,,,", "bäckerei.example,,,"]);
        // Another subscription's cursor is none of this one's.
        let other = northwind.subscription().create().await;
        let cursor = first["next_cursor"].as_str().unwrap();
        owner.get(&other.path(&format!("/domains?cursor={cursor}"))).await.refused(422, "invalid_fields");
    }
}
