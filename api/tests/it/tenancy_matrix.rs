//! Every operation of the contract, asked for by everybody: what each may do, as a table. An operation without a row
//! fails, and so does an answer that the contract does not know, or one that shows a customer to strangers.

use std::collections::BTreeSet;

use countersign::http::openapi;
use reqwest::Method;
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::{Caller, Reseller, TestApp, invite};

/// Who asks, in the order of the table's columns. `other` owns another reseller; `elsewhere` is the administrator of
/// another customer of the same reseller; `revoked` was the owner's colleague until the session was ended. The keys are
/// programs of the reseller, one for each scope; the last one's key was revoked.
const WHO: [&str; 14] = [
    "anonymous", "owner", "admin", "billing", "support", "other", "customer admin", "customer editor", "elsewhere", "revoked", "read key",
    "write key", "billing key", "revoked key",
];

/// Those who know nothing of the customer.
const STRANGERS: [&str; 5] = ["anonymous", "other", "elsewhere", "revoked", "revoked key"];

type Row = (&'static str, &'static str, [u16; 14]);

/// Operation, body, and a status for each of [`WHO`]. In a body, `NEW` becomes an address that nobody has, and `THIS` the
/// subscription's id.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("GET /setup", "", [200; 14]),
    ("POST /setup", "{}", [422; 14]),
    ("POST /auth/login", "{}", [422; 14]),
    ("POST /auth/refresh", "{}", [401; 14]),
    ("POST /auth/logout", "{}", [204; 14]),
    ("POST /auth/password/forgot", "{}", [422; 14]),
    ("POST /auth/password/reset", r#"{"token":"x","password":"marble-orbit-walnut-58"}"#, [410; 14]),
    ("POST /auth/password/strength", r#"{"password":"x"}"#, [200; 14]),
    ("POST /me/email/confirm", r#"{"token":"x"}"#, [410; 14]),
    ("POST /invites/lookup", r#"{"token":"x"}"#, [404; 14]),
    //                                                                    anon  own  adm  bil  sup  oth  cad  ced  els  rev  rdk  wrk  bik  rvk
    ("POST /invites/accept", r#"{"token":"x"}"#,                          [404, 404, 404, 404, 404, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /auth/sessions", "",                                            [401, 200, 200, 200, 200, 200, 200, 200, 200, 401, 403, 403, 403, 401]),
    ("DELETE /auth/sessions/{id}", "",                                    [401, 204, 404, 404, 404, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /me", "",                                                       [401, 200, 200, 200, 200, 200, 200, 200, 200, 401, 403, 403, 403, 401]),
    ("PATCH /me", "{}",                                                   [401, 200, 200, 200, 200, 200, 200, 200, 200, 401, 403, 403, 403, 401]),
    ("POST /me/password", "{}",                                           [401, 422, 422, 422, 422, 422, 422, 422, 422, 401, 403, 403, 403, 401]),
    ("POST /me/email", "{}",                                              [401, 422, 422, 422, 422, 422, 422, 422, 422, 401, 403, 403, 403, 401]),
    ("POST /me/two-factor/begin", "{}",                                   [401, 422, 422, 422, 422, 422, 422, 422, 422, 401, 403, 403, 403, 401]),
    ("POST /me/two-factor/confirm", r#"{"code":"287082"}"#,               [401, 409, 409, 409, 409, 409, 409, 409, 409, 401, 403, 403, 403, 401]),
    ("POST /me/two-factor/recovery-codes", r#"{"code":"287082"}"#,        [401, 409, 409, 409, 409, 409, 409, 409, 409, 401, 403, 403, 403, 401]),
    ("POST /me/two-factor/end", "{}",                                     [401, 422, 422, 422, 422, 422, 422, 422, 422, 401, 403, 403, 403, 401]),
    ("GET /me/views", "",                                                 [401, 200, 200, 200, 200, 200, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("POST /me/views", VIEW,                                              [401, 201, 201, 201, 201, 201, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /me/views/{id}", "",                                            [401, 200, 404, 404, 404, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("PATCH /me/views/{id}", r#"{"query":"status=trial"}"#,               [401, 200, 404, 404, 404, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("DELETE /me/views/{id}", "",                                         [401, 204, 404, 404, 404, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /reseller", "",                                                 [401, 200, 200, 200, 200, 200, 404, 404, 404, 401, 200, 200, 200, 401]),
    ("PATCH /reseller", "{}",                                             [401, 200, 200, 403, 403, 200, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /reseller/members", "",                                         [401, 200, 200, 403, 403, 200, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /reseller/members/{id}", "",                                    [401, 200, 200, 403, 403, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("PATCH /reseller/members/{id}", r#"{"role":"billing"}"#,             [401, 200, 200, 403, 403, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("DELETE /reseller/members/{id}", "",                                 [401, 204, 204, 403, 403, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /reseller/invites", "",                                         [401, 200, 200, 403, 403, 200, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("POST /reseller/invites", COLLEAGUE,                                 [401, 201, 201, 403, 403, 201, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /reseller/invites/{id}", "",                                    [401, 200, 200, 403, 403, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("DELETE /reseller/invites/{id}", "",                                 [401, 204, 204, 403, 403, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("POST /reseller/invites/{id}/resend", "{}",                          [401, 200, 200, 403, 403, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /sandbox/clock", "",                                            [401, 409, 409, 409, 409, 409, 404, 404, 404, 401, 409, 409, 409, 401]),
    ("POST /sandbox/clock/advance", r#"{"days":14}"#,                     [401, 409, 409, 403, 403, 409, 404, 404, 404, 401, 403, 409, 403, 401]),
    ("GET /reseller/api-keys", "",                                        [401, 200, 200, 403, 403, 200, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("POST /reseller/api-keys", r#"{"name":"CRM","scopes":["read"]}"#,    [401, 201, 201, 403, 403, 201, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /reseller/api-keys/{id}", "",                                   [401, 200, 200, 403, 403, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("DELETE /reseller/api-keys/{id}", "",                                [401, 204, 204, 403, 403, 404, 404, 404, 404, 401, 403, 403, 403, 401]),
    ("GET /events", "",                                                   [401, 200, 200, 200, 200, 200, 404, 404, 404, 401, 200, 200, 200, 401]),
    ("GET /events/stream", "",                                            [401, 200, 200, 200, 200, 200, 200, 200, 200, 401, 200, 200, 200, 401]),
    ("GET /subscriptions", "",                                            [401, 200, 200, 200, 200, 200, 200, 200, 200, 401, 200, 200, 200, 401]),
    ("POST /subscriptions", SUBSCRIPTION,                                 [401, 201, 201, 403, 403, 201, 404, 404, 404, 401, 403, 201, 403, 401]),
    ("GET /subscriptions/summary", "",                                    [401, 200, 200, 200, 200, 200, 404, 404, 404, 401, 200, 200, 200, 401]),
    ("POST /subscriptions/bulk", BULK,                                    [401, 200, 200, 403, 403, 200, 404, 404, 404, 401, 403, 200, 403, 401]),
    ("POST /subscriptions/import", FILE,                                  [401, 200, 200, 403, 403, 200, 404, 404, 404, 401, 403, 200, 403, 401]),
    ("GET /subscriptions/{id}", "",                                       [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("PATCH /subscriptions/{id}", r#"{"external_ref":"CRM-1"}"#,          [401, 200, 200, 403, 403, 404, 403, 403, 404, 401, 403, 200, 403, 401]),
    ("PATCH /subscriptions/{id}", r#"{"seats":20}"#,                      [401, 200, 200, 200, 403, 404, 403, 403, 404, 401, 403, 403, 200, 401]),
    ("POST /subscriptions/{id}/activate", r#"{"plan":"pro","term":"annual"}"#, [401, 200, 200, 200, 403, 404, 403, 403, 404, 401, 403, 403, 200, 401]),
    ("POST /subscriptions/{id}/pause", r#"{"reason":"x"}"#,               [401, 200, 200, 403, 403, 404, 403, 403, 404, 401, 403, 200, 403, 401]),
    ("POST /subscriptions/{id}/resume", "{}",                             [401, 409, 409, 403, 403, 404, 403, 403, 404, 401, 403, 409, 403, 401]),
    ("POST /subscriptions/{id}/reactivate", "{}",                         [401, 409, 409, 403, 403, 404, 403, 403, 404, 401, 403, 409, 403, 401]),
    ("POST /subscriptions/{id}/trial/extend", r#"{"days":1}"#,            [401, 200, 200, 403, 403, 404, 403, 403, 404, 401, 403, 200, 403, 401]),
    ("POST /subscriptions/{id}/preview", r#"{"seats":20}"#,               [401, 200, 200, 200, 403, 404, 403, 403, 404, 401, 403, 403, 200, 401]),
    ("DELETE /subscriptions/{id}/scheduled-changes/{change_id}", "",      [401, 204, 204, 204, 403, 404, 403, 403, 404, 401, 403, 403, 204, 401]),
    ("GET /trials", "",                                                   [401, 200, 200, 200, 200, 200, 404, 404, 404, 401, 200, 200, 200, 401]),
    ("GET /trials/report", "",                                            [401, 200, 200, 200, 200, 200, 404, 404, 404, 401, 200, 200, 200, 401]),
    ("GET /plans", "",                                                    [401, 200, 200, 200, 403, 200, 404, 404, 404, 401, 403, 403, 200, 401]),
    ("GET /statements", "",                                               [401, 200, 200, 200, 403, 200, 404, 404, 404, 401, 403, 403, 200, 401]),
    ("GET /statements/{month}", "",                                       [401, 200, 200, 200, 403, 200, 404, 404, 404, 401, 403, 403, 200, 401]),
    ("GET /statements/{month}/lines", "",                                 [401, 200, 200, 200, 403, 200, 404, 404, 404, 401, 403, 403, 200, 401]),
    ("POST /subscriptions/{id}/cancel", r#"{"reason":"x"}"#,              [401, 200, 200, 403, 403, 404, 403, 403, 404, 401, 403, 200, 403, 401]),
    ("POST /subscriptions/{id}/keep", "{}",                               [401, 409, 409, 403, 403, 404, 403, 403, 404, 401, 403, 409, 403, 401]),
    ("POST /subscriptions/{id}/trial/end", r#"{"reason":"x"}"#,           [401, 200, 200, 403, 403, 404, 403, 403, 404, 401, 403, 200, 403, 401]),
    ("GET /subscriptions/{id}/trial", "",                                 [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("GET /subscriptions/{id}/events", "",                                [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("POST /subscriptions/{id}/launch", "{}",                             [401, 200, 200, 403, 200, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
    ("GET /subscriptions/{id}/connection", "",                            [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("PUT /subscriptions/{id}/connection/modes/{mode}", r#"{"enabled":true}"#, [401, 200, 200, 403, 200, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
    ("PUT /subscriptions/{id}/connection/steps/{step}", r#"{"done":true}"#, [401, 409, 409, 403, 409, 404, 409, 403, 404, 401, 403, 409, 403, 401]),
    ("GET /subscriptions/{id}/connection/scripts/{script}", "",           [401, 200, 200, 403, 200, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
    ("GET /subscriptions/{id}/connection/add-in", "",                     [401, 200, 200, 403, 200, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
    ("GET /subscriptions/{id}/directory", "",                              [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("GET /subscriptions/{id}/directory/people", "",                       [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("POST /subscriptions/{id}/directory/people", r#"{"email":"NEW","display_name":"Noor"}"#, [401, 201, 201, 403, 201, 404, 201, 403, 404, 401, 403, 201, 403, 401]),
    ("POST /subscriptions/{id}/directory/people/import", PEOPLE,           [401, 200, 200, 403, 200, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
    ("GET /subscriptions/{id}/directory/people/{person_id}", "",           [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("PATCH /subscriptions/{id}/directory/people/{person_id}", r#"{"display_name":"Noor"}"#, [401, 200, 200, 403, 200, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
    ("DELETE /subscriptions/{id}/directory/people/{person_id}", "",        [401, 204, 204, 403, 204, 404, 204, 403, 404, 401, 403, 204, 403, 401]),
    ("GET /subscriptions/{id}/directory/groups", "",                       [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("GET /subscriptions/{id}/connection/offboarding", "",                [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("GET /subscriptions/{id}/connection/sync", "",                       [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("POST /subscriptions/{id}/connection/sync", "{}",                    [401, 409, 409, 403, 409, 404, 409, 403, 404, 401, 403, 409, 403, 401]),
    ("POST /subscriptions/{id}/connection/consent", "{}",                 [401, 409, 409, 403, 409, 404, 409, 403, 404, 401, 403, 409, 403, 401]),
    ("PUT /subscriptions/{id}/connection/service-account", ACCOUNT,       [401, 404, 404, 403, 404, 404, 404, 403, 404, 401, 403, 404, 403, 401]),
    ("POST /connections/microsoft/consent", CONSENT,                      [401, 409, 409, 409, 409, 409, 409, 409, 409, 401, 409, 409, 409, 401]),
    ("GET /subscriptions/{id}/domains", "",                               [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("POST /subscriptions/{id}/domains", r#"{"name":"fresh.example"}"#,   [401, 201, 201, 403, 201, 404, 201, 403, 404, 401, 403, 201, 403, 401]),
    ("GET /subscriptions/{id}/domains/{domain_id}", "",                   [401, 200, 200, 200, 200, 404, 200, 200, 404, 401, 200, 200, 200, 401]),
    ("DELETE /subscriptions/{id}/domains/{domain_id}", "",                [401, 204, 204, 403, 204, 404, 204, 403, 404, 401, 403, 204, 403, 401]),
    ("POST /subscriptions/{id}/domains/{domain_id}/spf/check", "{}",      [401, 200, 200, 403, 200, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
    ("GET /subscriptions/{id}/members", "",                               [401, 200, 200, 200, 200, 404, 200, 403, 404, 401, 200, 200, 200, 401]),
    ("GET /subscriptions/{id}/members/{member_id}", "",                   [401, 200, 200, 200, 200, 404, 200, 403, 404, 401, 200, 200, 200, 401]),
    ("PATCH /subscriptions/{id}/members/{member_id}", r#"{"role":"admin"}"#, [401, 200, 200, 403, 403, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
    ("DELETE /subscriptions/{id}/members/{member_id}", "",                [401, 204, 204, 403, 403, 404, 204, 403, 404, 401, 403, 204, 403, 401]),
    ("GET /subscriptions/{id}/invites", "",                               [401, 200, 200, 200, 200, 404, 200, 403, 404, 401, 200, 200, 200, 401]),
    ("POST /subscriptions/{id}/invites", MEMBER,                          [401, 201, 201, 403, 403, 404, 201, 403, 404, 401, 403, 201, 403, 401]),
    ("GET /subscriptions/{id}/invites/{invite_id}", "",                   [401, 200, 200, 200, 200, 404, 200, 403, 404, 401, 200, 200, 200, 401]),
    ("DELETE /subscriptions/{id}/invites/{invite_id}", "",                [401, 204, 204, 403, 403, 404, 204, 403, 404, 401, 403, 204, 403, 401]),
    ("POST /subscriptions/{id}/invites/{invite_id}/resend", "{}",         [401, 200, 200, 403, 403, 404, 200, 403, 404, 401, 403, 200, 403, 401]),
];

const ACCOUNT: &str = r#"{"administrator":"admin@mercier.example"}"#;
const CONSENT: &str = r#"{"state":"x","error":"access_denied"}"#;
const COLLEAGUE: &str = r#"{"full_name":"Ben Okafor","email":"NEW","role":"support","locale":"en"}"#;
const MEMBER: &str = r#"{"full_name":"Luc Mercier","email":"NEW","role":"editor","locale":"fr"}"#;
const VIEW: &str = r#"{"list":"subscriptions","name":"NEW","query":"q=mercier"}"#;
const SUBSCRIPTION: &str = r#"{"product":"google_workspace","company_name":"De Vries B.V.","seats":3,"customer_edits_signatures":false,"locale":"nl","terms_accepted":true}"#;
const BULK: &str = r#"{"action":"pause","ids":["THIS"],"reason":"x"}"#;
const PEOPLE: &str = "email,display_name\nnoor@schmidt.example,Noor\n";
const FILE: &str = "product,company_name,seats,customer_edits_signatures,locale\ngoogle_workspace,De Vries B.V.,3,no,nl\n";

/// The name that only the customer and its reseller may see.
const SECRET: &str = "Geheimrat Schmidt";

/// What requests are about: a subscription with people and an open invite, a colleague, a colleague's invite, a session,
/// a view that the owner saved.
struct Stage {
    subscription: String,
    member: String,
    /// A paid subscription of the same people, with a change that waits.
    scheduled: (String, String),
    invite: String,
    domain: String,
    person: String,
    colleague: String,
    team_invite: String,
    api_key: String,
    session: String,
    view: String,
}

impl Stage {
    async fn set(northwind: &Reseller, admin: &Caller, editor: &Caller, number: usize) -> Self {
        let owner = northwind.owner();
        let subscription = northwind.subscription().company(SECRET).contact(&format!("camille-{number}@mercier.example")).create().await;
        northwind.make_customer(admin, &subscription, SubscriptionRole::Admin).await;
        northwind.make_customer(editor, &subscription, SubscriptionRole::Editor).await;
        let third = northwind.customer(&subscription, SubscriptionRole::Editor).await;
        let colleague = northwind.colleague(ResellerRole::Support).await;
        let members = owner.get(&subscription.path("/members")).await.items();
        let invites = owner.get(&subscription.path("/invites")).await.items();
        let team = owner.get("/reseller/members?limit=200").await.items();
        let colleague_body =
            json!({"full_name": "Ben Okafor", "email": format!("ben-{number}@northwind.example"), "role": "admin", "locale": "en"});
        let paid = northwind.subscription().company(SECRET).paid("pro", "annual").create().await;
        northwind.make_customer(admin, &paid, SubscriptionRole::Admin).await;
        northwind.make_customer(editor, &paid, SubscriptionRole::Editor).await;
        let changed = owner.patch(&paid.path(""), &json!({"seats": 3})).await.expect(200).json();
        let change = changed["scheduled_changes"][0]["id"].as_str().unwrap().to_owned();
        let view = match owner.get("/me/views").await.items().into_iter().find(|view| view["name"] == SECRET) {
            Some(view) => view["id"].as_str().unwrap().to_owned(),
            None => owner.post("/me/views", &json!({"list": "subscriptions", "name": SECRET, "query": "q=schmidt"})).await.expect(201).id(),
        };
        Self {
            view,
            member: id_of(&members, &third),
            scheduled: (paid.id, change),
            person: owner
                .post(&subscription.path("/directory/people"), &json!({"email": "p@schmidt.example", "display_name": SECRET}))
                .await
                .expect(201)
                .id(),
            domain: owner.post(&subscription.path("/domains"), &json!({"name": "schmidt.example"})).await.expect(201).id(),
            invite: invites[0]["id"].as_str().unwrap().to_owned(),
            colleague: id_of(&team, &colleague),
            team_invite: owner.post("/reseller/invites", &colleague_body).await.expect(201).id(),
            api_key: owner.post("/reseller/api-keys", &json!({"name": SECRET, "scopes": ["read"]})).await.expect(201).id(),
            session: owner.elsewhere().await.session().to_string(),
            subscription: subscription.id,
        }
    }

    /// The path with the stage's ids in it.
    fn path(&self, path: &str) -> String {
        let id = match path.split('/').nth(1) {
            Some("auth") => &self.session,
            Some("me") => &self.view,
            Some("reseller") if path.contains("/members") => &self.colleague,
            Some("reseller") if path.contains("/api-keys") => &self.api_key,
            Some("reseller") => &self.team_invite,
            _ if path.contains("/scheduled-changes") => &self.scheduled.0,
            _ => &self.subscription,
        };
        path.replace("{id}", id)
            .replace("{member_id}", &self.member)
            .replace("{invite_id}", &self.invite)
            .replace("{domain_id}", &self.domain)
            .replace("{person_id}", &self.person)
            .replace("{mode}", "server_side")
            .replace("{step}", "mail_flow")
            .replace("{script}", "exchange_online_removal")
            .replace("{change_id}", &self.scheduled.1)
            .replace("{month}", "2026-11")
    }
}

/// The content type of an operation's body.
fn kind_of(path: &str) -> &'static str {
    if path.ends_with("/import") { "text/csv" } else { "application/json" }
}

/// A program whose key was revoked.
async fn revoked_program(of: &Reseller) -> Caller {
    let program = of.program(&["read", "write", "billing"]).await;
    let id = of.owner().get("/reseller/api-keys").await.items()[0]["id"].as_str().unwrap().to_owned();
    of.owner().delete(&format!("/reseller/api-keys/{id}")).await.expect(204);
    program
}

fn id_of(members: &[Value], person: &Caller) -> String {
    members.iter().find(|member| member["email"] == person.email).unwrap()["id"].as_str().unwrap().to_owned()
}

/// The operations of the contract, as the table names them.
fn operations(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().unwrap().iter();
    let named = paths.flat_map(|(path, item)| {
        let path = path.strip_prefix("/api/v1").unwrap().to_owned();
        item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    named.collect()
}

#[test]
fn every_operation_has_a_row() {
    let document = openapi::document().unwrap();
    let rows: BTreeSet<String> = TABLE.iter().map(|(operation, ..)| (*operation).to_owned()).collect();
    assert_eq!(operations(&document), rows);
}

/// Holds every third row of the table, from this one on: as one test they would take minutes.
async fn hold_rows(app: TestApp, first: usize) {
    let document = openapi::document().unwrap();
    let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
    let apart = northwind.subscription().company("Elsewhere").create().await;
    let (admin, editor) = (app.person("admin@mercier.example").await, app.person("editor@mercier.example").await);
    let revoked = northwind.colleague(ResellerRole::Owner).await;
    revoked.delete(&format!("/auth/sessions/{}", revoked.session())).await.expect(204);
    let callers = [
        app.anonymous(),
        northwind.owner().clone(),
        northwind.colleague(ResellerRole::Admin).await,
        northwind.colleague(ResellerRole::Billing).await,
        northwind.colleague(ResellerRole::Support).await,
        contoso.owner().clone(),
        admin.clone(),
        editor.clone(),
        northwind.customer(&apart, SubscriptionRole::Admin).await,
        revoked,
        northwind.program(&["read"]).await,
        northwind.program(&["write"]).await,
        northwind.program(&["billing"]).await,
        revoked_program(&northwind).await,
    ];
    let mut stage = Stage::set(&northwind, &admin, &editor, 0).await;
    let (mut number, mut wrong) = (0, Vec::new());
    for (operation, body, expected) in TABLE.iter().skip(first).step_by(3) {
        // A window of its own for each row, so that no counter of attempts fills up.
        app.clock.advance(chrono::TimeDelta::minutes(15));
        let (method, path) = operation.split_once(' ').unwrap();
        let documented = &document["paths"][format!("/api/v1{path}")][method.to_lowercase()]["responses"];
        for ((who, caller), status) in WHO.iter().zip(&callers).zip(expected) {
            number += 1;
            let request = caller.request(method.parse::<Method>().unwrap(), &stage.path(path));
            let body = body.replace("NEW", &format!("new-{number}@mercier.example")).replace("THIS", &stage.subscription);
            let answer = if body.is_empty() { request.await } else { request.header("content-type", kind_of(path)).body(body).await };
            if answer.status() != *status || documented.get(status.to_string()).is_none() {
                wrong.push(format!("{operation} by {who}: {} {}, expected {status}", answer.status(), answer.text()));
            }
            let secret = answer.text().contains(SECRET) || answer.text().contains("@mercier.example") && *who != "other";
            if secret && STRANGERS.contains(who) {
                wrong.push(format!("{operation} shows {who} the customer: {}", answer.text()));
            }
            if method != "GET" && answer.status() < 300 {
                stage = Stage::set(&northwind, &admin, &editor, number).await;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

on_both_databases! {
    async fn everybody_gets_what_the_table_says(app: TestApp) {
        hold_rows(app, 0).await;
    }

    async fn everybody_gets_what_the_table_says_in_its_second_part(app: TestApp) {
        hold_rows(app, 1).await;
    }

    async fn everybody_gets_what_the_table_says_in_its_third_part(app: TestApp) {
        hold_rows(app, 2).await;
    }

    async fn every_operation_refuses_parameters_that_it_does_not_know_and_then_does_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (admin, editor) = (app.person("admin@mercier.example").await, app.person("editor@mercier.example").await);
        let mut stage = Stage::set(&northwind, &admin, &editor, 0).await;
        let (owner, mut wrong) = (northwind.owner(), Vec::new());
        for (number, (operation, body, expected)) in TABLE.iter().enumerate() {
            app.clock.advance(chrono::TimeDelta::minutes(15));
            owner.stay_signed_in().await;
            let (method, path) = operation.split_once(' ').unwrap();
            let body = body.replace("NEW", &format!("new-{number}@mercier.example")).replace("THIS", &stage.subscription);
            let send = |query: &str| {
                let request = owner.request(method.parse::<Method>().unwrap(), &format!("{}{query}", stage.path(path)));
                if body.is_empty() { request } else { request.header("content-type", kind_of(path)).body(body.clone()) }
            };
            let refused = send("?unexpected=1&unexpected=2").await;
            let is_told = refused.status() == 422 && refused.faults().contains(&"/unexpected unknown_field".to_owned());
            // What can't be done anyhow may say so first.
            if !is_told && refused.status() != expected[1] || refused.status() < 300 {
                wrong.push(format!("{operation}: {} {}", refused.status(), refused.text()));
            }
            let done = send("").await;
            if done.status() != expected[1] {
                wrong.push(format!("{operation} after a refusal: {} {}", done.status(), done.text()));
            }
            if method != "GET" && done.status() < 300 {
                stage = Stage::set(&northwind, &admin, &editor, number + 1).await;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn lists_counts_and_events_hold_nothing_of_others(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso Cloud").await);
        let theirs = northwind.subscription().company(SECRET).contact("camille@mercier.example").create().await;
        northwind.owner().post("/reseller/api-keys", &json!({"name": SECRET, "scopes": ["read"]})).await.expect(201);
        let own = contoso.subscription().company("Own customer").create().await;
        contoso.owner().post("/reseller/invites", &serde_json::from_str(&COLLEAGUE.replace("NEW", "ben@contoso.example")).unwrap()).await.expect(201);
        for path in ["/subscriptions", "/subscriptions?q=geheimrat", "/subscriptions?archived=true", "/subscriptions/summary", "/events", "/me/views", "/reseller/members", "/reseller/invites", "/reseller/api-keys"] {
            let text = contoso.owner().get(path).await.expect(200).text();
            assert!(!text.contains(SECRET) && !text.contains(&theirs.id) && !text.contains("northwind"), "{path}: {text}");
            let text = contoso.owner().get(path).accept("text/csv").await.expect(200).text();
            assert!(!text.contains(SECRET) && !text.contains(&theirs.id) && !text.contains("northwind"), "{path}: {text}");
        }
        assert_eq!(contoso.owner().get("/subscriptions").await.json()["total"], 1);
        // Ids of one's own and of others in one path.
        let others = northwind.owner().get(&theirs.path("/invites")).await.items()[0]["id"].as_str().unwrap().to_owned();
        for path in [format!("/invites/{others}"), format!("/members/{others}")] {
            contoso.owner().get(&own.path(&path)).await.refused(404, "not_found");
            contoso.owner().delete(&own.path(&path)).await.refused(404, "not_found");
        }
        let second = northwind.subscription().company("Second").contact("luc@second.example").create().await;
        northwind.owner().get(&second.path(&format!("/invites/{others}"))).await.refused(404, "not_found");
        northwind.owner().post(&second.path("/invites"), &invite("camille@mercier.example", "editor")).await.expect(201);
    }
}
