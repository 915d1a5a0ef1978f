//! The directory of a subscription: the customer's people and groups, as their platform tells them, or as they were
//! written by hand or imported from a file.
//!
//! What the platform keeps (it has the platform's id) is changed there and nowhere else; what is kept here becomes the
//! platform's as soon as it tells of a person with the same address. Who belongs to a group is kept as the platform tells
//! it, group by group; the people of a group with other groups in it are worked out from that.

pub mod changes;
mod filter;
pub mod found;
mod groups;
pub mod import;
mod import_row;
mod person;
pub mod routes;
pub mod service;
mod store;
mod view;

use shared::ids::{ResellerId, SubscriptionId};

pub(crate) use groups::{LinkRow, MembershipRow};
pub(crate) use store::PersonRow;

/// A subscription, and whose it is.
pub type Place = (ResellerId, SubscriptionId);
