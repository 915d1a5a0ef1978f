//! The clock of a sandbox: what time it is there, and how to move it ahead. Whose company is none never sees any of it.

mod api;
mod bar;
mod card;
pub mod time;

pub use bar::SandboxBar;
pub use card::SandboxCard;

use crate::session;

/// Whether the company of who is signed in is a sandbox; tracked.
fn is_sandbox() -> bool {
    session::me().and_then(|me| me.reseller).is_some_and(|reseller| reseller.sandbox)
}
