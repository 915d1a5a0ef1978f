//! Saved views: a list's search, filters and order under a name, for the person who saved them.

mod api;
mod manage_dialog;
mod menu;
mod save_dialog;

pub use api::list;
pub use menu::{ListAddress, menu};
