//! What a caller may do in a reseller: what its role gives, or the scopes of its API key.

use shared::api_keys::ApiKeyScope;
use shared::rights::{ResellerRole, Right};

/// What somebody may do in a reseller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// One of the reseller's people, by role.
    Role(ResellerRole),
    /// A program, by the scopes of its key.
    Scopes(Scopes),
}

impl Authority {
    /// Whether this gives a right.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        match self {
            Self::Role(role) => role.may(right),
            Self::Scopes(scopes) => scopes.iter().any(|scope| scope.rights().contains(&right)),
        }
    }

    /// Whether the reseller's owners are this caller's to make, change and remove.
    #[must_use]
    pub fn is_owner(self) -> bool {
        self == Self::Role(ResellerRole::Owner)
    }
}

/// The scopes of a key: a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scopes {
    /// Whether `read` is among them.
    pub read: bool,
    /// Whether `write` is among them.
    pub write: bool,
    /// Whether `billing` is among them.
    pub billing: bool,
}

impl Scopes {
    /// The set of these.
    #[must_use]
    pub fn of(scopes: &[ApiKeyScope]) -> Self {
        let has = |scope| scopes.contains(&scope);
        Self { read: has(ApiKeyScope::Read), write: has(ApiKeyScope::Write), billing: has(ApiKeyScope::Billing) }
    }

    /// Those that are in the set, in the order of their definition.
    pub fn iter(self) -> impl Iterator<Item = ApiKeyScope> {
        let has = move |scope: &ApiKeyScope| match scope {
            ApiKeyScope::Read => self.read,
            ApiKeyScope::Write => self.write,
            ApiKeyScope::Billing => self.billing,
        };
        ApiKeyScope::ALL.iter().copied().filter(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rights that a set of scopes gives, in the order of their definition.
    fn rights(scopes: &[ApiKeyScope]) -> Vec<Right> {
        let authority = Authority::Scopes(Scopes::of(scopes));
        Right::ALL.iter().copied().filter(|right| authority.may(*right)).collect()
    }

    #[test]
    fn a_key_has_the_rights_of_all_its_scopes() {
        use ApiKeyScope::{Billing, Read, Write};
        let write = [Right::See, Right::ManageSubscriptions, Right::Connect, Right::ManagePeople, Right::Design];
        assert_eq!(rights(&[Read]), [Right::See]);
        assert_eq!(rights(&[Write]), write);
        assert_eq!(rights(&[Billing]), [Right::See, Right::Bill]);
        assert_eq!(rights(&[Billing, Read]), [Right::See, Right::Bill]);
        assert_eq!(rights(&[]), []);
    }

    #[test]
    fn no_key_manages_the_team_or_is_an_owner() {
        assert!(!rights(ApiKeyScope::ALL).contains(&Right::ManageTeam));
        assert!(!Authority::Scopes(Scopes::of(ApiKeyScope::ALL)).is_owner());
        assert!(Authority::Role(ResellerRole::Owner).is_owner() && !Authority::Role(ResellerRole::Admin).is_owner());
    }

    #[test]
    fn a_set_lists_its_scopes_in_one_order() {
        let set = Scopes::of(&[ApiKeyScope::Billing, ApiKeyScope::Read]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [ApiKeyScope::Read, ApiKeyScope::Billing]);
    }
}
