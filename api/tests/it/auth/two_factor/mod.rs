//! Two-factor sign-in, with an authenticator app that goes by the tests' clock.

mod gate;
mod operator;
mod recovery;
mod seen_by_others;
mod turning_off;
mod turning_on;

use chrono::TimeDelta;
use countersign::auth::two_factor::totp::Secret;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, PASSWORD, TestApp};

const OWNER: &str = "owner@northwind-it.example";

/// An authenticator app that took a secret over.
struct Authenticator(Secret);

impl Authenticator {
    /// Takes over what was begun, as somebody does who types the secret.
    fn new(begun: &Answer) -> Self {
        let text = begun.json()["secret"].as_str().unwrap().to_owned();
        let bits = text.bytes().map(|letter| if letter.is_ascii_digit() { letter - b'2' + 26 } else { letter - b'A' });
        let (mut bytes, mut held, mut count) = (Vec::new(), 0_u32, 0);
        for five in bits {
            (held, count) = (held << 5 | u32::from(five), count + 5);
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from(held >> count & 255).unwrap());
            }
        }
        Self(Secret::of(&bytes).unwrap())
    }

    /// The code that is shown now.
    fn code(&self, app: &TestApp) -> String {
        self.0.code(app.clock.now().timestamp() / 30)
    }

    /// The next code: each counts once.
    fn next(&self, app: &TestApp) -> String {
        app.clock.advance(TimeDelta::seconds(30));
        self.code(app)
    }

    /// A code that is none of those that count now.
    fn wrong(&self, app: &TestApp) -> String {
        let step = app.clock.now().timestamp() / 30;
        let right: Vec<String> = (step - 2..=step + 2).map(|step| self.0.code(step)).collect();
        (0..10).map(|n| format!("{n:06}")).find(|code| !right.contains(code)).unwrap()
    }
}

async fn begin(who: &Caller) -> Answer {
    who.post("/me/two-factor/begin", &json!({"password": PASSWORD})).await.expect(200)
}

fn with_code(code: &str) -> Value {
    json!({"code": code})
}

fn recovery_codes(answer: &Answer) -> Vec<String> {
    answer.json()["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

/// Turns it on; gives the app and the recovery codes. The code that is shown now is used.
async fn turn_on(app: &TestApp, who: &Caller) -> (Authenticator, Vec<String>) {
    let authenticator = Authenticator::new(&begin(who).await);
    let confirmed = who.post("/me/two-factor/confirm", &with_code(&authenticator.code(app))).await.expect(200);
    (authenticator, recovery_codes(&confirmed))
}

async fn login(app: &TestApp, email: &str, password: &str, code: Option<&str>) -> Answer {
    let mut body = json!({"email": email, "password": password});
    if let Some(code) = code {
        body["code"] = json!(code);
    }
    app.anonymous().post("/auth/login", &body).await
}
