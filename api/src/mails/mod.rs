//! The mails that Countersign writes, each in four languages, as text and as HTML.
//!
//! A mail is a struct with what it says; [`Rendered`] comes out. All share one letter (`templates/mails/`), and their
//! sentences stand in `locales/*/mails.ftl`.

mod account;
mod invite;
mod letter;
mod spf;
mod subscription;

pub use account::{ConfirmEmail, EmailChanged, PasswordChanged, PasswordReset, TwoFactorNews};
pub use invite::{InviteColleague, InviteToSubscription};
pub use letter::Rendered;
pub use spf::SpfWorsened;
pub use subscription::{About, AboutSubscription};

#[cfg(test)]
mod tests;
