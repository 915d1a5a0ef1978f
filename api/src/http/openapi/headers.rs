//! The headers that answers carry, each described once.

use serde_json::{Map, Value, json};

/// A header of the contract: its name, what it says, its schema, and whether it is always there.
struct Header {
    name: &'static str,
    description: &'static str,
    schema: &'static str,
    example: &'static str,
    is_certain: bool,
}

const HEADERS: &[Header] = &[
    Header {
        name: "X-Request-Id",
        description: "The request's id: the caller's own where it sent a sane one.",
        schema: "string",
        example: "01a200bd-0293-7636-891b-c30a582e820d",
        is_certain: true,
    },
    Header {
        name: "RateLimit-Policy",
        description: "How many requests a credential may send in how many seconds.",
        schema: "string",
        example: "\"default\";q=200;w=4",
        is_certain: false,
    },
    Header {
        name: "RateLimit",
        description: "How many of them are left.",
        schema: "string",
        example: "\"default\";r=199;t=4",
        is_certain: false,
    },
    Header { name: "ETag", description: "The version; `If-Match` takes it.", schema: "string", example: "\"3\"", is_certain: true },
    Header {
        name: "Location",
        description: "Where the new thing is.",
        schema: "string",
        example: "/api/v1/subscriptions/01a200bd-0293-7636-891b-c30a582e820d",
        is_certain: true,
    },
    Header {
        name: "Link",
        description: "The pages beside this one, as `rel=\"next\"` and `rel=\"prev\"`.",
        schema: "string",
        example: "</api/v1/subscriptions?limit=50&cursor=eyJ>; rel=\"next\"",
        is_certain: false,
    },
    Header {
        name: "Idempotency-Replayed",
        description: "This is the first answer to the same key, given again.",
        schema: "string",
        example: "true",
        is_certain: false,
    },
    Header {
        name: "Set-Cookie",
        description: "The refresh token, as `HttpOnly` and `SameSite=Strict`; taken away by a sign-out.",
        schema: "string",
        example: "countersign_refresh=…; HttpOnly; SameSite=Strict; Path=/api/v1/auth",
        is_certain: true,
    },
    Header {
        name: "Allow",
        description: "The methods that the path has.",
        schema: "string",
        example: "GET, HEAD, PATCH",
        is_certain: true,
    },
    Header { name: "WWW-Authenticate", description: "How to sign in.", schema: "string", example: "Bearer", is_certain: true },
    Header { name: "Retry-After", description: "Seconds to wait.", schema: "integer", example: "2", is_certain: true },
];

/// All of them, for the components.
pub fn shared() -> Value {
    let described = HEADERS.iter().map(|header| {
        let example = if header.schema == "integer" { json!(2) } else { json!(header.example) };
        let described = json!({
            "description": header.description,
            "required": header.is_certain,
            "schema": {"type": header.schema},
            "example": example,
        });
        (header.name.to_owned(), described)
    });
    Value::Object(described.collect::<Map<_, _>>())
}

/// Names headers of a response, besides those that every answer carries.
pub fn name(response: &mut Value, names: &[&str]) {
    for name in ["X-Request-Id", "RateLimit-Policy", "RateLimit"].iter().chain(names) {
        response["headers"][*name] = json!({"$ref": format!("#/components/headers/{name}")});
    }
}
