//! What a key may be.

use crate::support::TestApp;

on_both_databases! {
    async fn a_key_is_of_1_to_255_visible_characters(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, body) = (reseller.owner(), reseller.subscription().body().clone());
        for key in ["", "two words", "tab\there", "schlüssel", &"k".repeat(256)] {
            owner.post("/subscriptions", &body).key(key).await.refused(422, "invalid_header");
        }
        assert_eq!(app.count("subscriptions").await, 0);
        let long = "k".repeat(255);
        for key in ["!", "~", "\"quoted\"", "a,b;c=d/e?f", &long] {
            owner.post("/subscriptions", &body).key(key).await.expect(201);
        }
        assert_eq!(app.count("subscriptions").await, 5);
    }

    async fn keys_differ_by_case(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for key in ["abc", "ABC"] {
            reseller.owner().post("/subscriptions", reseller.subscription().body()).key(key).await.expect(201);
        }
        assert_eq!(app.count("subscriptions").await, 2);
    }

    async fn without_a_key_each_request_counts(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for _ in 0..2 {
            reseller.subscription().create().await;
        }
        assert_eq!((app.count("subscriptions").await, app.count("kept_answers").await), (2, 0));
    }
}
