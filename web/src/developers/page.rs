//! The page: the keys, and a first request.

use leptos::prelude::*;

use super::keys::KeysCard;
use super::start::StartCard;
use crate::i18n::text::developers as text;
use crate::sandbox::SandboxCard;
use crate::ui::PageHead;

/// API keys, and the way to the API's reference.
#[component]
pub fn DevelopersPage() -> impl IntoView {
    view! {
        <PageHead title=text::title() />
        <div class="stack developers">
            <KeysCard />
            <StartCard />
            <SandboxCard />
        </div>
    }
    .into_any()
}
