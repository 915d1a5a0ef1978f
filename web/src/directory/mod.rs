//! The directory of a subscription: the page of its people and groups, people from a file, the card that leads there, and the
//! prompt while more people take a seat than there are.

mod api;
mod card;
mod dialogs;
mod filter;
mod groups;
mod import_page;
mod import_report;
mod page;
mod people;
mod toolbar;

pub use card::{Figures, directory_card, seats_prompt};
pub use import_page::ImportPage;
pub use page::DirectoryPage;
