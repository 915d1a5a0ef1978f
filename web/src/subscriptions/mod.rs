//! The customers' subscriptions: the list, the archive, one subscription, and the way to a new one.

mod activate_dialog;
mod amend_dialog;
mod api;
mod archived_page;
mod columns;
mod create_dialog;
mod danger_card;
mod detail_page;
mod details_card;
mod edit_dialog;
mod end_trial_dialog;
mod extend_dialog;
mod keep;
mod list_page;
mod list_state;
mod metadata_editor;
mod notices;
mod pause;
mod plan_card;
mod reactivate_dialog;
mod rows;
mod shortcuts;
mod tiles;
mod toolbar;
mod trial_card;
mod views;
pub mod words;

pub use activate_dialog::ActivateForm;
pub use api::{find, own};
pub use archived_page::ArchivedPage;
pub use detail_page::DetailPage;
pub use end_trial_dialog::EndTrialDialog;
pub use extend_dialog::ExtendDialog;
pub use list_page::ListPage;
pub use shortcuts::{Shortcuts, creating_address};
