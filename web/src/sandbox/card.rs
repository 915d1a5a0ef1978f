//! What a sandbox is, for those who write programs, with a request to copy.

use leptos::prelude::*;

use super::is_sandbox;
use crate::i18n::text::sandbox as text;
use crate::ui::{Card, CodeBlock, browser, live};

/// The card, where the company is a sandbox; else nothing.
#[component]
pub fn SandboxCard() -> impl IntoView {
    let shown = Memo::new(|_| is_sandbox());
    live(move || if shown.get() { card() } else { ().into_any() })
}

fn card() -> AnyView {
    let request = format!(
        "curl {}/api/v1/sandbox/clock/advance \\\n    --header \"Authorization: Bearer $COUNTERSIGN_KEY\" \\\n    --json '{{\"days\": 14}}'",
        browser::origin()
    );
    view! {
        <Card title=text::sandbox() about=text::about()>
            <div class="stack">
                <CodeBlock value=request what=text::copy_request() />
                <ul class="quiet sandbox-points">
                    <li>{text::what_moves()}</li>
                    <li>{text::what_stays()}</li>
                    <li>{text::mails_go_out()}</li>
                </ul>
            </div>
        </Card>
    }
    .into_any()
}
