//! One's own account.

mod email;
mod password;
mod profile;
