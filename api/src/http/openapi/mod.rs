//! The contract: collected from the routes, then completed with what every operation has in common.

#![expect(clippy::indexing_slicing, reason = "serde_json's index gives null for a missing key, and makes it when written")]

mod examples;
mod headers;
mod links;
mod methods;
mod operations;
mod problems;
mod schemas;

use std::sync::OnceLock;

use actix_web::App;
use serde_json::{Value, json};
use utoipa::OpenApi as _;
use utoipa_actix_web::AppExt as _;

pub use self::methods::allow;

use crate::http::routes;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Countersign",
        description = "Sell e-mail signature management for Microsoft 365 and Google Workspace: subscriptions, trials, invites, sender domains.\n\n\
            Every refusal is a problem document (RFC 9457) whose `code` is stable; wrong fields are told all at once. Lists come \
            in pages by `cursor`, or whole as `text/csv`. Single resources carry an `ETag`; changes take `If-Match`. POSTs that \
            create or act take an `Idempotency-Key`. Enums may get new values.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(shared::problem::Problem, shared::problem::FieldError, shared::subscriptions::Action)),
    tags(
        (name = "setup", description = "The first start."),
        (name = "auth", description = "Signing in, sessions, forgotten passwords."),
        (name = "account", description = "One's own account."),
        (name = "views", description = "Lists' filters under a name."),
        (name = "reseller", description = "The reseller and its team."),
        (name = "sandbox", description = "Moving time ahead, where a reseller is made for trying."),
        (name = "api keys", description = "How programs sign in."),
        (name = "subscriptions", description = "Subscriptions and what can be done with them."),
        (name = "trials", description = "The first days of a subscription."),
        (name = "connections", description = "Launch, and the connection to the customer's mail platform: its modes and their steps."),
        (name = "directory", description = "The customers' people and groups, as their mail platform tells them or as they were written by hand."),
        (name = "domains", description = "The customers' sender domains, and their SPF records."),
        (name = "members", description = "The customers' people."),
        (name = "invites", description = "Invites by mail."),
        (name = "plans", description = "Plans and their prices."),
        (name = "statements", description = "What the reseller owes for a month."),
        (name = "events", description = "What happened."),
    )
)]
struct Base;

/// The contract's document.
///
/// # Errors
/// The collected document is not of OpenAPI's form.
pub fn document() -> Result<Value, serde_json::Error> {
    let (_, collected) =
        App::new().into_utoipa_app().service(utoipa_actix_web::scope(routes::API).configure(|table| routes::api(table))).split_for_parts();
    let mut base = Base::openapi();
    base.merge(collected);
    let mut document = serde_json::to_value(base)?;
    complete(&mut document);
    Ok(document)
}

/// The contract as YAML.
///
/// # Errors
/// The document can't be written.
pub fn yaml() -> Result<&'static str, String> {
    static TEXT: OnceLock<Result<String, String>> = OnceLock::new();
    let text = TEXT.get_or_init(|| {
        let document = document().map_err(|error| error.to_string())?;
        serde_norway::to_string(&document).map_err(|error| error.to_string())
    });
    text.as_deref().map_err(Clone::clone)
}

fn complete(document: &mut Value) {
    document["info"]["version"] = json!(env!("CARGO_PKG_VERSION"));
    document["servers"] = json!([{"url": "/", "description": "This installation"}]);
    document["security"] = json!([{"bearer": []}]);
    document["components"]["securitySchemes"] = json!({
        "bearer": {"type": "http", "scheme": "bearer", "description": "The access token of a sign-in, or an API key."},
        "refresh_cookie": {"type": "apiKey", "in": "cookie", "name": "countersign_refresh", "description": "Set by a sign-in."},
    });
    document["components"]["headers"] = headers::shared();
    document["components"]["responses"] = problems::shared();
    document["components"]["examples"] = problems::examples();
    schemas::complete(&mut document["components"]["schemas"]);
    let schemas = document["components"]["schemas"].clone();
    for (path, method, operation) in operations_of(document) {
        operations::complete(&path, &method, operation, &schemas);
    }
    links::add(document);
}

/// Every operation, with its path and method.
fn operations_of(document: &mut Value) -> impl Iterator<Item = (String, String, &mut Value)> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object_mut().into_iter().flatten();
        methods.map(move |(method, operation)| (path.clone(), method.clone(), operation))
    })
}

/// What a `$ref` to a schema leads to; other schemas are what they are.
fn resolved<'a>(schema: &'a Value, schemas: &'a Value) -> &'a Value {
    match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        Some(name) => &schemas[name],
        None => schema,
    }
}

/// The schema of an operation's JSON answer.
fn body_of<'a>(response: &'a Value, schemas: &'a Value) -> &'a Value {
    resolved(&response["content"]["application/json"]["schema"], schemas)
}
