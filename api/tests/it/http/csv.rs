//! Lists as CSV.

use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::{TestApp, invite};

on_both_databases! {
    async fn all_rows_of_the_filter_come_at_once(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for n in 0..3 {
            northwind.subscription().company(&format!("Customer {n}")).create().await;
        }
        northwind.subscription().company("Google customer").with("product", "google_workspace").create().await;
        let answer = northwind.owner().get("/subscriptions?product=microsoft_365&sort=-company_name&limit=1").accept("text/csv").await.expect(200);
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"subscriptions.csv\""));
        let text = answer.text();
        assert!(text.ends_with("\r\n"));
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        assert!(lines[0].starts_with("id,company_name,product,seats,status,"), "{}", lines[0]);
        let names: Vec<&str> = lines[1..].iter().map(|line| line.split(',').nth(1).unwrap()).collect();
        assert_eq!(names, ["Customer 2", "Customer 1", "Customer 0"]);
    }

    async fn cells_that_a_spreadsheet_would_run_are_defused(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for name in ["=HYPERLINK(\"https://evil.example\")", "+32 Delivery", "-Minus", "@sum(1)", "Plain, with a comma", "Plain \"quoted\""] {
            northwind.subscription().company(name).create().await;
        }
        let text = northwind.owner().get("/subscriptions?sort=created_at").accept("text/csv").await.expect(200).text();
        for cell in ["\"'=HYPERLINK(\"\"https://evil.example\"\")\"", "'+32 Delivery", "'-Minus", "'@sum(1)", "\"Plain, with a comma\"", "\"Plain \"\"quoted\"\"\""] {
            assert!(text.contains(&format!(",{cell},")), "{cell} is missing:\n{text}");
        }
    }

    async fn every_list_can_be_had(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        northwind.customer(&subscription, SubscriptionRole::Admin).await;
        northwind.owner().post(&subscription.path("/invites"), &invite("luc@mercier.example", "editor")).await.expect(201);
        northwind.owner().post("/reseller/invites", &json!({"full_name": "Ben Okafor", "email": "ben@northwind.example", "role": "admin", "locale": "en"})).await.expect(201);
        northwind.colleague(ResellerRole::Billing).await;
        for (path, head, rows) in [
            ("/subscriptions", "id,company_name", 1),
            ("/events", "seq,at,kind", 0),
            ("/reseller/members", "full_name,email,role", 2),
            ("/reseller/invites", "full_name,email,role,state", 1),
            (&subscription.path("/members"), "full_name,email,role", 1),
            (&subscription.path("/invites"), "full_name,email,role,state", 2),
            (&subscription.path("/events"), "seq,at,kind", 0),
        ] {
            let text = northwind.owner().get(path).accept("text/csv").await.expect(200).text();
            let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
            assert!(lines[0].starts_with(head), "{path}: {}", lines[0]);
            assert!(lines.len() > 1 && (rows == 0 || lines.len() == rows + 1), "{path}: {text}");
            let as_json = northwind.owner().get(path).accept("application/json, text/csv;q=0.5").await.expect(200);
            assert_eq!(as_json.items().len(), lines.len() - 1, "{path}");
        }
        northwind.owner().get("/subscriptions?limit=0").accept("text/csv").await.refused(422, "invalid_fields");
    }

    async fn a_customers_csv_has_no_columns_of_money(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().paid("pro", "annual").with("external_ref", "CRM-1").create().await;
        let admin = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        let text = admin.get("/subscriptions").accept("text/csv").await.expect(200).text();
        assert_eq!(text.lines().count(), 2);
        for secret in ["plan", "term", "next_payment_date", "external_ref", "pro", "annual", "CRM-1", "2027-11-22"] {
            assert!(text.trim_end().split(['\n', ',']).all(|cell| cell.trim() != secret), "{text}");
        }
    }
}
