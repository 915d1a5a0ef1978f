//! What can be done where it is on: new recovery codes, and turning it off.

use leptos::prelude::*;
use shared::two_factor::EndTwoFactor;
use shared::validation;

use super::super::api;
use super::codes::Codes;
use super::refresh;
use crate::auth::{CodeField, focus_code};
use crate::i18n::text::{self, two_factor as words};
use crate::session;
use crate::ui::{ButtonKind, DialogFooter, Form, FormView, PasswordField, live, toast};

/// New recovery codes, by a code.
#[component]
pub(super) fn NewCodes(open: RwSignal<bool>) -> impl IntoView {
    let made = RwSignal::new(None::<Vec<String>>);
    live(move || match made.get() {
        None => view! { <AskForCodes open made /> }.into_any(),
        Some(codes) => view! { <Codes open codes said=text::settings::saved() /> }.into_any(),
    })
}

#[component]
fn AskForCodes(open: RwSignal<bool>, made: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let form = Form::new();
    let code = form.field("/code", "");
    focus_code();
    let submit = move || {
        let Some(code) = code.checked(validation::second_factor) else { return form.focus_fault() };
        form.send(api::replace_recovery_codes(code), move |codes| {
            refresh();
            made.try_set(Some(codes.recovery_codes));
        });
    };
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{words::new_codes_about()}</p>
            <CodeField field=code />
            <DialogFooter open form action=words::make_codes() />
        </FormView>
    }
    .into_any()
}

/// Turning it off, by password and code.
#[component]
pub(super) fn TurnOff(open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new();
    let user = session::me_untracked().map(|me| me.email);
    let password = form.field("/password", "");
    let code = form.field("/code", "");
    let submit = move || {
        let (checked_password, checked_code) = (password.checked(validation::password), code.checked(validation::second_factor));
        let (Some(password), Some(code)) = (checked_password, checked_code) else { return form.focus_fault() };
        form.send(api::end_two_factor(EndTwoFactor { password, code }), move |()| {
            form.close(open);
            refresh();
            toast::say(words::is_off());
        });
    };
    view! {
        <FormView form on_submit=submit>
            <p>{words::turn_off_about()}</p>
            <input type="email" autocomplete="username" value=user hidden readonly />
            <PasswordField field=password label=text::settings::current_password() autofocus=() />
            <CodeField field=code />
            <DialogFooter open form action=words::turn_off() kind=ButtonKind::DangerPrimary />
        </FormView>
    }
    .into_any()
}
