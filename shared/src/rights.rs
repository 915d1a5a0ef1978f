//! Who may do what: the roles, the rights, and the table that joins them.

use crate::text_enum::text_enum;

text_enum! {
    /// An account's role in a reseller.
    ResellerRole {
        /// Everything, the reseller's owners included.
        Owner => "owner",
        /// Everything but the reseller's owners.
        Admin => "admin",
        /// Sees everything; activates, changes seats and plans, sees amounts.
        Billing => "billing",
        /// Sees everything but amounts; helps customers with launch, connection and signatures.
        Support => "support",
    }
}

text_enum! {
    /// An account's role in a customer's subscription.
    SubscriptionRole {
        /// Connection, people and signatures of this subscription.
        Admin => "admin",
        /// Signatures of this subscription.
        Editor => "editor",
    }
}

text_enum! {
    /// Something that a role allows. New rights may come.
    Right {
        /// See subscriptions, trials and events.
        See => "see",
        /// Create, extend, pause, cancel, reactivate; edit company name, reference, metadata, customer access.
        ManageSubscriptions => "manage_subscriptions",
        /// Activate, change seats or plan; see amounts and statements.
        Bill => "bill",
        /// Launch, configure the connection and SPF.
        Connect => "connect",
        /// Invite and remove people of a subscription.
        ManagePeople => "manage_people",
        /// Signatures, folders, rules.
        Design => "design",
        /// The reseller's team, keys, webhooks and branding.
        ManageTeam => "manage_team",
    }
}

impl ResellerRole {
    /// The rights of the role; the table of the domain's rules, row by row.
    #[must_use]
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::Owner | Self::Admin => &[
                Right::See,
                Right::ManageSubscriptions,
                Right::Bill,
                Right::Connect,
                Right::ManagePeople,
                Right::Design,
                Right::ManageTeam,
            ],
            Self::Billing => &[Right::See, Right::Bill],
            Self::Support => &[Right::See, Right::Connect, Right::Design],
        }
    }

    /// Whether the role has the right.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        self.rights().contains(&right)
    }
}

/// How far the customer's people reach in a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomerAccess {
    /// The customer edits its signatures: each of its people does what the role allows.
    Edits,
    /// The reseller edits them: the customer's people only see.
    Sees,
}

impl CustomerAccess {
    /// What a subscription's `customer_edits_signatures` means for the customer's people.
    #[must_use]
    pub const fn of(customer_edits_signatures: bool) -> Self {
        if customer_edits_signatures { Self::Edits } else { Self::Sees }
    }
}

impl SubscriptionRole {
    /// The rights of the role where the customer's people reach so far.
    #[must_use]
    pub const fn rights_under(self, access: CustomerAccess) -> &'static [Right] {
        match access {
            CustomerAccess::Edits => self.rights(),
            CustomerAccess::Sees => &[Right::See],
        }
    }

    /// The rights of the role within its subscription, where the customer edits signatures. Nothing about money, ever.
    #[must_use]
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::Admin => &[Right::See, Right::Connect, Right::ManagePeople, Right::Design],
            Self::Editor => &[Right::See, Right::Design],
        }
    }

    /// Whether the role has the right.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        self.rights().contains(&right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_reseller_edits_signatures_the_customers_people_only_see() {
        for role in SubscriptionRole::ALL.iter().copied() {
            assert_eq!(role.rights_under(CustomerAccess::of(false)), [Right::See]);
            assert_eq!(role.rights_under(CustomerAccess::of(true)), role.rights());
        }
    }
}
