use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::enable;
use crate::support::{Setup, TestApp};

/// A server whose operator has mail servers.
async fn with_mail_host(setup: &Setup) -> TestApp {
    setup.start_with(|settings| settings.mail_host = Some("Mail.Portal.Example".to_owned())).await
}

on_both_databases! {
    async fn a_script_comes_with_the_values_of_its_subscription(setup: Setup) {
        let app = with_mail_host(&setup).await;
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let script = async |name: &str| owner.get(&subscription.path(&format!("/connection/scripts/{name}"))).await.expect(200).json();
        let online = script("exchange_online_setup").await;
        assert_eq!((&online["script"], &online["file_name"]), (&json!("exchange_online_setup"), &json!("countersign-exchange-online-setup.ps1")));
        let text = online["content"].as_str().unwrap();
        assert!(text.contains("$MailHost = 'mail.portal.example'") && text.contains(&subscription.id), "{text}");
        assert_eq!(script("exchange_online_setup").await, online);
        assert!(script("exchange_on_premises_setup").await["content"].as_str().unwrap().contains("'mail.portal.example'"));
        assert!(script("exchange_on_premises_removal").await["content"].as_str().unwrap().contains("Remove-SendConnector"));
        owner.get(&subscription.path("/connection/scripts/format_disk")).await.refused(404, "not_found");
        let google = northwind.subscription().with("product", "google_workspace").create().await;
        owner.get(&google.path("/connection/scripts/exchange_online_setup")).await.refused(404, "not_found");
    }

    async fn the_secret_of_the_header_is_each_subscriptions_own_and_stands_in_its_script_alone(setup: Setup) {
        let app = with_mail_host(&setup).await;
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let mut secrets = Vec::new();
        for _ in 0..2 {
            let subscription = northwind.subscription().create().await;
            enable(owner, &subscription, "server_side").await;
            let script = owner.get(&subscription.path("/connection/scripts/exchange_online_setup")).await.json();
            let line = script["content"].as_str().unwrap().lines().find(|line| line.starts_with("$HeaderValue = ")).unwrap().to_owned();
            let secret = line.split('\'').nth(1).unwrap().to_owned();
            assert_eq!(secret.len(), 64);
            for path in ["", "/connection", "/events", "/connection/scripts/exchange_online_removal", "/connection/scripts/exchange_on_premises_setup"] {
                assert!(!owner.get(&subscription.path(path)).await.text().contains(&secret), "{path}");
            }
            secrets.push(secret);
        }
        assert_ne!(secrets[0], secrets[1]);
    }

    async fn without_mail_servers_set_up_scripts_are_refused_and_administrators_are_told_why(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        let owner = northwind.owner();
        let missing = async || owner.get(&subscription.path("/connection")).await.json()["missing_settings"].clone();
        assert_eq!(missing().await, json!([]));
        enable(owner, &subscription, "client_side").await;
        let microsoft = ["COUNTERSIGN_MICROSOFT_CLIENT_ID", "COUNTERSIGN_MICROSOFT_CLIENT_SECRET"];
        assert_eq!(missing().await, json!(microsoft), "nothing of this mode goes through mail servers");
        let connection = enable(owner, &subscription, "exchange_on_premises").await;
        let all = json!([microsoft[0], microsoft[1], "COUNTERSIGN_MAIL_HOST"]);
        assert_eq!((&connection["mail_host"], &connection["missing_settings"]), (&Value::Null, &all));
        assert_eq!(missing().await, all);
        for name in ["exchange_online_setup", "exchange_on_premises_setup"] {
            owner.get(&subscription.path(&format!("/connection/scripts/{name}"))).await.refused(409, "setting_missing");
        }
        // What was set up once can be taken away, whatever is configured now.
        for name in ["exchange_online_removal", "exchange_on_premises_removal"] {
            owner.get(&subscription.path(&format!("/connection/scripts/{name}"))).await.expect(200);
        }
        // The installation's settings are nobody else's business.
        let (support, program) = (northwind.colleague(ResellerRole::Support).await, northwind.program(&["write"]).await);
        let customer = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        for who in [&support, &program, &customer] {
            assert_eq!(who.get(&subscription.path("/connection")).await.expect(200).json().get("missing_settings"), None);
        }
    }

    async fn with_mail_servers_nothing_is_missing_and_everybody_sees_their_name(setup: Setup) {
        let app = with_mail_host(&setup).await;
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        let connection = enable(northwind.owner(), &subscription, "exchange_on_premises").await;
        assert_eq!((&connection["mail_host"], &connection["missing_settings"]), (&json!("mail.portal.example"), &json!([])));
        let support = northwind.colleague(ResellerRole::Support).await;
        assert_eq!(support.get(&subscription.path("/connection")).await.json()["mail_host"], "mail.portal.example");
        let billing = northwind.colleague(ResellerRole::Billing).await;
        billing.get(&subscription.path("/connection/scripts/exchange_online_setup")).await.refused(403, "forbidden");
    }
}
