//! What the invite's mail says.

use serde_json::json;

use super::invited;
use crate::support::{TestApp, invite};

on_both_databases! {
    async fn it_names_product_reseller_customer_and_inviter_in_the_recipients_language(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let mut subjects = Vec::new();
        for (locale, lang, greeting, day) in [
            ("en", "en", "Hello", "29 November 2026"),
            ("fr", "fr", "Bonjour", "29 novembre 2026"),
            ("nl", "nl", "Beste", "29 november 2026"),
            ("de", "de", "Guten Tag", "29. November 2026"),
        ] {
            for (product, label) in [("microsoft_365", "Microsoft 365"), ("google_workspace", "Google Workspace")] {
                let address = format!("{locale}.{product}@mercier.example");
                let wanted = reseller.subscription().company("Mercier & Fils <SA>").with("product", product).with("locale", locale);
                wanted.contact(&address).create().await;
                let mail = app.mail_to(&address).await;
                assert!(mail.subject().contains("Olga Ostrova") && mail.subject().contains("Northwind IT"), "{}", mail.subject());
                for part in ["Camille Mercier", label, "Northwind IT", "Mercier & Fils <SA>", "Olga Ostrova", day] {
                    assert!(mail.text.contains(part), "{locale} text lacks {part}: {}", mail.text);
                    let escaped = part.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;");
                    assert!(mail.html.contains(&escaped), "{locale} HTML lacks {escaped}: {}", mail.html);
                }
                assert!(!mail.html.contains("<SA>"));
                assert!(mail.text.contains(greeting), "{}", mail.text);
                assert!(mail.html.contains(&format!("lang=\"{lang}\"")));
                subjects.push(mail.subject());
            }
        }
        subjects.sort();
        subjects.dedup();
        assert!(subjects.len() >= 4, "{subjects:?}");
    }

    async fn its_link_leads_to_the_page_that_accepts_with_a_token_of_256_bits(app: TestApp) {
        let invited = invited(&app).await;
        let mail = app.mail_to("Camille@Mercier.example").await;
        assert_eq!(mail.link(), format!("https://portal.example/invites/accept#{}", invited.token));
        assert!(mail.html.contains(&mail.link()));
        assert!(invited.token.len() >= 43 && invited.token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        assert!(mail.to().contains("Camille Mercier") && mail.to().contains("Camille@Mercier.example"));
        assert_eq!(mail.header("Reply-To"), "owner@northwind-it.example");
        // Only the token's hash is kept, and the answer does not hold it.
        let stored = invited.owner().get(&invited.path("").await).await.expect(200);
        assert!(!stored.text().contains(&invited.token));
        assert_eq!(app.count("jobs WHERE kind = 'mail_invite' AND length(payload) = 0").await, 1);
    }

    async fn a_colleagues_invite_is_mailed_too(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let body = json!({"full_name": "Ben Okafor", "email": "ben@northwind.example", "role": "support", "locale": "de"});
        reseller.owner().post("/reseller/invites", &body).await.expect(201);
        let mail = app.mail_to("ben@northwind.example").await;
        assert!(mail.subject().contains("Northwind IT"), "{}", mail.subject());
        assert!(mail.link().starts_with("https://portal.example/invites/accept#"));
    }

    async fn each_role_is_told_what_it_can_do(app: TestApp) {
        let invited = invited(&app).await;
        let mut texts = Vec::new();
        for role in ["admin", "editor"] {
            let address = format!("{role}@mercier.example");
            invited.owner().post(&invited.subscription.path("/invites"), &invite(&address, role)).await.expect(201);
            let mail = app.mail_to(&address).await;
            texts.push(mail.text.replace(&mail.token(), ""));
        }
        assert_ne!(texts[0], texts[1]);
    }

    async fn when_the_mail_server_has_it_the_invite_says_so(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let list = made.path("/invites");
        let queued = reseller.owner().get(&list).await.items().remove(0);
        assert_eq!((&queued["delivery"], &queued["sent_at"]), (&json!("queued"), &json!(null)));
        app.clock.advance(chrono::TimeDelta::seconds(30));
        assert_eq!(app.mails().await.len(), 1);
        let sent = reseller.owner().get(&list).await.items().remove(0);
        assert_eq!((&sent["delivery"], &sent["sent_at"], &sent["delivery_detail"]), (&json!("sent"), &json!(app.clock.now()), &json!(null)));
        assert_eq!(sent["state"], "pending");
        let event = reseller.owner().get(&made.path("/events?limit=1")).await.items().remove(0);
        assert_eq!((&event["kind"], &event["actor"]["kind"]), (&json!("invite.delivered"), &json!("system")));
        // Nothing more is sent, however often the worker looks.
        app.clock.advance(chrono::TimeDelta::days(3));
        assert_eq!(app.mails().await.len(), 1);
    }
}
