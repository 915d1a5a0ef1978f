//! What happened: the activity of one subscription, and of all.

mod activity_page;
mod api;
mod card;
mod filter;
mod sentence;
mod timeline;
mod toolbar;

pub use activity_page::ActivityPage;
pub use card::{Activity, activity_card};
