//! Invites that can't be accepted: each with what to do instead.

use leptos::prelude::*;
use shared::problem::ProblemCode;

use crate::api::ClientError;
use crate::auth::ToSignIn;
use crate::i18n::text;
use crate::shell::{PublicLayout, PublicMessage};
use crate::ui::{Icon, ProblemPanel};

/// The page for a token that the server does not take.
#[component]
pub(super) fn RefusedInvite(error: ClientError, #[prop(into)] retry: UnsyncCallback<()>) -> impl IntoView {
    let (sign, title, sentence) = match error.code() {
        Some(ProblemCode::InviteUsed | ProblemCode::AlreadyMember) => {
            (Icon::Check, text::invites::used_title(), text::invites::used_advice())
        }
        Some(ProblemCode::InviteRevoked | ProblemCode::InviteNotOpen) => {
            (Icon::Mail, text::invites::withdrawn_title(), text::invites::withdrawn_advice())
        }
        Some(ProblemCode::InviteExpired) => (Icon::Clock, text::invites::expired_title(), text::invites::expired_advice()),
        Some(ProblemCode::NotFound | ProblemCode::InvalidFields) => {
            (Icon::Search, text::invites::unknown_title(), text::invites::unknown_advice())
        }
        _ => {
            return view! {
                <PublicLayout title=text::invites::title_loading()>
                    <ProblemPanel error retry />
                </PublicLayout>
            }
            .into_any();
        }
    };
    view! {
        <PublicMessage sign title sentence>
            <ToSignIn />
        </PublicMessage>
    }
    .into_any()
}

/// Whether a refusal is about the invite itself, and not about a field or the moment.
pub(super) fn ends_invite(error: &ClientError) -> bool {
    matches!(
        error.code(),
        Some(
            ProblemCode::InviteUsed
                | ProblemCode::InviteRevoked
                | ProblemCode::InviteNotOpen
                | ProblemCode::InviteExpired
                | ProblemCode::AlreadyMember
                | ProblemCode::NotFound
        )
    )
}
