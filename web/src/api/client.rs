//! One request and its answer.

use gloo_net::http::{Request, RequestBuilder, Response};
use shared::problem::Problem;
use wasm_bindgen::JsValue;
use web_sys::AbortController;

use super::error::ClientError;
use super::{Answer, token};
use crate::i18n;
use crate::ui::online;

const BASE: &str = "/api/v1";

/// Which credential a call carries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Credential {
    /// None, besides the browser's own cookies.
    None,
    /// The access token of the person who is signed in.
    Bearer,
}

/// A request to be sent.
pub(super) struct Call<'a> {
    pub method: &'static str,
    pub path: &'a str,
    pub body: Option<JsValue>,
    /// The body's content type.
    pub body_kind: &'static str,
    pub key: Option<String>,
    pub version: Option<i64>,
    /// Where a stream resumes.
    pub last_id: Option<String>,
    pub accept: &'static str,
    pub credential: Credential,
}

impl<'a> Call<'a> {
    pub const fn new(method: &'static str, path: &'a str) -> Self {
        Self {
            method,
            path,
            body: None,
            body_kind: "application/json",
            key: None,
            version: None,
            last_id: None,
            accept: "application/json",
            credential: Credential::Bearer,
        }
    }
}

/// Sends, with a valid access token where one is wanted; once more with a new one where the server no longer takes it.
pub(super) async fn send(call: Call<'_>) -> Answer<String> {
    if call.credential == Credential::None {
        return attempt(&call, None).await;
    }
    let token = token::fresh().await?;
    match attempt(&call, Some(&token)).await {
        Err(ClientError::Problem(problem)) if problem.status == 401 => {
            let token = token::renewed(&token).await?;
            attempt(&call, Some(&token)).await
        }
        answer => answer,
    }
}

/// Sends in the same way, and gives the answer before its body has come. The guard ends it.
pub(super) async fn open(call: &Call<'_>) -> Answer<(Response, AbortOnDrop)> {
    let token = token::fresh().await?;
    match begin(call, &token).await {
        Err(ClientError::Problem(problem)) if problem.status == 401 => {
            let token = token::renewed(&token).await?;
            begin(call, &token).await
        }
        answer => answer,
    }
}

async fn begin(call: &Call<'_>, token: &str) -> Answer<(Response, AbortOnDrop)> {
    let guard = AbortOnDrop::new();
    let response = ask(call, Some(token), &guard).await?;
    if response.ok() {
        return Ok((response, guard));
    }
    let text = response.text().await.map_err(|_| ClientError::Offline)?;
    guard.finished();
    match judge(&response, text) {
        Err(error) => Err(error),
        Ok(_) => Err(ClientError::Unexpected { request_id: None }),
    }
}

/// One try. Notes whether the server was reached: an answer of a proxy that speaks for it does not count.
async fn attempt(call: &Call<'_>, token: Option<&str>) -> Answer<String> {
    let answer = exchange(call, token).await;
    online::noted(!matches!(answer, Err(ClientError::Offline)));
    answer
}

async fn exchange(call: &Call<'_>, token: Option<&str>) -> Answer<String> {
    let guard = AbortOnDrop::new();
    let response = ask(call, token, &guard).await?;
    let text = response.text().await.map_err(|_| ClientError::Offline);
    guard.finished();
    judge(&response, text?)
}

async fn ask(call: &Call<'_>, token: Option<&str>, guard: &AbortOnDrop) -> Answer<Response> {
    let url = format!("{BASE}{}", call.path);
    let mut request = match call.method {
        "POST" => Request::post(&url),
        "PATCH" => Request::patch(&url),
        "PUT" => Request::put(&url),
        "DELETE" => Request::delete(&url),
        _ => Request::get(&url),
    };
    request = request.header("Accept", call.accept).header("Accept-Language", i18n::locale().as_str());
    if let Some(token) = token {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    if let Some(key) = &call.key {
        request = request.header("Idempotency-Key", key);
    }
    if let Some(version) = call.version {
        request = request.header("If-Match", &format!("\"{version}\""));
    }
    if let Some(id) = &call.last_id {
        request = request.header("Last-Event-ID", id);
    }
    perform(request, call.body.clone().map(|body| (call.body_kind, body)), guard).await
}

async fn perform(request: RequestBuilder, body: Option<(&str, JsValue)>, guard: &AbortOnDrop) -> Answer<Response> {
    let request = request.abort_signal(guard.signal().as_ref());
    let request = match body {
        Some((kind, body)) => request.header("Content-Type", kind).body(body),
        None => request.build(),
    };
    match request {
        Ok(request) => request.send().await.map_err(|_| ClientError::Offline),
        Err(_) => Err(ClientError::Unexpected { request_id: None }),
    }
}

fn judge(response: &Response, text: String) -> Answer<String> {
    if response.ok() {
        return Ok(text);
    }
    let request_id = response.headers().get("X-Request-Id");
    match serde_json::from_str::<Problem>(&text) {
        Ok(problem) => Err(ClientError::Problem(Box::new(problem))),
        // A proxy before the server speaks for one that is away.
        Err(_) if matches!(response.status(), 502..=504) => Err(ClientError::Offline),
        Err(_) => Err(ClientError::Unexpected { request_id }),
    }
}

/// Aborts the request when the future that waits for it is dropped.
pub(super) struct AbortOnDrop(std::cell::RefCell<Option<AbortController>>);

impl AbortOnDrop {
    fn new() -> Self {
        Self(std::cell::RefCell::new(AbortController::new().ok()))
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.0.borrow().as_ref().map(AbortController::signal)
    }

    fn finished(&self) {
        self.0.replace(None);
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = self.0.take() {
            controller.abort();
        }
    }
}
