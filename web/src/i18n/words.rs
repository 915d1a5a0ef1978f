//! The names of things that several pages speak of: roles and products.

use shared::invites::InviteRole;
use shared::rights::{ResellerRole, SubscriptionRole};
use shared::subscriptions::Product;

use super::text::words;

/// What a product is called.
pub fn product(product: Product) -> &'static str {
    match product {
        Product::Microsoft365 => words::microsoft_365(),
        Product::GoogleWorkspace => words::google_workspace(),
    }
}

/// What a role in a reseller is called.
pub fn reseller_role(role: ResellerRole) -> &'static str {
    match role {
        ResellerRole::Owner => words::owner(),
        ResellerRole::Admin => words::admin(),
        ResellerRole::Billing => words::billing(),
        ResellerRole::Support => words::support(),
    }
}

/// What a role in a reseller may do, in a line.
pub fn reseller_role_about(role: ResellerRole) -> &'static str {
    match role {
        ResellerRole::Owner => words::owner_about(),
        ResellerRole::Admin => words::admin_about(),
        ResellerRole::Billing => words::billing_about(),
        ResellerRole::Support => words::support_about(),
    }
}

/// What a role in a subscription is called.
pub fn subscription_role(role: SubscriptionRole) -> &'static str {
    match role {
        SubscriptionRole::Admin => words::customer_admin(),
        SubscriptionRole::Editor => words::editor(),
    }
}

/// What a role in a subscription may do, in a line.
pub fn subscription_role_about(role: SubscriptionRole) -> &'static str {
    match role {
        SubscriptionRole::Admin => words::customer_admin_about(),
        SubscriptionRole::Editor => words::editor_about(),
    }
}

/// What the role that an invite gives is called.
pub fn invite_role(role: InviteRole) -> &'static str {
    match role {
        InviteRole::Owner => words::owner(),
        InviteRole::Admin => words::admin(),
        InviteRole::Billing => words::billing(),
        InviteRole::Support => words::support(),
        InviteRole::Editor => words::editor(),
    }
}
