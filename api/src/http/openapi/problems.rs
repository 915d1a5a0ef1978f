//! Refusals in the contract: what each status can mean, with an example for each code.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use shared::locale::Locale;
use shared::problem::ProblemCode;
use shared::validation::{FaultCode, SEATS_MAX};

use super::headers;
use crate::platform::texts;

/// An example of each kind of problem.
pub fn examples() -> Value {
    Value::Object(ProblemCode::ALL.iter().map(|code| (code.to_string(), json!({"value": example(*code)}))).collect())
}

/// The refusals that many operations share, each status once.
pub fn shared() -> Value {
    let mut by_status: BTreeMap<u16, Vec<ProblemCode>> = BTreeMap::new();
    for code in ProblemCode::ALL {
        by_status.entry(code.status()).or_default().push(*code);
    }
    let responses = by_status.into_iter().map(|(status, codes)| {
        let names: Vec<_> = codes.iter().map(|code| format!("`{code}`")).collect();
        (format!("Problem{status}"), response(&format!("{}.", names.join(", ")), status))
    });
    Value::Object(responses.collect())
}

/// A refusal; its description names its codes in backticks.
pub fn response(description: &str, status: u16) -> Value {
    let named = description.split('`').skip(1).step_by(2).filter_map(|name| name.parse::<ProblemCode>().ok());
    let shown = named.map(|code| (code.to_string(), json!({"$ref": format!("#/components/examples/{code}")})));
    let examples: Map<_, _> = shown.collect();
    let mut response = json!({
        "description": description,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    });
    if !examples.is_empty() {
        response["content"]["application/problem+json"]["examples"] = Value::Object(examples);
    }
    let own: &[&str] = match status {
        401 => &["WWW-Authenticate"],
        405 => &["Allow"],
        429 | 503 => &["Retry-After"],
        _ => &[],
    };
    headers::name(&mut response, own);
    response
}

fn example(code: ProblemCode) -> Value {
    let mut example = json!({
        "type": format!("/problems/{code}"),
        "title": texts::problem_title(Locale::En, code),
        "status": code.status(),
        "detail": texts::problem_detail(Locale::En, code),
        "instance": "01a200bd-0293-7636-891b-c30a582e820d",
        "code": code,
    });
    match code {
        ProblemCode::InvalidFields => {
            let fault = FaultCode::OutOfRange { min: 1, max: i64::from(SEATS_MAX) };
            example["errors"] = json!([{"pointer": "/seats", "code": fault.as_str(), "detail": texts::fault(Locale::En, &fault)}]);
        }
        ProblemCode::InvalidHeader => {
            example["detail"] = json!(texts::problem_header(Locale::En, "If-Match"));
            example["header"] = json!("If-Match");
        }
        ProblemCode::TransitionNotAllowed => example["allowed_actions"] = json!(["cancel", "change_seats"]),
        _ => {}
    }
    example
}
