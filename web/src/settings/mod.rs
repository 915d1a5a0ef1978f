//! `/settings`: one's own profile and sessions; for those who may, the reseller's team and company.

mod api;
mod company;
mod credentials;
mod invites;
mod members;
mod page;
mod profile;
mod sessions;
mod team;
mod two_factor;
mod user_agent;

pub use api::change_me;
pub use page::SettingsPage;
