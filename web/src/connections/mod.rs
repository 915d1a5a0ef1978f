//! The connection of a subscription to the customer's mail platform.

mod words;

pub use words::{mode as mode_label, state as state_label, step as step_label};
