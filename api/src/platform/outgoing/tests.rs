//! A server on loopback that answers each connection with the next of its prepared texts, whatever was asked.

use std::sync::{Arc, Mutex};

use secrecy::SecretString;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use url::Url;

use super::*;

const OK: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 11\r\n\r\n{\"done\":42}";

/// Gives the address, and what was asked so far.
async fn server(answers: Vec<String>) -> (Url, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/v1.0/things?a=b", listener.local_addr().unwrap())).unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&asked);
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = [0; 4096];
            let length = stream.read(&mut buffer).await.unwrap();
            notes.lock().unwrap().push(String::from_utf8_lossy(&buffer[..length]).into_owned());
            if answer == "silence" {
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_secs(5)).await;
                    drop(stream);
                });
                continue;
            }
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    (url, asked)
}

fn refusal(status: &str, headers: &str) -> String {
    format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n{headers}\r\n")
}

fn outgoing() -> Outgoing {
    let patience = Patience { connect: Duration::from_secs(2), answer: Duration::from_secs(1), tries: 3, pause: Duration::from_millis(1) };
    Outgoing::new(Clock::by_hand("2026-11-28T12:00:00Z".parse().unwrap()), patience)
}

#[tokio::test]
async fn what_passes_is_tried_again_and_what_does_not_is_not() {
    let busy = |seconds| Err(Failure::Busy(seconds));
    for (answers, expected, tries) in [
        (vec![OK.to_owned()], Ok(42), 1),
        (vec![refusal("500 X", ""), refusal("502 X", ""), OK.to_owned()], Ok(42), 3),
        (vec![refusal("500 X", ""), refusal("502 X", ""), refusal("504 X", ""), OK.to_owned()], Err(Failure::Broken(504)), 3),
        (vec![refusal("503 X", ""), OK.to_owned()], Ok(42), 2),
        (vec![refusal("429 X", ""), OK.to_owned()], busy(None), 1),
        (vec![refusal("503 X", "retry-after: 7\r\n"), OK.to_owned()], busy(Some(Duration::from_secs(7))), 1),
        (vec![refusal("429 X", "Retry-After: 120\r\n"), OK.to_owned()], busy(Some(Duration::from_secs(120))), 1),
        (vec!["silence".to_owned(), OK.to_owned()], Ok(42), 2),
        (vec!["silence".to_owned(), "silence".to_owned(), "silence".to_owned()], Err(Failure::TimedOut), 3),
        // It hangs up without a word.
        (vec![String::new(), OK.to_owned()], Ok(42), 2),
        (vec![OK.replace("\"done\"", "done, "), OK.to_owned()], Err(Failure::NotJson), 1),
    ] {
        let told = format!("{answers:?}");
        let (url, asked) = server(answers).await;
        let found = outgoing().send(&Ask::get(url)).await.map(|reply| reply.body["done"].as_i64().unwrap());
        assert_eq!((found, asked.lock().unwrap().len()), (expected, tries), "{told}");
    }
}

#[tokio::test]
async fn a_redirect_leads_nowhere_and_takes_nothing_along() {
    let (elsewhere, asked_elsewhere) = server(vec![OK.to_owned()]).await;
    for status in ["301 X", "302 X", "307 X", "308 X"] {
        let (url, _) = server(vec![refusal(status, &format!("location: {elsewhere}\r\n"))]).await;
        let ask = Ask::get(url).bearer("s3cret".to_owned().into());
        assert_eq!(outgoing().send(&ask).await.map(drop), Err(Failure::Redirects));
    }
    assert!(asked_elsewhere.lock().unwrap().is_empty());
}

#[tokio::test]
async fn refusals_are_answers_whatever_their_body() {
    for (body, expected) in
        [("{\"error\":\"x\"}", json!({"error": "x"})), ("<html>", serde_json::Value::Null), ("", serde_json::Value::Null)]
    {
        let (url, _) =
            server(vec![format!("HTTP/1.1 410 Gone\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())]).await;
        let reply = outgoing().send(&Ask::get(url)).await.unwrap();
        assert_eq!((reply.status, reply.is_success(), reply.body), (410, false, expected));
    }
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let (url, _) = server(vec![format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n\"{}", "x".repeat(ANSWER_MAX))]).await;
    let patient = Outgoing::new(Clock::by_hand("2026-11-28T12:00:00Z".parse().unwrap()), Patience { tries: 1, ..Patience::default() });
    assert_eq!(patient.send(&Ask::get(url)).await.map(drop), Err(Failure::TooLarge));
}

#[tokio::test]
async fn fields_and_tokens_are_sent_and_shown_nowhere() {
    let (url, asked) = server(vec![OK.to_owned(), OK.to_owned()]).await;
    let post = Ask::post_form(url.clone(), &[("client_secret", "s3cret &=ü"), ("grant_type", "client_credentials")]);
    let get = Ask::get(url).bearer(SecretString::from("t0ken".to_owned())).prefer("odata.maxpagesize=999");
    let (outgoing, mut shown) = (outgoing(), format!("{post:?}{get:?}"));
    for ask in [&post, &get] {
        shown += &format!("{:?}", outgoing.send(ask).await);
    }
    shown += &format!("{outgoing:?}{:?}", get.request().unwrap());
    let asked = asked.lock().unwrap().join("\n");
    assert!(asked.contains("POST /v1.0/things?a=b") && asked.contains("client_secret=s3cret+%26%3D%C3%BC&grant_type"), "{asked}");
    assert!(asked.contains("authorization: Bearer t0ken") && asked.contains("prefer: odata.maxpagesize=999"), "{asked}");
    assert!(!shown.contains("s3cret") && !shown.contains("t0ken") && !shown.contains("done"), "{shown}");
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    for (wanted, date, expected) in [
        ("0", "", Some(0)),
        (" 120 ", "", Some(120)),
        ("Sun, 22 Nov 2026 12:02:00 GMT", "Sun, 22 Nov 2026 12:00:30 GMT", Some(90)),
        ("Sun, 22 Nov 2026 12:00:00 GMT", "Sun, 22 Nov 2026 12:00:30 GMT", Some(0)),
        ("Sun, 22 Nov 2026 12:02:00 GMT", "", None),
        ("Sun, 22 Nov 2026 12:02:00 GMT", "yesterday", None),
        ("-1", "", None),
        ("soon", "", None),
        ("", "", None),
    ] {
        let mut headers = reqwest::header::HeaderMap::new();
        headers.insert("retry-after", wanted.parse().unwrap());
        headers.insert("date", date.parse().unwrap());
        assert_eq!(answer::retry_after(&headers), expected.map(Duration::from_secs), "{wanted} {date}");
    }
    assert_eq!(answer::retry_after(&reqwest::header::HeaderMap::new()), None);
}
