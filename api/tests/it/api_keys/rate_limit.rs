//! Each key has its own allowance of requests; made-up ones have none.

use super::{make, path, secret};
use crate::support::{Caller, Setup};

/// How many requests are let through, each with this status, before one is put off.
async fn let_through(caller: &Caller, status: u16) -> usize {
    for count in 0..40 {
        let answer = caller.get("/reseller").await;
        if answer.status() == 429 {
            answer.refused(429, "rate_limited");
            return count;
        }
        answer.expect(status);
    }
    panic!("nothing is put off");
}

on_both_databases! {
    async fn each_key_has_a_bucket_of_its_own(setup: Setup) {
        let app = setup.start_with(|settings| settings.rate_limit = Some("1".to_owned())).await;
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let (busy, calm) = (northwind.program(&["read"]).await, contoso.program(&["read"]).await);
        // The first request of a key is told from no made-up one yet.
        busy.get("/reseller").await.expect(200);
        calm.get("/reseller").await.expect(200);
        let own = busy.get("/reseller").await.expect(200);
        assert_eq!(own.header("ratelimit-policy"), Some("\"default\";q=4;w=4"));
        assert!(own.header("ratelimit").unwrap().starts_with("\"default\";r=3;"), "{:?}", own.header("ratelimit"));
        let_through(&busy, 200).await;
        calm.get("/reseller").await.expect(200);
        northwind.owner().get("/reseller").await.expect(200);
    }

    async fn made_up_keys_share_the_allowance_of_their_address(setup: Setup) {
        let app = setup.start_with(|settings| settings.rate_limit = Some("1".to_owned())).await;
        app.reseller("Northwind IT").await;
        let mut refused = 0;
        for n in 0..40 {
            let answer = app.with_token(&format!("ck_{n:043}")).get("/reseller").await;
            refused += usize::from(answer.status() == 429);
            assert!([401, 429].contains(&answer.status()), "{}", answer.text());
        }
        assert!(refused > 20, "{refused}");
    }

    async fn a_revoked_key_falls_back_on_its_address(setup: Setup) {
        let app = setup.start_with(|settings| settings.rate_limit = Some("1".to_owned())).await;
        let northwind = app.reseller("Northwind IT").await;
        let made = make(northwind.owner(), &["read"]).await;
        let program = app.with_token(&secret(&made));
        program.get("/reseller").await.expect(200);
        northwind.owner().delete(&path(&made)).await.expect(204);
        program.get("/reseller").await.refused(401, "unauthenticated");
        let_through(&program, 401).await;
        // It was the allowance of those who send no credential at all: a full one has four.
        let left = let_through(&app.anonymous(), 401).await;
        assert!(left < 3, "{left}");
    }
}
