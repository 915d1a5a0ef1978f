//! The customers' subscriptions: the list, the archive, one subscription, and the way to a new one.

mod activate_dialog;
mod api;
mod archived_page;
mod columns;
mod create_dialog;
mod danger_card;
mod detail_page;
mod details_card;
mod edit_dialog;
mod keep;
mod list_page;
mod list_state;
mod metadata_editor;
mod notices;
mod plan_card;
mod rows;
mod shortcuts;
mod sort_choice;
mod tiles;
mod toolbar;
mod trial_card;
mod undo;
pub mod words;

pub use api::own;
pub use archived_page::ArchivedPage;
pub use detail_page::DetailPage;
pub use list_page::ListPage;
pub use shortcuts::Shortcuts;
