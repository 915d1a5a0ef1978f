//! Signing in.

mod access;
mod changed_meanwhile;
mod device;
mod limits;
mod login;
mod passwords;
mod refresh;
mod sessions;
mod two_factor;

use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, TestApp};

fn credentials(email: &str, password: &str) -> Value {
    json!({"email": email, "password": password})
}

/// Signs in with the password of everybody.
async fn sign_in(app: &TestApp, email: &str) -> Answer {
    app.anonymous().post("/auth/login", &credentials(email, PASSWORD)).await.expect(200)
}

/// Asks for a new access token.
async fn refresh(app: &TestApp, token: &str) -> Answer {
    app.anonymous().post("/auth/refresh", &json!({})).refresh_token(token).await
}
