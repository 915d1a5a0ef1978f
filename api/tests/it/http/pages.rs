//! What is served beside the API.

use countersign::Worker;
use countersign::http::{app_files, openapi};
use serde_json::json;

use crate::support::{Setup, TestApp};

on_both_databases! {
    async fn the_process_says_that_it_lives(app: TestApp) {
        let answer = app.anonymous().get("root:/healthz").await.expect(200);
        assert_eq!((answer.json(), answer.header("cache-control")), (json!({"status": "ok"}), Some("no-store")));
    }

    async fn it_says_what_keeps_it_from_working(app: TestApp) {
        let answer = app.anonymous().get("root:/readyz").await.expect(503);
        assert_eq!(answer.json(), json!({"status": "unavailable", "database": "ok", "migrations": "ok", "worker": "stopped"}));
        assert_eq!(answer.header("retry-after"), Some("2"));
        app.state.beat(Worker::Jobs);
        let answer = app.anonymous().get("root:/readyz").await.expect(503);
        assert_eq!(answer.json()["worker"], "stopped", "the timers' worker is as needed");
        app.state.beat(Worker::Timers);
        let answer = app.anonymous().get("root:/readyz").await.expect(200);
        assert_eq!(answer.json(), json!({"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}));
    }

    async fn a_schema_that_is_behind_is_not_ready(app: TestApp) {
        app.state.beat(Worker::Jobs);
        app.state.beat(Worker::Timers);
        app.state.db.revert_all().await.unwrap();
        let answer = app.anonymous().get("root:/readyz").await.expect(503);
        assert_eq!(answer.json()["migrations"], "pending");
        app.anonymous().get("root:/healthz").await.expect(200);
    }

    async fn figures_name_routes_and_never_ids(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        northwind.owner().get(&subscription.path("")).await.expect(200);
        northwind.owner().get("/nothing/of/the/kind").await.expect(404);
        let text = app.anonymous().get("root:/metrics").await.expect(200).text();
        assert!(text.contains("countersign_http_requests_seconds_count{method=\"GET\",route=\"/api/v1/subscriptions/{id}\",status=\"200\"} 1"), "{text}");
        assert!(text.contains("countersign_database_connections "), "{text}");
        assert!(text.ends_with("# EOF\n"));
        assert!(!text.contains(&subscription.id) && !text.contains("/nothing"), "{text}");
    }

    async fn the_contract_and_its_page_are_served(app: TestApp) {
        let answer = app.anonymous().get("root:/openapi.yaml").await.expect(200);
        assert_eq!(answer.text(), openapi::yaml().unwrap());
        assert_eq!(answer.header("content-type"), Some("application/yaml; charset=utf-8"));
        assert_eq!(app.anonymous().get("root:/docs").await.expect(308).header("location"), Some("/docs/"));
        let page = app.anonymous().get("root:/docs/").await.expect(200);
        assert!(page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{:?}", page.header("content-type"));
        assert!(!page.text().contains("http://") && !page.text().contains("//cdn"), "nothing is loaded from elsewhere");
    }

    async fn figures_and_contract_can_be_kept_back(setup: Setup) {
        let app = setup.start_with(|settings| (settings.metrics, settings.docs) = (Some("off".to_owned()), Some("off".to_owned()))).await;
        app.reseller("Northwind IT").await;
        for path in ["root:/metrics", "root:/openapi.yaml", "root:/docs", "root:/docs/"] {
            let answer = app.anonymous().get(path).await;
            assert!(!answer.text().contains("countersign_http") && !answer.text().contains("openapi:") && !answer.text().contains("swagger"), "{path}");
        }
        app.anonymous().get("/setup").await.expect(200);
    }

    async fn every_other_path_is_the_apps_page(app: TestApp) {
        for path in ["root:/", "root:/subscriptions", "root:/subscriptions/01a20000-0000-7000-8000-000000000000", "root:/setup", "root:/apis", "root:/.env", "root:/..%2f..%2fetc%2fpasswd"] {
            for accept in ["text/html", "application/json", "*/*"] {
                let answer = app.anonymous().get(path).accept(accept).await;
                let (status, kind) = if app_files::is_built_in() { (200, "text/html; charset=utf-8") } else { (503, "text/plain; charset=utf-8") };
                assert_eq!((answer.status(), answer.header("content-type")), (status, Some(kind)), "{path}");
            }
        }
        let answer = app.anonymous().post("root:/subscriptions", &json!({})).await.refused(405, "method_not_allowed");
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
    }

    async fn a_file_of_another_build_is_not_found(app: TestApp) {
        for path in ["root:/web-0123456789abcdef.js", "root:/web-0123456789abcdef_settings.wasm", "root:/app-0123456789abcdef.css.br"] {
            app.anonymous().get(path).await.refused(404, "not_found");
        }
    }
}
