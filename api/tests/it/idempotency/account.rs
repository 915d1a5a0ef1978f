//! Keys of what one does with one's own account, and of requests that take long.

use std::time::Duration;

use countersign::http::answer::Answer;
use countersign::http::idempotency::Place;
use countersign::refusal::Refusal;
use serde_json::json;
use shared::problem::ProblemCode;

use crate::support::{PASSWORD, TestApp};

const NEW: &str = "marble-orbit-walnut-58";

on_both_databases! {
    async fn another_address_is_asked_for_once_and_its_first_link_lives(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, body) = (northwind.owner(), json!({"email": "Olga@New.example", "password": PASSWORD}));
        let first = owner.post("/me/email", &body).key("k").await.expect(202);
        let again = owner.post("/me/email", &body).key("k").await.expect(202);
        assert_eq!((again.header("idempotency-replayed"), again.text()), (Some("true"), first.text()));
        let mails = app.mails_to("Olga@New.example").await;
        assert_eq!(mails.len(), 1);
        app.anonymous().post("/me/email/confirm", &json!({"token": mails[0].token()})).await.expect(204);
    }

    async fn another_password_is_chosen_once_though_the_first_request_changed_the_present_one(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, body) = (northwind.owner(), json!({"current": PASSWORD, "new": NEW}));
        owner.post("/me/password", &body).key("k").await.expect(204);
        let again = owner.post("/me/password", &body).key("k").await.expect(204);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        let other = json!({"current": NEW, "new": PASSWORD});
        owner.post("/me/password", &other).key("k").await.refused(422, "idempotency_key_reused");
        owner.post("/me/password", &body).key("another").await.refused(422, "invalid_fields");
        assert_eq!(app.mails_to(&owner.email).await.len(), 1);
    }

    async fn a_second_request_is_told_after_five_seconds_that_the_first_still_runs(app: TestApp) {
        let place = |body: &str| Place {
            credential: "somebody".to_owned(),
            method: "POST".to_owned(),
            path: "/api/v1/slow".to_owned(),
            key: "k".to_owned(),
            body_hash: body.as_bytes().to_vec(),
        };
        let (server, slow) = (app.state.clone(), place("body"));
        let first = actix_web::rt::spawn(async move {
            let work = |_: &mut _| {
                std::thread::sleep(Duration::from_secs(7));
                Ok(Answer::done())
            };
            server.once(Some(slow), work).await
        });
        actix_web::rt::time::sleep(Duration::from_millis(300)).await;
        let second = app.state.once(Some(place("body")), |_| Ok(Answer::done())).await;
        assert!(matches!(second, Err(Refusal::Problem(ProblemCode::IdempotencyInProgress))), "{second:?}");
        assert_eq!(first.await.unwrap().unwrap(), Answer::done());
        let third = app.state.once(Some(place("body")), |_| panic!("it is done")).await.unwrap();
        assert_eq!(third, Answer::done().again());
    }
}
