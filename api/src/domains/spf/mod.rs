//! SPF by RFC 7208, as a mail's receivers would see a domain at worst: no mail's address is held against the record, but
//! every term that may ask DNS counts, and every include is walked.
//!
//! All of it is pure. What DNS must be asked comes out as questions, and the answers go in; whoever drives asks until
//! there is a report.

mod advice;
mod answers;
mod evaluate;
mod macros;
mod record;
mod term;
mod walk;

pub use answers::{Answers, Found, Kind, Question};
pub use evaluate::{Findings, Sender, Step, evaluate};

#[cfg(test)]
mod tests;
