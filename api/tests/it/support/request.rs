//! Requests and answers, with what tests ask of them.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use reqwest::header::HeaderMap;
use serde_json::Value;

use super::EventStream;

/// A request that is sent by awaiting it.
pub struct Request(reqwest::RequestBuilder);

impl Request {
    pub(super) fn new(builder: reqwest::RequestBuilder) -> Self {
        Self(builder)
    }

    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    pub fn json(self, body: &Value) -> Self {
        Self(self.0.json(body))
    }

    /// A body that is no JSON, or not well written, as `application/json` unless another type is given by `header`.
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self(self.0.body(body.into()))
    }

    pub fn if_match(self, etag: &str) -> Self {
        self.header("if-match", etag)
    }

    /// With an idempotency key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// With a refresh token in its cookie.
    pub fn refresh_token(self, token: &str) -> Self {
        self.header("cookie", &format!("countersign_refresh={token}"))
    }

    /// From a browser that bears this mark.
    pub fn marked(self, mark: &str) -> Self {
        self.header("cookie", &format!("countersign_device={mark}"))
    }

    pub fn language(self, language: &str) -> Self {
        self.header("accept-language", language)
    }

    pub fn accept(self, kind: &str) -> Self {
        self.header("accept", kind)
    }

    /// Opens a stream of events.
    pub async fn open(self) -> EventStream {
        let response = self.0.send().await.unwrap();
        assert_eq!(response.status(), 200);
        EventStream::begin(response).await
    }

    async fn send(self) -> Answer {
        let response = self.0.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // A stream has no end to wait for: its head is all of the answer.
        let is_stream = headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let body = if is_stream { Vec::new() } else { response.bytes().await.unwrap().to_vec() };
        Answer { status, headers, body }
    }
}

impl IntoFuture for Request {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The answer, which must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The answer's problem, which must have this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.code()), (status, code.to_owned()), "{}", self.text());
        self
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body; null where it is no JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The code of a problem; empty where the answer is none.
    pub fn code(&self) -> String {
        if self.header("content-type") != Some("application/problem+json") {
            return String::new();
        }
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The wrong fields of a problem, as `/pointer code`, in the alphabet's order.
    pub fn faults(&self) -> Vec<String> {
        let body = self.json();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut faults: Vec<String> = errors.iter().map(|error| format!("{} {}", text(&error["pointer"]), text(&error["code"]))).collect();
        faults.sort();
        faults
    }

    /// The pointers of a problem's wrong fields, in the alphabet's order.
    pub fn pointers(&self) -> Vec<String> {
        self.faults().iter().map(|fault| fault.split(' ').next().unwrap_or_default().to_owned()).collect()
    }

    /// A header's value; where it comes several times, the first.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn etag(&self) -> String {
        self.header("etag").unwrap_or_default().to_owned()
    }

    /// The `id` of the body.
    #[track_caller]
    pub fn id(&self) -> String {
        self.json()["id"].as_str().unwrap_or_else(|| panic!("no id: {}", self.text())).to_owned()
    }

    /// The `items` of the body.
    #[track_caller]
    pub fn items(&self) -> Vec<Value> {
        self.json()["items"].as_array().cloned().unwrap_or_else(|| panic!("no items: {}", self.text()))
    }

    /// The whole `Set-Cookie`.
    pub fn set_cookie(&self) -> String {
        self.header("set-cookie").unwrap_or_default().to_owned()
    }

    /// The refresh token in its cookie; empty where the cookie is taken away.
    #[track_caller]
    pub fn refresh_token(&self) -> String {
        let cookie = self.set_cookie();
        let value = cookie.strip_prefix("countersign_refresh=").unwrap_or_else(|| panic!("no refresh cookie: {cookie:?}"));
        value.split(';').next().unwrap_or_default().to_owned()
    }

    /// The whole `Set-Cookie` by which the browser is known from now on; empty where there is none.
    pub fn device_cookie(&self) -> String {
        let mut cookies = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        cookies.find(|cookie| cookie.starts_with("countersign_device=")).unwrap_or_default().to_owned()
    }

    /// The mark in that cookie.
    #[track_caller]
    pub fn mark(&self) -> String {
        let cookie = self.device_cookie();
        let value = cookie.strip_prefix("countersign_device=").unwrap_or_else(|| panic!("no device cookie"));
        value.split(';').next().unwrap_or_default().to_owned()
    }

    /// The access token of a sign-in.
    #[track_caller]
    pub fn access_token(&self) -> String {
        self.json()["access_token"].as_str().unwrap_or_else(|| panic!("no access token: {}", self.text())).to_owned()
    }
}
