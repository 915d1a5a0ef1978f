//! `countersign doctor`: looks at what an installation needs, and says of each part whether it works and what to do where it
//! does not. It changes nothing.

mod checks;

use std::fmt::Write as _;

use crate::config::Config;
use crate::start::StartError;

/// How a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It works.
    Right,
    /// It works, or is not wanted, and the operator should know something of it.
    Notice,
    /// It does not work.
    Fault,
}

/// What was found out about a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The part.
    pub part: &'static str,
    /// How it is.
    pub level: Level,
    /// What there is to say of it; where something is to be done, what.
    pub text: String,
}

impl Finding {
    fn new(part: &'static str, level: Level, text: impl Into<String>) -> Self {
        Self { part, level, text: text.into() }
    }
}

/// Looks at all parts, one after the other.
///
/// # Errors
/// The configuration names files that can't be used.
pub async fn examine(config: &Config) -> Result<Vec<Finding>, StartError> {
    let mut findings = vec![checks::data_folder(config), checks::keys(config)];
    findings.extend(checks::database(config).await);
    findings.push(checks::public_address(config).await);
    findings.push(checks::mail(config).await?);
    findings.push(checks::name_server(config).await);
    findings.extend(checks::platforms(config)?);
    Ok(findings)
}

/// The findings for people: a line each.
#[must_use]
pub fn told(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let sign = match finding.level {
            Level::Right => "ok",
            Level::Notice => "notice",
            Level::Fault => "FAULT",
        };
        // What others say may have several.
        let line = finding.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "{sign:<7} {:<15} {line}", finding.part);
    }
    text
}
