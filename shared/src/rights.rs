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

impl SubscriptionRole {
    /// The rights of the role within its subscription. Nothing about money, ever.
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
