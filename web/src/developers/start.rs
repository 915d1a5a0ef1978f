//! A first request, and where all the others are described.

use leptos::prelude::*;

use crate::i18n::text::developers as text;
use crate::ui::{Card, CodeBlock, Icon, browser, icon};

/// A request to copy, with this installation's own address, and a link to the reference.
#[component]
pub(super) fn StartCard() -> impl IntoView {
    let request = format!("curl {}/api/v1/subscriptions \\\n    --header \"Authorization: Bearer $COUNTERSIGN_KEY\"", browser::origin());
    // Outside the app: the router leaves such a link to the browser.
    let reference = || {
        view! {
            <a class="button small" href="/docs" rel="external">
                {icon(Icon::ArrowRight)}
                {text::reference()}
            </a>
        }
        .into_any()
    };
    view! {
        <Card title=text::start() about=text::start_about() actions=reference>
            <CodeBlock value=request what=text::copy_request() />
        </Card>
    }
    .into_any()
}
