//! What each scope lets a program do. Who may call which operation stands in the table of the tenancy matrix.

use serde_json::{Value, json};

use crate::support::{TestApp, invite};

on_both_databases! {
    async fn read_sees_plan_and_dates_and_changes_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = northwind.subscription().paid("pro", "annual").create().await;
        let program = northwind.program(&["read"]).await;
        let seen = program.get(&made.path("")).await.expect(200).json();
        assert_eq!((&seen["plan"], &seen["term"], &seen["next_payment_date"]), (&json!("pro"), &json!("annual"), &json!("2027-11-22")));
        assert_eq!(seen["allowed_actions"], json!([]));
        program.patch(&made.path(""), &json!({"seats": 3})).await.refused(403, "forbidden");
        program.post("/subscriptions", northwind.subscription().body()).await.refused(403, "forbidden");
    }

    async fn write_creates_but_buys_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let program = northwind.program(&["write"]).await;
        let trial = northwind.subscription().contact("camille@mercier.example");
        let made = program.post("/subscriptions", trial.body()).await.expect(201).json();
        assert!(!made["allowed_actions"].as_array().unwrap().contains(&json!("activate")), "{made}");
        let path = format!("/subscriptions/{}", made["id"].as_str().unwrap());
        program.patch(&path, &json!({"company_name": "Mercier SA", "external_ref": "CRM-1"})).await.expect(200);
        program.patch(&path, &json!({"seats": 3})).await.refused(403, "forbidden");
        program.post("/subscriptions", northwind.subscription().paid("pro", "annual").body()).await.refused(403, "forbidden");
        program.post("/subscriptions", northwind.subscription().with("plan", "pro").with("term", "annual").body()).await.refused(403, "forbidden");
        program.post(&format!("{path}/activate"), &json!({"plan": "pro", "term": "annual"})).await.refused(403, "forbidden");
        program.post(&format!("{path}/trial/end"), &json!({"reason": "x"})).await.expect(200);
    }

    async fn billing_buys_but_creates_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = northwind.subscription().create().await;
        let program = northwind.program(&["billing"]).await;
        program.patch(&made.path(""), &json!({"seats": 3})).await.expect(200);
        program.patch(&made.path(""), &json!({"seats": 4, "company_name": "x"})).await.refused(403, "forbidden");
        program.post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        program.post(&made.path("/cancel"), &json!({"reason": "x"})).await.refused(403, "forbidden");
    }

    async fn several_scopes_together_do_all_of_it(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let program = northwind.program(&["write", "billing"]).await;
        program.post("/subscriptions", northwind.subscription().paid("pro", "annual").body()).await.expect(201);
        program.get("/reseller/members").await.refused(403, "forbidden");
    }

    async fn an_invite_of_a_program_names_no_person_as_its_sender(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let made = northwind.subscription().with("customer_edits_signatures", true)
            .with("contact", json!({"full_name": "Luc Mercier", "email": "luc@mercier.example"})).create().await;
        let program = northwind.program(&["write"]).await;
        let invited = program.post(&made.path("/invites"), &invite("camille@mercier.example", "admin")).await.expect(201).json();
        assert_eq!(invited["invited_by"], Value::Null);
        let mail = app.mail_to("camille@mercier.example").await;
        assert!(!mail.subject().contains("Olga") && mail.subject().contains("Northwind IT"), "{}", mail.subject());
        let offer = app.anonymous().post("/invites/lookup", &json!({"token": mail.token()})).await.expect(200).json();
        assert_eq!(offer["reseller_name"], "Northwind IT");
    }
}
