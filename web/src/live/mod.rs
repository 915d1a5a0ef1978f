//! Live updates: one stream of events for a tab, and the pages that follow what it tells.

mod connection;
mod followers;

pub use connection::start;
pub use followers::{News, follow};
