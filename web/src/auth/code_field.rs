//! The field of a second factor's code.

use leptos::prelude::*;

use crate::i18n::text;
use crate::ui::{Button, ButtonKind, ButtonSize, Field, TextField, browser, live};

/// The six digits of the authenticator app, or a recovery code for who does not have it at hand. The field's pointer is
/// `/code`.
#[component]
pub fn CodeField(field: Field) -> impl IntoView {
    let recovery = RwSignal::new(false);
    let switch = move || {
        field.edit(String::new());
        recovery.update(|recovery| *recovery = !*recovery);
        focus_code();
    };
    live(move || {
        let (input, other) = if recovery.get() {
            let (label, hint) = (text::two_factor::recovery_code(), text::two_factor::recovery_hint());
            (view! { <TextField field label hint /> }.into_any(), text::two_factor::use_app())
        } else {
            let (label, hint) = (text::two_factor::code(), text::two_factor::code_hint());
            let input = view! { <TextField field label hint inputmode="numeric" autocomplete="one-time-code" /> };
            (input.into_any(), text::two_factor::use_recovery())
        };
        view! {
            {input}
            <div class="code-switch">
                <Button kind=ButtonKind::Plain size=ButtonSize::Small on_press=switch>
                    {other}
                </Button>
            </div>
        }
        .into_any()
    })
}

/// Moves the focus to the field, which has just come onto the page.
pub fn focus_code() {
    browser::focus_after_redraw("[data-pointer='/code']");
}
