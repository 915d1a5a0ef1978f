//! Every refusal is a problem document.

use serde_json::{Value, json};
use shared::problem::ProblemCode;

use crate::support::TestApp;

on_both_databases! {
    async fn a_refusal_says_what_happened_and_what_to_do_in_the_callers_language(app: TestApp) {
        let mut titles = Vec::new();
        for (language, answered) in [("en", "en"), ("fr-BE, en;q=0.5", "fr"), ("nl", "nl"), ("de-AT", "de"), ("ja", "en"), ("fr;q=0, de;q=0.1", "de")] {
            let answer = app.anonymous().get("/me").language(language).await.refused(401, "unauthenticated");
            assert_eq!((answer.header("content-language"), answer.header("vary")), (Some(answered), Some("accept-language")), "{language}");
            let body = answer.json();
            assert_eq!((&body["type"], &body["status"]), (&json!("/problems/unauthenticated"), &json!(401)));
            assert_eq!(body["instance"].as_str(), answer.header("x-request-id"));
            assert!(body["detail"].as_str().is_some_and(|text| text.len() > 10), "{body}");
            assert_eq!(body.get("errors"), None);
            titles.push(body["title"].as_str().unwrap().to_owned());
        }
        assert_eq!((&titles[0], &titles[3]), (&titles[4], &titles[5]));
        titles.truncate(4);
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), 4, "{titles:?}");
    }

    async fn wrong_fields_are_explained_in_the_callers_language(app: TestApp) {
        let details = async |language: &str| {
            let answer = app.anonymous().post("/auth/login", &json!({"email": "x", "remember": 1})).language(language).await.refused(422, "invalid_fields");
            answer.json()["errors"].as_array().unwrap().iter().map(|error| error["detail"].clone()).collect::<Vec<Value>>()
        };
        let english = details("en").await;
        assert_eq!(english.len(), 3);
        for language in ["fr", "nl", "de"] {
            let told = details(language).await;
            assert!(told.iter().zip(&english).all(|(told, english)| told != english), "{told:?}");
        }
    }

    async fn the_type_leads_to_an_explanation_in_four_languages(app: TestApp) {
        for code in ProblemCode::ALL {
            let mut pages = Vec::new();
            for language in ["en", "fr", "nl", "de"] {
                let answer = app.anonymous().get(&format!("root:/problems/{code}")).language(language).await.expect(200);
                assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
                assert!(answer.text().starts_with(&format!("{code} ({})", code.status())), "{}", answer.text());
                pages.push(answer.text());
            }
            pages.sort();
            pages.dedup();
            assert_eq!(pages.len(), 4, "{code}");
        }
        app.anonymous().get("root:/problems/no_such_problem").await.refused(404, "not_found");
    }

    async fn a_sane_request_id_is_taken_over_and_another_one_is_replaced(app: TestApp) {
        for id in ["abc", "01a200bd-0293-7636-891b-c30a582e820d", "A.b_c:d-9", &"x".repeat(128)] {
            let answer = app.anonymous().get("/me").header("x-request-id", id).await;
            assert_eq!((answer.header("x-request-id"), answer.json()["instance"].as_str()), (Some(id), Some(id)));
        }
        for id in ["", " ", "a b", "a\"b", "<x>", "a,b", &"x".repeat(129)] {
            let answer = app.anonymous().get("/me").header("x-request-id", id).await;
            let made = answer.header("x-request-id").unwrap();
            assert!(made != id && made.len() == 36, "{id:?} became {made:?}");
        }
        let (one, two) = (app.anonymous().get("/setup").await, app.anonymous().get("/setup").await);
        assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
    }

    async fn what_happens_in_a_request_carries_its_id(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        northwind.owner().patch("/reseller", &json!({"name": "New name"})).header("x-request-id", "change-1").await.expect(200);
        assert_eq!(app.count("events WHERE request_id = 'change-1'").await, 1);
    }
}
