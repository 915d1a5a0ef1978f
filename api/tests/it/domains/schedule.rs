use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::ResellerRole;

use super::{OURS, Scene, add};
use crate::support::{Setup, Zone};

fn right() -> String {
    format!("v=spf1 include:{OURS} -all")
}

impl Scene {
    /// How often the domain was checked: each check is a version. (A slow answer is asked for twice.)
    async fn checks(&self) -> i64 {
        self.read().await["version"].as_i64().unwrap() - 1
    }

    async fn read(&self) -> Value {
        self.reseller.owner().stay_signed_in().await;
        self.reseller.owner().get(&self.domain).await.expect(200).json()
    }

    /// Moves the clock, and carries out what is due then.
    async fn after(&self, time: TimeDelta) {
        self.app.clock.advance(time);
        self.app.catch_up().await;
    }
}

on_both_databases! {
    async fn a_domain_is_checked_at_once_then_hourly_until_right_then_daily(setup: Setup) {
        let scene = Scene::set(&setup).await;
        assert_eq!(scene.read().await["next_check_at"], "2026-11-22T12:00:00Z");
        scene.app.catch_up().await;
        let domain = scene.read().await;
        assert_eq!((scene.checks().await, &domain["spf"]["result"], &domain["next_check_at"]), (1, &json!("missing"), &json!("2026-11-22T13:00:00Z")));
        scene.after(TimeDelta::minutes(59)).await;
        assert_eq!(scene.checks().await, 1);
        scene.after(TimeDelta::minutes(1)).await;
        assert_eq!(scene.checks().await, 2);
        scene.dns.text("mercier.example", &right());
        scene.after(TimeDelta::hours(1)).await;
        let domain = scene.read().await;
        assert_eq!((scene.checks().await, &domain["spf"]["result"], &domain["next_check_at"]), (3, &json!("ok"), &json!("2026-11-23T14:00:00Z")));
        scene.after(TimeDelta::hours(23)).await;
        assert_eq!(scene.checks().await, 3);
        scene.after(TimeDelta::hours(1)).await;
        assert_eq!(scene.checks().await, 4);
        // A long stop makes one check, not one for each hour that was missed.
        scene.after(TimeDelta::days(9)).await;
        assert_eq!(scene.checks().await, 5);
        assert_eq!(scene.app.count("jobs WHERE kind = 'check_domain' AND state = 'pending'").await, 1);
    }

    async fn a_check_on_demand_brings_the_next_one_forward_and_makes_no_second_chain(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.dns.text("mercier.example", &right());
        scene.app.catch_up().await;
        scene.dns.text("mercier.example", "v=spf1 -all");
        scene.app.clock.advance(TimeDelta::hours(2));
        scene.check().await;
        scene.check().await;
        assert_eq!(scene.read().await["next_check_at"], "2026-11-22T15:00:00Z");
        let before = scene.checks().await;
        scene.after(TimeDelta::hours(1)).await;
        assert_eq!(scene.checks().await, before + 1);
        // The job of the day before finds that another has its check, and ends.
        for _ in 0..24 {
            scene.after(TimeDelta::hours(1)).await;
        }
        assert_eq!(scene.checks().await, before + 25);
        assert_eq!(scene.app.count("jobs WHERE kind = 'check_domain' AND state = 'pending'").await, 1);
    }

    async fn a_change_for_the_worse_is_one_event_and_one_mail_to_each_owner_and_admin(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let admin = scene.reseller.colleague(ResellerRole::Admin).await;
        scene.reseller.colleague(ResellerRole::Support).await;
        scene.dns.text("mercier.example", &right());
        scene.app.catch_up().await;
        let before = scene.app.mails().await.len();
        scene.dns.text("mercier.example", "v=spf1 -all");
        scene.after(TimeDelta::days(1)).await;
        scene.after(TimeDelta::hours(1)).await;
        let mails = scene.app.mails().await.split_off(before);
        let mut to: Vec<_> = mails.iter().map(|mail| mail.to()).collect();
        to.sort();
        let mut expected = vec![scene.reseller.owner().email.clone(), admin.email.clone()];
        expected.sort();
        assert_eq!(to.len(), 2);
        assert!(to.iter().zip(&expected).all(|(to, address)| to.contains(address.as_str())), "{to:?}");
        assert!(mails[0].text.contains(&format!("v=spf1 include:{OURS} -all")), "{}", mails[0].text);
        scene.reseller.owner().stay_signed_in().await;
        let events = scene.reseller.owner().get(&scene.subscription.path("/events?limit=200")).await.items();
        let told: Vec<_> = events.iter().filter(|event| event["kind"] == "domain.spf_worsened").collect();
        assert_eq!((told.len(), &told[0]["actor"]["kind"]), (1, &json!("system")));
    }

    async fn what_is_right_again_is_not_mailed_and_neither_is_silence(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.dns.text("mercier.example", &right());
        scene.app.catch_up().await;
        let before = scene.app.mails().await.len();
        scene.dns.set("mercier.example", [Zone::Fails]);
        scene.after(TimeDelta::days(1)).await;
        assert_eq!((&scene.read().await["spf"]["result"], scene.app.mails().await.len()), (&json!("dns_error"), before));
        // Two checks on demand before the mail leaves.
        scene.dns.text("mercier.example", "v=spf1 -all");
        scene.check().await;
        scene.dns.text("mercier.example", &right());
        scene.check().await;
        scene.app.catch_up().await;
        assert_eq!(scene.app.mails().await.len(), before);
    }

    async fn what_was_removed_is_checked_no_more(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.app.catch_up().await;
        let asked = scene.dns.asked().len();
        scene.reseller.owner().delete(&scene.domain).await.expect(204);
        scene.after(TimeDelta::days(1)).await;
        let pending = scene.app.count("jobs WHERE kind = 'check_domain' AND state = 'pending'").await;
        assert_eq!((scene.dns.asked().len(), pending), (asked, 0));
    }

    async fn of_what_is_over_nobody_is_mailed(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.dns.text("mercier.example", &right());
        scene.app.catch_up().await;
        scene.reseller.owner().post(&scene.subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        let before = scene.app.mails().await.len();
        scene.dns.text("mercier.example", "v=spf1 -all");
        scene.after(TimeDelta::days(1)).await;
        assert_eq!((&scene.read().await["spf"]["result"], scene.app.mails().await.len()), (&json!("ok_without_us"), before));
    }

    async fn a_sandboxs_clock_brings_its_checks_forward(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let sandbox = scene.app.sandbox("Trial and Error").await;
        let subscription = sandbox.subscription().create().await;
        let path = add(&sandbox, &subscription, "mercier.example").await;
        scene.app.catch_up().await;
        let clock = sandbox.owner().post("/sandbox/clock/advance", &json!({"hours": 1})).await.expect(200).json();
        scene.app.catch_up().await;
        let domain = sandbox.owner().get(&path).await.json();
        assert_eq!(domain["version"], 3, "{clock}");
        assert_eq!((&domain["spf"]["checked_at"], &domain["next_check_at"]), (&json!("2026-11-22T13:00:00Z"), &json!("2026-11-22T14:00:00Z")));
    }

    async fn silent_name_servers_hold_up_no_mail(setup: Setup) {
        let scene = Scene::set(&setup).await;
        for n in 0..20 {
            let name = format!("d{n}.example");
            scene.dns.set(&name, [Zone::Silent]);
            add(&scene.reseller, &scene.subscription, &name).await;
        }
        let before = scene.app.mails().await.len();
        let invite = crate::support::invite("luc@mercier.example", "editor");
        scene.reseller.owner().post(&scene.subscription.path("/invites"), &invite).await.expect(201);
        let app = scene.app.clone();
        let working = actix_web::rt::spawn(async move { app.catch_up().await });
        let begun = std::time::Instant::now();
        while scene.app.mails().await.len() == before {
            assert!(begun.elapsed() < std::time::Duration::from_secs(3), "the mail waits");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        working.abort();
    }
}
