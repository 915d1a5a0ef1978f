use chrono::TimeDelta;
use serde_json::json;

use super::{OURS, Scene, add};
use crate::support::{Setup, Zone};

on_both_databases! {
    async fn a_check_tells_what_to_publish_and_is_kept(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.dns.text("mercier.example", "v=spf1 include:spf.protection.outlook.com a -all");
        scene.dns.text("spf.protection.outlook.com", "v=spf1 ip4:192.0.2.0/24 -all");
        scene.dns.set("mercier.example", [Zone::Txt(vec!["v=spf1 include:spf.protection.outlook.com a -all".to_owned()]), Zone::A(1)]);
        scene.app.clock.advance(TimeDelta::hours(1));
        let report = scene.check().await;
        let expected = format!("v=spf1 include:spf.protection.outlook.com include:{OURS} a -all");
        assert_eq!(report["result"], "ok_without_us");
        assert_eq!((&report["lookups_now"], &report["lookups_after"]), (&json!(2), &json!(3)));
        assert_eq!(report["record_now"], "v=spf1 include:spf.protection.outlook.com a -all");
        assert_eq!((report["record_to_publish"].as_str(), &report["advice"]), (Some(expected.as_str()), &json!(["publish_record"])));
        assert_eq!((&report["tree"]["lookups"], &report["tree"]["children"][0]["lookups"]), (&json!(2), &json!(1)));
        assert_eq!(report["checked_at"], "2026-11-22T13:00:00Z");
        let read = scene.reseller.owner().get(&scene.domain).await.expect(200).json();
        assert_eq!((&read["spf"], read["version"].as_i64()), (&report, Some(2)));
        let csv = scene.reseller.owner().get(&scene.subscription.path("/domains")).accept("text/csv").await.text();
        assert_eq!(csv.lines().nth(1), Some(format!("mercier.example,ok_without_us,2,{expected}").as_str()));
    }

    async fn nothing_is_cached_so_that_what_was_published_is_seen_at_once(setup: Setup) {
        let scene = Scene::set(&setup).await;
        assert_eq!(scene.check().await["result"], "missing");
        scene.dns.text("mercier.example", "v=spf1 -all");
        let proposed = scene.check().await["record_to_publish"].as_str().unwrap().to_owned();
        scene.dns.text("mercier.example", &proposed);
        let right = scene.check().await;
        assert_eq!((&right["result"], &right["record_to_publish"], &right["advice"]), (&json!("ok"), &json!(proposed), &json!([])));
        let before = scene.dns.asked().len();
        scene.check().await;
        assert_eq!(scene.dns.asked()[before..], ["TXT mercier.example", "TXT spf.countersign.example"]);
    }

    async fn a_change_is_an_event_silence_is_none_and_neither_is_the_first_state(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let right = format!("v=spf1 include:{OURS} -all");
        for (zone, result) in [
            (Zone::Txt(vec!["v=spf1 -all".to_owned()]), "ok_without_us"),
            (Zone::Txt(vec![right.clone()]), "ok"),
            (Zone::Fails, "dns_error"),
            (Zone::Txt(vec![right]), "ok"),
            (Zone::Fails, "dns_error"),
            (Zone::Txt(vec!["v=spf1 nonsense".to_owned()]), "malformed"),
            (Zone::A(1), "missing"),
        ] {
            scene.dns.set("mercier.example", [zone]);
            assert_eq!(scene.check().await["result"], result);
        }
        let events = scene.reseller.owner().get(&scene.subscription.path("/events?limit=200")).await.items();
        let told: Vec<_> = events.iter().rev().filter(|event| event["kind"].as_str().unwrap().starts_with("domain.spf")).collect();
        let expected = [("domain.spf_improved", "ok_without_us", "ok"), ("domain.spf_worsened", "ok", "malformed")];
        assert_eq!(told.len(), expected.len());
        for (event, (kind, from, to)) in told.iter().zip(expected) {
            assert_eq!((&event["kind"], &event["data"]), (&json!(kind), &json!({"domain": "mercier.example", "from": from, "to": to})));
        }
    }

    async fn a_repeat_with_the_same_key_asks_nobody(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let (owner, path) = (scene.reseller.owner(), format!("{}/spf/check", scene.domain));
        let first = owner.post(&path, &json!({})).key("k1").await.expect(200);
        let asked = scene.dns.asked().len();
        let again = owner.post(&path, &json!({})).key("k1").await.expect(200);
        assert_eq!((again.header("idempotency-replayed"), again.json()), (Some("true"), first.json()));
        assert_eq!(scene.dns.asked().len(), asked);
        assert_eq!(owner.post(&path, &json!({"name": "x"})).await.faults(), ["/name unknown_field"]);
    }

    async fn a_sandbox_notes_its_own_time(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let sandbox = scene.app.sandbox("Trial and Error").await;
        let subscription = sandbox.subscription().create().await;
        let path = add(&sandbox, &subscription, "other.example").await;
        sandbox.owner().post("/sandbox/clock/advance", &json!({"days": 1})).await.expect(200);
        let report = sandbox.owner().post(&format!("{path}/spf/check"), &json!({})).await.expect(200).json();
        assert_eq!(report["checked_at"], "2026-11-23T12:00:00Z");
    }

    async fn without_a_name_server_that_answers_it_says_so(setup: Setup) {
        let app = setup.start().await;
        let reseller = app.reseller("Northwind IT").await;
        let subscription = reseller.subscription().create().await;
        let path = add(&reseller, &subscription, "mercier.example").await;
        let report = reseller.owner().post(&format!("{path}/spf/check"), &json!({})).await.expect(200).json();
        assert_eq!((&report["result"], &report["advice"]), (&json!("dns_error"), &json!(["ask_again"])));
    }
}
