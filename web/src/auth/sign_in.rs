//! `/sign-in`.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use shared::auth::Login;
use shared::validation;

use super::api;
use crate::i18n::text;
use crate::routes::{Place, next_after_sign_in, redirect};
use crate::session::{self, Session};
use crate::shell::PublicLayout;
use crate::ui::{ButtonSize, Form, FormView, PasswordField, SubmitButton, TextField, watch};

/// E-mail address and password; leads on to the page that was asked for. On an empty installation it leads to the setup.
#[component]
pub fn SignInPage() -> impl IntoView {
    lead_on();
    let form = Form::new();
    let email = form.field("/email", "");
    let password = form.field("/password", "");
    let submit = move || {
        let (checked_email, checked_password) = (email.checked(validation::email), password.checked(validation::password));
        let (Some(email), Some(password)) = (checked_email, checked_password) else { return form.focus_fault() };
        form.send(api::login(Login { email, password }), session::enter);
    };
    view! {
        <PublicLayout title=text::auth::sign_in() about=text::auth::sign_in_about()>
            <FormView form on_submit=submit>
                <TextField field=email label=text::auth::email() kind="email" autocomplete="username" first=() />
                <PasswordField field=password label=text::auth::password() />
                <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::auth::sign_in() />
            </FormView>
            <p class="public-foot">
                <a href=Place::ForgotPassword.path()>{text::auth::forgot_link()}</a>
            </p>
        </PublicLayout>
    }
    .into_any()
}

/// Away from here: for who is signed in, and where nothing is set up yet.
fn lead_on() {
    let (onward, to_setup) = (redirect(), redirect());
    let next = next_after_sign_in();
    watch(move || {
        if matches!(session::session(), Session::SignedIn(_)) {
            onward(&next);
        }
    });
    if matches!(untrack(session::session), Session::SignedOut) {
        spawn_local_scoped_with_cancellation(async move {
            if api::set_up_state().await.is_ok_and(|state| !state.set_up) {
                to_setup(&Place::Setup.path());
            }
        });
    }
}
