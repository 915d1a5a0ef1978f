//! Recovery codes, shown once.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::text::two_factor as text;
use crate::ui::{Button, ButtonKind, CopyButton, Icon, browser, toast};

/// The codes, to be copied or saved, until their owner says that they are kept.
#[component]
pub(super) fn Codes(
    open: RwSignal<bool>,
    codes: Vec<String>,
    /// What is said when the dialog is done.
    said: &'static str,
) -> impl IntoView {
    let all = StoredValue::new(codes.join("\n"));
    let shown = NodeRef::<html::Code>::new();
    let save = move || browser::save(&format!("{}.txt", text::file_name()), "text/plain;charset=utf-8", &(all.get_value() + "\n"));
    let done = move || {
        open.set(false);
        toast::say(said);
    };
    // The form that was here had the focus.
    browser::focus_after_redraw(".recovery-codes pre");
    view! {
        <div class="dialog-body">
            <p>{text::codes_about()}</p>
            <div class="code recovery-codes">
                <pre tabindex="0" role="group" aria-label=text::codes_title()>
                    <code node_ref=shown>{all.get_value()}</code>
                </pre>
                <CopyButton value=all.get_value() what=text::copy_codes() shown />
            </div>
            <footer>
                <Button kind=ButtonKind::Plain icon=Icon::Download on_press=save>
                    {text::save_codes()}
                </Button>
                <Button kind=ButtonKind::Primary on_press=done>
                    {text::kept()}
                </Button>
            </footer>
        </div>
    }
    .into_any()
}
