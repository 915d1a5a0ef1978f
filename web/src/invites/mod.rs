//! Accepting an invite: `/invites/accept#token`; and how the mails of invites fare.

mod accept;
mod api;
mod delivery;
mod refused;

pub use accept::AcceptInvitePage;
pub use delivery::{follow_delivery, is_on_its_way};
