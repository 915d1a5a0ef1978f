//! Events: the record of what happened.

mod list;
mod order;
mod record;
