//! The app's only way to the server: the verbs of the REST API at `/api/v1`.
//!
//! Each call sends the chosen language, asks for a new access token when the old one is about to end (one request for
//! all who wait), and is aborted when the future is dropped, so that a page left behind costs nothing.

mod client;
mod error;
mod key;
mod stream;
mod token;

use js_sys::ArrayBuffer;
use serde::Serialize;
use serde::de::DeserializeOwned;

use client::{Call, Credential};
pub use error::ClientError;
pub use stream::{Message, Stream, open_stream};
pub use token::{HINT, may_be_signed_in, refresh, start_session, stop_session};

/// What a call comes to.
pub type Answer<T> = Result<T, ClientError>;

/// Reads.
pub async fn get<T: DeserializeOwned>(path: &str) -> Answer<T> {
    read(&client::send(Call::new("GET", path)).await?)
}

/// Creates or acts. Carries an idempotency key: the same request sent again after a lost answer does nothing twice.
pub async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    let body = write(body)?;
    let key = key::for_request(path, &body);
    let answer = client::send(Call { key: Some(key), body: Some(body.as_str().into()), ..Call::new("POST", path) }).await;
    key::settle(path, &body, &answer);
    read(&answer?)
}

/// Sends a file as it is. As [`post`], by an idempotency key: that of the file that is called so, until it is answered.
pub async fn post_file<T: DeserializeOwned>(path: &str, kind: &'static str, name: &str, file: ArrayBuffer) -> Answer<T> {
    let key = key::for_request(path, name);
    let call = Call { key: Some(key), body: Some(file.into()), body_kind: kind, ..Call::new("POST", path) };
    let answer = client::send(call).await;
    key::settle(path, name, &answer);
    read(&answer?)
}

/// Posts as the person who is signed in, where the API takes no idempotency key.
pub async fn post_plain<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    read(&client::send(Call { body: Some(write(body)?.into()), ..Call::new("POST", path) }).await?)
}

/// Posts without a credential: setup, sign-in, invites and forgotten passwords.
pub async fn post_public<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    let call = Call { body: Some(write(body)?.into()), credential: Credential::None, ..Call::new("POST", path) };
    read(&client::send(call).await?)
}

/// Reads without a credential.
pub async fn get_public<T: DeserializeOwned>(path: &str) -> Answer<T> {
    read(&client::send(Call { credential: Credential::None, ..Call::new("GET", path) }).await?)
}

/// Changes what was read at `version`; refused as stale where somebody else changed it since.
pub async fn patch<B: Serialize, T: DeserializeOwned>(path: &str, body: &B, version: i64) -> Answer<T> {
    read(&client::send(Call { body: Some(write(body)?.into()), version: Some(version), ..Call::new("PATCH", path) }).await?)
}

/// Puts a thing into a state. Sent twice it does nothing twice.
pub async fn put<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Answer<T> {
    read(&client::send(Call { body: Some(write(body)?.into()), ..Call::new("PUT", path) }).await?)
}

/// Removes.
pub async fn delete(path: &str) -> Answer<()> {
    client::send(Call::new("DELETE", path)).await.map(drop)
}

/// Reads a list as CSV.
pub async fn get_csv(path: &str) -> Answer<String> {
    client::send(Call { accept: "text/csv", ..Call::new("GET", path) }).await
}

fn write<B: Serialize>(body: &B) -> Answer<String> {
    serde_json::to_string(body).map_err(|_| ClientError::Unexpected { request_id: None })
}

fn read<T: DeserializeOwned>(text: &str) -> Answer<T> {
    serde_json::from_str(if text.is_empty() { "null" } else { text }).map_err(|_| ClientError::Unexpected { request_id: None })
}
