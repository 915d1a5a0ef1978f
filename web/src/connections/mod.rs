//! The connection of a subscription to the customer's mail platform: launch, the wizard that sets it up, and the home page
//! that stands behind it.

mod access;
mod add_in;
mod api;
mod card;
mod consent_page;
mod delegation;
mod guide;
mod head;
mod home_page;
mod launch;
mod link;
mod missing;
mod modes;
mod offboarding;
mod steps;
mod sync;
mod tools;
mod wizard_page;
mod words;

pub use card::{Health, connection_card};
pub use consent_page::ConsentPage;
pub use home_page::HomePage;
pub use launch::launch_button;
pub use offboarding::offboarding_card;
pub use sync::{Synchronisation, sync_line};
pub use wizard_page::WizardPage;
pub use words::{mode as mode_label, state as state_label, status as status_label, status_tone, step as step_label};
