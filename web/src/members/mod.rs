//! The customers' people: who has joined a subscription, who is invited, and how their mails fare.

mod api;
mod card;
mod dialogs;
mod people;
mod rows;

pub use card::people_card;
pub use people::People;
