//! JSON bodies are taken strictly.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Caller, TestApp};

const KIB_64: usize = 64 * 1024;

async fn patch(caller: &Caller, body: impl Into<Vec<u8>>) -> Answer {
    caller.request(Method::PATCH, "/me").header("content-type", "application/json").body(body).await
}

/// `{"locale":"nl"}`, filled up with blanks.
fn padded(length: usize) -> String {
    let body = r#"{"locale":"nl"}"#;
    body.to_owned() + &" ".repeat(length - body.len())
}

on_both_databases! {
    async fn what_is_no_json_is_malformed(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let deep = format!(r#"{{"full_name":{}1{}}}"#, "[".repeat(500), "]".repeat(500));
        let deep_objects = format!("{}1{}", r#"{"a":"#.repeat(500), "}".repeat(500));
        for body in [
            &b""[..], b" ", b"{", b"}", br#"{"full_name":"Olga""#, br#"{"full_name":"Olga"}x"#, br#"{full_name:"Olga"}"#, br#"{'full_name':'Olga'}"#,
            br#"{"full_name":"Olga",}"#, br#"{"full_name":NaN}"#, br#"{"full_name":01}"#, b"{\"full_name\":\"Ol\nga\"}", br#"{"full_name":"\ud800"}"#,
            b"{\"full_name\":\"\xff\xfe\"}", b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"{\"full_name\":\"\xc0\xaf\"}",
            br#"{"full_name":"a","full_name":"b"}"#, br#"{"x":{"y":1,"y":2}}"#, br#"{"a":1,"\u0061":2}"#,
            deep.as_bytes(), deep_objects.as_bytes(), b"[[[[", b"full_name=Olga",
        ] {
            let answer = patch(northwind.owner(), body).await;
            assert_eq!((answer.status(), answer.code()), (400, "malformed_body".to_owned()), "{}", String::from_utf8_lossy(body));
        }
        assert_eq!(northwind.owner().get("/me").await.json()["version"], 1);
    }

    async fn what_is_no_object_is_the_wrong_type(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        for body in ["[]", "null", "true", "7", "1e400", r#""text""#, r#"[{"locale":"nl"}]"#] {
            let answer = patch(northwind.owner(), body).await;
            // A number beyond all numbers is not JSON to some readers.
            if body == "1e400" && answer.status() == 400 {
                continue;
            }
            assert_eq!((answer.status(), answer.faults()), (422, vec![" wrong_type".to_owned()]), "{body}");
        }
    }

    async fn only_json_is_taken(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let send = async |kind: Option<&str>| {
            let request = northwind.owner().request(Method::PATCH, "/me").body(r#"{"locale":"nl"}"#);
            match kind {
                Some(kind) => request.header("content-type", kind).await,
                None => request.await,
            }
        };
        for kind in ["text/plain", "text/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/problem+json", "application/jsonx", "x", ""] {
            let answer = send(Some(kind)).await;
            assert_eq!((answer.status(), answer.code()), (415, "unsupported_media_type".to_owned()), "{kind}");
        }
        send(None).await.refused(415, "unsupported_media_type");
        for kind in ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"] {
            send(Some(kind)).await.expect(200);
        }
        let packed = northwind.owner().request(Method::PATCH, "/me").header("content-type", "application/json").header("content-encoding", "gzip");
        packed.body(&b"\x1f\x8b\x08\x00\x00\x00\x00\x00"[..]).await.refused(400, "malformed_body");
    }

    async fn sixty_four_kibibytes_are_enough(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        patch(northwind.owner(), padded(KIB_64)).await.expect(200);
        patch(northwind.owner(), padded(KIB_64 + 1)).await.refused(413, "body_too_large");
    }

    async fn ten_megabytes_are_refused_without_being_read(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let token = northwind.owner().token();
        let address = app.address;
        // By hand, since a client that goes on sending may miss the answer.
        let say = move |rest: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "PATCH /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{rest}").unwrap();
            let mut start = [0; 12];
            stream.read_exact(&mut start).unwrap();
            String::from_utf8_lossy(&start).into_owned()
        };
        let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
        let answers = tokio::task::spawn_blocking(move || {
            [say(&format!("Content-Length: {}\r\n\r\n{{", 10 << 20)), say(&format!("Transfer-Encoding: chunked\r\n\r\n{chunk}{chunk}"))]
        });
        assert_eq!(answers.await.unwrap(), ["HTTP/1.1 413", "HTTP/1.1 413"]);
        northwind.owner().get("/me").await.expect(200);
    }

    async fn all_faults_of_all_kinds_are_told_together_with_their_pointers(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let body = json!({
            "product": "lotus_notes", "company_name": "a\nb", "seats": 0, "customer_edits_signatures": "yes",
            "contact": {"full_name": " ", "email": "x", "age": 7}, "terms_accepted": false, "trial_days": 91, "metadata": {"": "x", "k": 7}, "colour/~": 1,
        });
        let answer = northwind.owner().post("/subscriptions", &body).await.refused(422, "invalid_fields");
        let faults = answer.faults();
        for fault in [
            "/product not_allowed", "/company_name invalid_characters", "/seats out_of_range", "/customer_edits_signatures wrong_type",
            "/contact/full_name blank", "/contact/email invalid_email", "/contact/age unknown_field", "/locale required",
            "/terms_accepted terms_not_accepted", "/trial_days out_of_range", "/metadata/k wrong_type", "/colour~1~0 unknown_field",
        ] {
            assert!(faults.iter().any(|told| told == fault), "{fault} is missing: {faults:?}");
        }
        for error in answer.json()["errors"].as_array().unwrap() {
            assert!(error["detail"].as_str().is_some_and(|text| text.len() > 5 && !text.contains('{')), "{error}");
        }
        assert_eq!((app.count("subscriptions").await, app.count("jobs").await, app.count("invites").await), (0, 0, 0));
    }

    async fn an_action_without_fields_takes_an_empty_object_and_no_other(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let path = "/auth/logout";
        app.anonymous().post(path, &json!({})).await.expect(204);
        assert_eq!(app.anonymous().post(path, &json!({"x": 1})).await.refused(422, "invalid_fields").faults(), ["/x unknown_field"]);
        app.anonymous().request(Method::POST, path).await.refused(415, "unsupported_media_type");
        northwind.owner().get("/me").await.expect(200);
    }
}
