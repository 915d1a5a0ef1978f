//! Whose data a query is about: every query function of a tenant's table takes this, or a reseller's id, first.

use shared::ids::{AccountId, ResellerId};

/// The rows that a caller sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of one reseller's.
    Reseller(ResellerId),
    /// Those of the subscriptions in which a customer's person is a member.
    Customer(AccountId),
}
