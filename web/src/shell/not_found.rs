//! The page of an address that leads nowhere, or to what isn't the reader's to see.

use leptos::prelude::*;

use crate::i18n::text;
use crate::ui::{EmptyState, Icon, LinkButton, PageHead};

/// Says that there is nothing here, and leads back.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHead title=text::shell::not_found_title() />
        <EmptyState sign=Icon::Search title=text::shell::not_found_sentence() sentence=text::shell::not_found_advice()>
            <LinkButton href="/" icon=Icon::ArrowLeft>
                {text::shell::back_home()}
            </LinkButton>
        </EmptyState>
    }
    .into_any()
}
