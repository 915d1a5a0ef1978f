//! Rights as types, so that a handler's signature says what its caller must have.

use shared::rights::Right;

/// A right as a type.
pub trait Needs: Send + 'static {
    /// The right.
    const RIGHT: Right;
}

macro_rules! needs {
    ($($(#[$meta:meta])* $name:ident => $right:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl Needs for $name {
            const RIGHT: Right = Right::$right;
        }
    )+};
}
needs! {
    /// See subscriptions, trials and events.
    ToSee => See,
    /// Create, cancel and edit subscriptions.
    ToManage => ManageSubscriptions,
    /// Activate, change seats or plan, see amounts.
    ToBill => Bill,
    /// Launch, configure the connection and SPF.
    ToConnect => Connect,
    /// Invite and remove people of a subscription.
    ToManagePeople => ManagePeople,
    /// The reseller's team and settings.
    ToManageTeam => ManageTeam,
}
