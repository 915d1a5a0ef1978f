//! `POST /subscriptions/{id}/directory/people/import`.

use serde_json::{Value, json};

use super::{names, person};
use crate::support::{Caller, Request, Subscription, TestApp};

const REAL: &str = "?dry_run=false";

fn send(by: &Caller, to: &Subscription, query: &str, file: impl Into<Vec<u8>>) -> Request {
    let path = to.path(&format!("/directory/people/import{query}"));
    by.request(reqwest::Method::POST, &path).header("content-type", "text/csv").body(file)
}

fn counts(report: &Value) -> Vec<i64> {
    ["rows", "added", "changed", "unchanged", "faulty"].iter().map(|name| report[*name].as_i64().unwrap()).collect()
}

const FILE: &str = "email;display_name;job_title;takes_seat\r\n\
    camille@mercier.example;Camille Mercier;Head baker;\r\n\
    noor@mercier.example;Noor Janssens;;oui\r\n\
    info@mercier.example;Info;;nein\r\n";

on_both_databases! {
    async fn a_dry_run_says_what_would_become_of_the_rows_and_writes_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        owner.post(&subscription.path("/directory/people"), &person("NOOR@mercier.example", "Noor")).await.expect(201);
        let events = app.count("events").await;
        for query in ["", "?dry_run=true"] {
            let report = send(owner, &subscription, query, FILE).await.expect(200).json();
            assert_eq!((&report["dry_run"], counts(&report)), (&json!(true), vec![3, 2, 1, 0, 0]));
        }
        assert_eq!((app.count("directory_people").await, app.count("events").await), (1, events));
        // What can't be written is not promised.
        owner.post(&subscription.path("/trial/end"), &json!({"reason": "Closed"})).await.expect(200);
        send(owner, &subscription, "", FILE).await.refused(409, "transition_not_allowed");
    }

    async fn rows_are_written_once_and_a_second_time_change_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let report = send(owner, &subscription, REAL, FILE).await.expect(200).json();
        assert_eq!((&report["dry_run"], counts(&report)), (&json!(false), vec![3, 3, 0, 0, 0]));
        let people = owner.get(&subscription.path("/directory/people")).await.items();
        assert_eq!(names(&people), ["Camille Mercier", "Info", "Noor Janssens"]);
        assert_eq!((&people[1]["takes_seat"], &people[0]["profile"]["job_title"]), (&json!(false), &json!("Head baker")));
        let again = send(owner, &subscription, REAL, FILE).await.expect(200).json();
        assert_eq!(counts(&again), [3, 0, 0, 3, 0]);
        let changed = send(owner, &subscription, REAL, "email,display_name,department\nINFO@mercier.example,Info,Office\n").await.expect(200).json();
        assert_eq!(counts(&changed), [1, 0, 1, 0, 0]);
        let events = owner.get(&subscription.path("/events")).await.items();
        let imports: Vec<_> = events.iter().filter(|event| event["kind"] == "directory.imported").map(|event| event["data"].clone()).collect();
        assert_eq!(imports, [json!({"added": 0, "changed": 1}), json!({"added": 3, "changed": 0})], "none for a file that changes nothing");
        // What was listed as CSV can be imported again.
        let csv = owner.get(&subscription.path("/directory/people")).accept("text/csv").await.expect(200).text();
        assert_eq!(counts(&send(owner, &subscription, REAL, csv).await.expect(200).json()), [3, 0, 0, 3, 0]);
    }

    async fn while_a_row_is_faulty_nothing_is_written_and_each_fault_has_its_line_and_column(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let file = "email,display_name\nada@mercier.example,Ada\nnobody,\nADA@mercier.example,Ada again\n";
        let faults = ["/3/display_name required", "/3/email invalid_email", "/4/email repeated_row"];
        assert_eq!(send(owner, &subscription, REAL, file).key("k").await.refused(422, "invalid_fields").faults(), faults);
        let report = send(owner, &subscription, "", file).await.expect(200).json();
        assert_eq!(counts(&report), [3, 1, 0, 0, 2]);
        assert_eq!(report["faulty_rows"][1]["faults"][0]["detail"], "Remove this row: line 2 has the same address.");
        assert_eq!((&report["faulty_rows"][0]["line"], &report["faulty_rows"][0]["cells"]), (&json!(3), &json!(["nobody", ""])));
        assert_eq!((app.count("directory_people").await, app.count("kept_answers").await), (0, 0));
    }

    async fn a_file_that_is_wrong_as_a_whole_says_where(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let row = |n: usize| format!("p{n}@mercier.example,P\n");
        let many: String = (0..100_000).map(row).collect();
        for (file, told) in [
            (b"mail,display_name\n".to_vec(), vec!["/1/email missing_column", "/1/mail unknown_field"]),
            (b"email,display_name\nada@mercier.example,Ad\xe9\n".to_vec(), vec!["/2/display_name not_utf8"]),
            (b"email,display_name\n".to_vec(), vec!["/ no_rows"]),
            (format!("email,display_name\n{many}").into_bytes(), vec!["/ too_many_rows"]),
        ] {
            let refused = send(owner, &subscription, REAL, file).await.refused(422, "invalid_fields");
            let faults: Vec<String> = refused.faults().into_iter().map(|fault| if fault.starts_with(' ') { format!("/{fault}") } else { fault }).collect();
            assert_eq!(faults, told);
        }
        send(owner, &subscription, REAL, vec![b'x'; 4 * 1024 * 1024 + 1]).await.refused(413, "body_too_large");
        owner.post(&subscription.path("/directory/people/import"), &json!({})).await.refused(415, "unsupported_media_type");
        assert_eq!(app.count("directory_people").await, 0);
    }

    async fn ten_thousand_rows_are_taken_at_once_and_safe_to_send_again(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let rows: String = (0..10_000).map(|n| format!("p{n}@mercier.example,Person {n}\n")).collect();
        let file = format!("email,display_name\n{rows}");
        let first = send(owner, &subscription, REAL, file.clone()).key("k").await.expect(200);
        assert_eq!(counts(&first.json()), [10_000, 10_000, 0, 0, 0]);
        let again = send(owner, &subscription, REAL, file).key("k").await.expect(200);
        assert_eq!((again.header("idempotency-replayed"), again.json()), (Some("true"), first.json()));
        assert_eq!(app.count("directory_people").await, 10_000);
    }
}
