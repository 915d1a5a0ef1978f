//! Accepting an invite: `/invites/accept#token`.

mod accept;
mod api;
mod refused;

pub use accept::AcceptInvitePage;
