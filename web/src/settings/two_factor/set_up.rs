//! Setting it up: the password, the app, the recovery codes.

use leptos::prelude::*;
use shared::two_factor::{BeginTwoFactor, TwoFactorBeginning};
use shared::validation;

use super::super::api;
use super::codes::Codes;
use super::refresh;
use crate::auth::focus_code;
use crate::i18n::text::{self, two_factor as words};
use crate::session;
use crate::ui::{CopyText, DialogFooter, Form, FormView, PasswordField, TextField, live};

#[derive(Clone, PartialEq)]
enum Step {
    Password,
    App(TwoFactorBeginning),
    Codes(Vec<String>),
}

/// The content of the dialog, step by step.
#[component]
pub(super) fn SetUp(open: RwSignal<bool>) -> impl IntoView {
    let step = RwSignal::new(Step::Password);
    live(move || match step.get() {
        Step::Password => view! { <Password open step /> }.into_any(),
        Step::App(begun) => view! { <App open step begun /> }.into_any(),
        Step::Codes(codes) => view! { <Codes open codes said=words::is_on() /> }.into_any(),
    })
}

#[component]
fn Password(open: RwSignal<bool>, step: RwSignal<Step>) -> impl IntoView {
    let form = Form::new();
    let user = session::me_untracked().map(|me| me.email);
    let password = form.field("/password", "");
    let submit = move || {
        let Some(password) = password.checked(validation::password) else { return form.focus_fault() };
        form.send(api::begin_two_factor(BeginTwoFactor { password }), move |begun| {
            step.try_set(Step::App(begun));
        });
    };
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{words::password_about()}</p>
            // Tells password managers whose password this is.
            <input type="email" autocomplete="username" value=user hidden readonly />
            <PasswordField field=password label=text::settings::current_password() autofocus=() />
            <DialogFooter open form action=words::go_on() />
        </FormView>
    }
    .into_any()
}

/// The secret as a picture and as text, and the code that shows that the app has it.
#[component]
fn App(open: RwSignal<bool>, step: RwSignal<Step>, begun: TwoFactorBeginning) -> impl IntoView {
    let form = Form::new();
    let code = form.field("/code", "");
    focus_code();
    let submit = move || {
        let Some(code) = code.checked(validation::second_factor) else { return form.focus_fault() };
        form.send(api::confirm_two_factor(code), move |made| {
            refresh();
            step.try_set(Step::Codes(made.recovery_codes));
        });
    };
    view! {
        <FormView form on_submit=submit>
            <p>{words::scan_about()}</p>
            <div class="qr" role="img" aria-label=words::qr_label() inner_html=begun.qr_svg></div>
            <div class="by-hand">
                <span class="quiet">{words::by_hand()}</span>
                <CopyText value=begun.secret what=words::copy_key() />
            </div>
            <TextField field=code label=words::code() hint=words::code_hint() inputmode="numeric" autocomplete="one-time-code" />
            <DialogFooter open form action=words::turn_on() />
        </FormView>
    }
    .into_any()
}
