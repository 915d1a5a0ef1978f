//! Begun with the password, confirmed by a code.

use chrono::TimeDelta;
use countersign::platform::tokens;
use diesel::{QueryableByName, RunQueryDsl as _};
use serde_json::{Value, json};

use super::{Authenticator, OWNER, begin, login, recovery_codes, turn_on, with_code};
use crate::support::{PASSWORD, TestApp, at_once};

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = diesel::sql_types::Binary)]
    sealed_secret: Vec<u8>,
}

#[derive(QueryableByName)]
struct Hash {
    #[diesel(sql_type = diesel::sql_types::Binary)]
    code_hash: Vec<u8>,
}

on_both_databases! {
    async fn a_code_of_the_app_turns_it_on_and_ends_the_other_sessions(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, phone) = (northwind.owner(), northwind.owner().elsewhere().await);
        let (_, codes) = turn_on(&app, owner).await;
        let state = owner.get("/me").await.expect(200).json()["two_factor"].clone();
        assert_eq!(state, json!({"since": "2026-11-22T12:00:00Z", "recovery_codes_left": 10}));
        phone.get("/me").await.refused(401, "unauthenticated");
        assert_eq!(codes.len(), 10);
        let forms = codes.iter().all(|code| code.len() == 19 && code.split('-').all(|group| group.len() == 4));
        assert!(forms && codes.iter().collect::<std::collections::BTreeSet<_>>().len() == 10, "{codes:?}");
        assert_eq!(app.mail_to(OWNER).await.subject(), "Two-factor sign-in was turned on");
    }

    async fn what_is_begun_shows_the_secret_in_three_ways_and_counts_for_nothing_yet(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let begun = begin(northwind.owner()).await;
        let body = begun.json();
        let secret = body["secret"].as_str().unwrap();
        assert_eq!(secret.len(), 32);
        let uri = format!("otpauth://totp/Countersign:owner%40northwind-it.example?secret={secret}&issuer=Countersign&algorithm=SHA1&digits=6&period=30");
        assert_eq!(body["uri"], uri);
        assert!(body["qr_svg"].as_str().unwrap().starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox="), "{body}");
        assert_eq!(body["expires_at"], "2026-11-22T12:15:00Z");
        assert_eq!(begun.header("cache-control"), Some("no-store"));
        assert_eq!(northwind.owner().get("/me").await.json()["two_factor"], Value::Null);
        login(&app, OWNER, PASSWORD, None).await.expect(200);
        assert_eq!(app.mails().await.len(), 0);
    }

    async fn the_secret_and_the_recovery_codes_are_not_kept_as_they_are(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, codes) = turn_on(&app, northwind.owner()).await;
        let kept = app.tx(|conn| Ok(diesel::sql_query("SELECT sealed_secret FROM two_factors").get_result::<Kept>(conn)?)).await;
        let secret = authenticator.0.bytes();
        assert!(kept.sealed_secret.len() > secret.len() && !kept.sealed_secret.windows(secret.len()).any(|part| part == secret));
        assert_eq!(app.state.vault.open(&format!("two-factor secret {}", northwind.owner().account()), &kept.sealed_secret).unwrap(), secret);
        assert_eq!(app.count("recovery_codes").await, 10);
        // Who has the database alone has nothing to try codes against.
        let hashes = app.tx(|conn| Ok(diesel::sql_query("SELECT code_hash FROM recovery_codes").load::<Hash>(conn)?)).await;
        let guesses: Vec<Vec<u8>> = codes.iter().flat_map(|code| [tokens::hash(code), tokens::hash(code.replace('-', ""))]).collect();
        assert!(hashes.iter().all(|kept| kept.code_hash.len() == 32 && !guesses.contains(&kept.code_hash)));
    }

    async fn a_beginning_needs_the_password(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let refused = owner.post("/me/two-factor/begin", &json!({"password": "wrong"})).await.refused(422, "invalid_fields");
        assert_eq!(refused.faults(), ["/password wrong_password"]);
        let refused = owner.post("/me/two-factor/begin", &json!({"code": "1"})).await.refused(422, "invalid_fields");
        assert_eq!(refused.faults(), ["/code unknown_field", "/password required"]);
        assert_eq!(app.count("two_factors").await, 0);
    }

    async fn another_beginning_takes_the_place_of_the_first(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let (first, second) = (Authenticator::new(&begin(owner).await), Authenticator::new(&begin(owner).await));
        let refused = owner.post("/me/two-factor/confirm", &with_code(&first.code(&app))).await.refused(422, "invalid_fields");
        assert_eq!(refused.faults(), ["/code wrong_code"]);
        owner.post("/me/two-factor/confirm", &with_code(&second.code(&app))).await.expect(200);
        assert_eq!(app.count("two_factors").await, 1);
    }

    async fn a_beginning_can_be_confirmed_for_fifteen_minutes(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let late = Authenticator::new(&begin(owner).await);
        app.clock.advance(TimeDelta::minutes(15));
        owner.post("/me/two-factor/confirm", &with_code(&late.code(&app))).await.refused(409, "two_factor_not_begun");
        let in_time = Authenticator::new(&begin(owner).await);
        app.clock.advance(TimeDelta::seconds(899));
        owner.post("/me/two-factor/confirm", &with_code(&in_time.code(&app))).await.expect(200);
    }

    async fn a_wrong_code_confirms_nothing_and_ten_are_enough(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let authenticator = Authenticator::new(&begin(owner).await);
        for code in ["12345", "28708a", ""] {
            let refused = owner.post("/me/two-factor/confirm", &with_code(code)).await.refused(422, "invalid_fields");
            assert_eq!(refused.faults(), ["/code wrong_code"], "{code}");
        }
        for code in [authenticator.wrong(&app), "ABCD-EFGH-JKMN-PQRS".to_owned()].iter().cycle().take(10) {
            let refused = owner.post("/me/two-factor/confirm", &with_code(code)).await.refused(422, "invalid_fields");
            assert_eq!(refused.faults(), ["/code wrong_code"], "{code}");
        }
        owner.post("/me/two-factor/confirm", &with_code(&authenticator.code(&app))).await.refused(429, "too_many_attempts");
        assert_eq!(owner.get("/me").await.json()["two_factor"], Value::Null);
        assert_eq!((app.count("recovery_codes").await, app.mails().await.len()), (0, 0));
    }

    async fn of_many_confirmations_at_once_one_counts(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner().clone();
        let code = Authenticator::new(&begin(&owner).await).code(&app);
        let answers = at_once(8, |_| {
            let (owner, code) = (owner.clone(), code.clone());
            async move { owner.post("/me/two-factor/confirm", &with_code(&code)).await }
        })
        .await;
        let (right, wrong): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status() == 200);
        assert_eq!(right.len(), 1);
        for answer in wrong {
            answer.refused(409, "two_factor_on");
        }
        assert_eq!(recovery_codes(&right[0]).len(), 10);
        assert_eq!((app.count("recovery_codes").await, app.mails_to(OWNER).await.len()), (10, 1));
    }

    async fn what_is_on_is_not_begun_again(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let (authenticator, _) = turn_on(&app, owner).await;
        owner.post("/me/two-factor/begin", &json!({"password": PASSWORD})).await.refused(409, "two_factor_on");
        owner.post("/me/two-factor/confirm", &with_code(&authenticator.next(&app))).await.refused(409, "two_factor_on");
        login(&app, OWNER, PASSWORD, Some(&authenticator.code(&app))).await.expect(200);
    }

    async fn what_was_begun_and_forgotten_is_swept_up(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (authenticator, ben) = (turn_on(&app, northwind.owner()).await.0, app.person("ben@northwind.example").await);
        begin(&ben).await;
        let now = app.clock.now();
        app.tx(move |conn| countersign::auth::service::forget_old_across_tenants(conn, now + TimeDelta::days(7))).await;
        assert_eq!(app.count("two_factors").await, 2);
        app.tx(move |conn| countersign::auth::service::forget_old_across_tenants(conn, now + TimeDelta::days(8))).await;
        assert_eq!(app.count("two_factors").await, 1);
        login(&app, OWNER, PASSWORD, Some(&authenticator.next(&app))).await.expect(200);
    }
}
