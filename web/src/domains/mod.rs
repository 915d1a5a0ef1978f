//! Sender domains and their SPF records: the card on a subscription's page, and the prompt above it while something is to
//! be done.

mod api;
mod card;
mod dialogs;
mod list;
mod prompt;
mod report;
mod tree;
mod words;

pub use card::domains_card;
pub use list::Domains;
pub use prompt::spf_prompt;
pub use words::label as result_label;
