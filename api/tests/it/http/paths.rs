//! Paths and methods that there are not.

use countersign::http::openapi;
use reqwest::Method;
use shared::rights::SubscriptionRole;

use crate::support::TestApp;

const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// Something in the place of an id.
fn filled(path: &str, id: &str) -> String {
    let parts = path.trim_start_matches("/api/v1").split('/').map(|part| if part.starts_with('{') { id } else { part });
    parts.collect::<Vec<_>>().join("/")
}

on_both_databases! {
    async fn an_unknown_path_is_not_found_for_everybody(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for path in [
            "root:/api", "root:/api/", "root:/api/v1", "root:/api/v1/", "root:/api/v2/me", "root:/api/v1/nothing", "root:/api/v1/me/", "root:/api/v1/ME",
            "root:/api/v1/subscriptions/x/y/z", "root:/api/v1/%ff", "root:/api/v1/subscriptions/%00", "root:/api/v1/..%2fme", "root:/api/v1/me;x",
        ] {
            for caller in [&app.anonymous(), northwind.owner()] {
                let answer = caller.get(path).await;
                let expected = if path.ends_with("%00") && caller.email.is_empty() { 401 } else { 404 };
                assert_eq!((answer.status(), answer.header("content-type")), (expected, Some("application/problem+json")), "{path}");
            }
        }
    }

    async fn an_id_that_is_no_uuid_names_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let simple = subscription.id.replace('-', "");
        let document = openapi::document().unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys().filter(|_| path.contains('{')) {
                for id in ["x", "1", &simple, &format!("{{{}}}", subscription.id), &format!("urn:uuid:{}", subscription.id), "00000000-0000-0000-0000-000000000000", "%27"] {
                    let method: Method = method.to_uppercase().parse().unwrap();
                    // No body: what is not there is not there, whatever one wants of it.
                    let answer = northwind.owner().request(method.clone(), &filled(path, id)).await;
                    assert_eq!((answer.status(), answer.code()), (404, "not_found".to_owned()), "{method} {path} {id}");
                }
            }
        }
        northwind.owner().get(&format!("/subscriptions/{}", subscription.id.to_uppercase())).await.expect(200);
    }

    async fn a_method_that_a_path_does_not_have_is_answered_with_those_it_has(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let document = openapi::document().unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            let mut known: Vec<String> = item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
            if item.get("get").is_some() {
                known.push("HEAD".to_owned());
            }
            known.sort();
            for method in METHODS.iter().filter(|method| !known.contains(&method.to_string())) {
                for caller in [&app.anonymous(), northwind.owner()] {
                    let answer = caller.request(method.clone(), &filled(path, "01a20000-0000-7000-8000-000000000000")).await;
                    assert_eq!((answer.status(), answer.code()), (405, "method_not_allowed".to_owned()), "{method} {path}");
                    let mut allow: Vec<String> = answer.header("allow").unwrap().split(", ").map(str::to_owned).collect();
                    allow.sort();
                    assert_eq!(allow, known, "{method} {path}");
                }
            }
        }
    }

    async fn what_can_be_read_can_be_asked_for_without_its_body(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        for path in ["/me", "/subscriptions", &subscription.path(""), "root:/healthz", "root:/openapi.yaml"] {
            let (read, asked) = (northwind.owner().get(path).await, northwind.owner().request(Method::HEAD, path).await);
            assert_eq!((asked.status(), asked.text()), (read.status(), String::new()), "{path}");
            for name in ["content-type", "etag", "cache-control", "x-content-type-options"] {
                assert_eq!(asked.header(name), read.header(name), "{path} {name}");
            }
        }
        app.anonymous().request(Method::HEAD, "/me").await.expect(401);
        northwind.owner().request(Method::HEAD, "/nothing").await.expect(404);
    }

    async fn a_literal_path_is_no_id(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        northwind.owner().get("/subscriptions/summary").await.expect(200);
        let answer = northwind.owner().request(Method::DELETE, "/subscriptions/summary").await.refused(405, "method_not_allowed");
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
        let subscription = northwind.subscription().create().await;
        northwind.customer(&subscription, SubscriptionRole::Admin).await.get("/subscriptions/summary").await.refused(404, "not_found");
    }
}
