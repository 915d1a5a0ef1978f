//! Headers that answers carry, and those that a caller is limited by.

use serde_json::json;

use crate::support::{Setup, TestApp};

on_both_databases! {
    async fn every_answer_makes_browsers_careful(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for path in ["/me", "/subscriptions", "/nothing", "root:/healthz", "root:/readyz", "root:/metrics", "root:/problems/not_found", "root:/openapi.yaml", "root:/subscriptions"] {
            let answer = northwind.owner().get(path).await;
            for (name, value) in [
                ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("referrer-policy", "no-referrer"),
                ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.header(name), Some(value), "{path}");
            }
            let policy = answer.header("content-security-policy").unwrap();
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert!(!policy.contains("'unsafe-"), "{path}: {policy}");
            assert!(answer.header("x-request-id").is_some(), "{path}");
            assert_eq!(answer.header("server"), None, "{path}");
        }
    }

    async fn every_answer_of_the_api_is_json_and_not_kept_by_browsers(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        for (answer, kind) in [
            (owner.get("/me").accept("text/html").await, "application/json"),
            (owner.get("/subscriptions").await, "application/json"),
            (owner.post("/auth/password/strength", &json!({"password": "x"})).await, "application/json"),
            (owner.get("/nothing").accept("text/html").await, "application/problem+json"),
            (owner.request(reqwest::Method::PUT, "/me").await, "application/problem+json"),
            (owner.patch("/me", &json!({"x": 1})).accept("text/html").await, "application/problem+json"),
            (app.anonymous().get("/me").await, "application/problem+json"),
            (owner.get("/subscriptions/%ff").await, "application/problem+json"),
        ] {
            assert_eq!((answer.header("content-type"), answer.header("cache-control")), (Some(kind), Some("no-store")), "{}", answer.text());
            assert!(answer.json().is_object(), "{}", answer.text());
        }
    }

    async fn other_sites_are_not_let_in(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let answer = northwind.owner().get("/me").header("origin", "https://other.example").await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), None);
        let asked = app.anonymous().request(reqwest::Method::OPTIONS, "/me").header("origin", "https://other.example").header("access-control-request-method", "GET").await;
        assert_eq!(asked.header("access-control-allow-origin"), None);
    }

    async fn a_site_that_is_configured_is_let_in_and_others_are_not(setup: Setup) {
        let app = setup.start_with(|settings| settings.cors_origins = Some("https://crm.example".to_owned())).await;
        let northwind = app.reseller("Northwind IT").await;
        for (origin, allowed) in [("https://crm.example", Some("https://crm.example")), ("https://other.example", None), ("https://crm.example.evil.example", None)] {
            let answer = northwind.owner().get("/me").header("origin", origin).await.expect(200);
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{origin}");
            assert_eq!(answer.header("access-control-allow-credentials"), None);
        }
        let asked = app.anonymous().request(reqwest::Method::OPTIONS, "/me").header("origin", "https://crm.example")
            .header("access-control-request-method", "PATCH").header("access-control-request-headers", "authorization,content-type,if-match").await.expect(200);
        assert!(asked.header("access-control-allow-methods").unwrap().contains("PATCH"));
    }

    async fn too_many_requests_of_one_credential_are_put_off(setup: Setup) {
        let app = setup.start_with(|settings| settings.rate_limit = Some("1".to_owned())).await;
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let token = northwind.owner().token();
        let first = app.with_token(&token).get("/me").await.expect(200);
        assert_eq!(first.header("ratelimit-policy"), Some("\"default\";q=4;w=4"));
        assert!(first.header("ratelimit").unwrap().starts_with("\"default\";r=3;"), "{:?}", first.header("ratelimit"));
        let mut refused = None;
        for _ in 0..60 {
            let answer = app.with_token(&token).get("/me").await;
            if answer.status() == 429 {
                refused = Some(answer);
                break;
            }
        }
        let refused = refused.unwrap().refused(429, "rate_limited");
        let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=4).contains(&wait), "{wait}");
        assert_eq!(refused.header("ratelimit-policy"), Some("\"default\";q=4;w=4"));
        assert_eq!(refused.header("ratelimit"), Some(format!("\"default\";r=0;t={wait}").as_str()));
        contoso.owner().get("/me").await.expect(200);
        app.anonymous().get("root:/healthz").await.expect(200);
    }

    async fn a_header_that_is_wrong_is_named(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = northwind.subscription().create().await;
        let (owner, whole) = (northwind.owner(), made.path(""));
        let of_match = |answer: crate::support::Answer| {
            let problem = answer.refused(422, "invalid_header").json();
            assert_eq!(problem["header"], "If-Match");
            assert!(problem["detail"].as_str().unwrap().contains("If-Match"), "{problem}");
        };
        of_match(owner.patch(&whole, &json!({"seats": 20})).if_match("1").await);
        of_match(owner.post(&made.path("/cancel"), &json!({"reason": "x"})).if_match("\"1").await);
        of_match(owner.patch("/me", &json!({"full_name": "Olga"})).if_match("").await);
        let problem = owner.post(&made.path("/cancel"), &json!({"reason": "x"})).key("two words").language("de").await.refused(422, "invalid_header").json();
        assert_eq!(problem["header"], "Idempotency-Key");
        assert!(problem["detail"].as_str().unwrap().contains("Idempotency-Key"), "{problem}");
        assert_eq!(owner.get(&whole).await.json(), made.json);
        owner.patch(&whole, &json!({"seats": 20})).if_match("\"2\", \"1\"").await.expect(200);
    }

    async fn a_trusted_proxy_says_who_the_caller_is(setup: Setup) {
        let app = setup.start_with(|settings| settings.trusted_proxies = Some("127.0.0.0/8, 10.0.0.0/8".to_owned())).await;
        app.reseller("Northwind IT").await;
        let body = json!({"email": "owner@northwind-it.example", "password": crate::support::PASSWORD});
        for (forwarded, address) in [
            ("203.0.113.7", "203.0.113.7"), ("198.51.100.1, 203.0.113.7", "203.0.113.7"), ("203.0.113.7, 10.1.2.3", "203.0.113.7"),
            ("2001:db8::1", "2001:db8::1"), ("nonsense", "127.0.0.1"), ("", "127.0.0.1"),
            ("198.51.100.1, nonsense", "127.0.0.1"), ("198.51.100.1, unknown, 10.1.2.3", "10.1.2.3"), ("203.0.113.7:52144", "203.0.113.7"),
            ("[2001:db8::1]:52144", "2001:db8::1"), ("::ffff:203.0.113.7", "203.0.113.7"),
        ] {
            let login = app.anonymous().post("/auth/login", &body).header("x-forwarded-for", forwarded).await.expect(200);
            let sessions = app.with_token(&login.access_token()).get("/auth/sessions").await.items();
            let current = sessions.iter().find(|session| session["current"] == true).unwrap();
            assert_eq!(current["address"], address, "{forwarded}");
        }
    }
}
