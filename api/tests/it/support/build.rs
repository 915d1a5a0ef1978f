//! Builders of what most tests begin with. They go over HTTP.

use serde_json::{Value, json};

use super::{Answer, Caller};

/// A request for a subscription; as it stands, for a trial of 18 seats without customer access.
#[derive(Clone)]
pub struct NewSubscription {
    by: Caller,
    body: Value,
}

impl NewSubscription {
    pub fn by(by: Caller) -> Self {
        let body = json!({
            "product": "microsoft_365", "company_name": "Boulangerie Mercier et Fils", "seats": 18,
            "customer_edits_signatures": false, "locale": "fr", "terms_accepted": true,
        });
        Self { by, body }
    }

    /// With another value of a field, or one more.
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.body[field] = value.into();
        self
    }

    /// Without a field.
    pub fn without(mut self, field: &str) -> Self {
        self.body.as_object_mut().unwrap().remove(field);
        self
    }

    pub fn company(self, name: &str) -> Self {
        self.with("company_name", name)
    }

    /// With customer access, and a contact who is invited.
    pub fn contact(self, email: &str) -> Self {
        self.with("customer_edits_signatures", true).with("contact", json!({"full_name": "Camille Mercier", "email": email}))
    }

    /// Paid from the start.
    pub fn paid(self, plan: &str, term: &str) -> Self {
        self.with("skip_trial", true).with("plan", plan).with("term", term)
    }

    pub const fn body(&self) -> &Value {
        &self.body
    }

    /// Asks for it; gives the answer as it comes.
    pub async fn send(&self) -> Answer {
        self.by.post("/subscriptions", &self.body).await
    }

    /// Creates it.
    pub async fn create(&self) -> Subscription {
        let answer = self.send().await.expect(201);
        Subscription { id: answer.id(), json: answer.json() }
    }
}

/// A subscription as it was answered when it was created.
#[derive(Debug, Clone)]
pub struct Subscription {
    pub id: String,
    pub json: Value,
}

impl Subscription {
    /// Its path, or one below it: `subscription.path("/invites")`.
    pub fn path(&self, below: &str) -> String {
        format!("/subscriptions/{}{below}", self.id)
    }
}

/// A request for an invite of one of the customer's people.
pub fn invite(email: &str, role: &str) -> Value {
    json!({"full_name": "Camille Mercier", "email": email, "role": role, "locale": "fr"})
}
