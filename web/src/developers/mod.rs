//! The page for those who drive Countersign by programs: API keys, and how to begin.

mod api;
mod create_dialog;
mod keys;
mod page;
mod secret_dialog;
mod start;
mod words;

pub use page::DevelopersPage;
pub use words::scope;
