//! `/sign-in`.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use shared::auth::Login;
use shared::validation;

use super::api::{self, Entered};
use super::{CodeField, focus_code};
use crate::i18n::text;
use crate::routes::{Place, next_after_sign_in, redirect};
use crate::session::{self, Session};
use crate::shell::PublicLayout;
use crate::ui::{Button, ButtonKind, ButtonSize, Form, FormView, PasswordField, SubmitButton, TextField, browser, live, watch};

/// E-mail address and password, then a code where the account has a second factor; leads on to the page that was asked for.
/// On an empty installation it leads to the setup.
#[component]
pub fn SignInPage() -> impl IntoView {
    lead_on();
    let waiting = RwSignal::new(None::<Login>);
    live(move || match waiting.get() {
        None => view! { <PasswordStep waiting /> }.into_any(),
        Some(login) => view! { <CodeStep login waiting /> }.into_any(),
    })
}

#[component]
fn PasswordStep(waiting: RwSignal<Option<Login>>) -> impl IntoView {
    let form = Form::new();
    let email = form.field("/email", "");
    let password = form.field("/password", "");
    let submit = move || {
        let (checked_email, checked_password) = (email.checked(validation::email), password.checked(validation::password));
        let (Some(email), Some(password)) = (checked_email, checked_password) else { return form.focus_fault() };
        let login = Login { email, password, code: None };
        form.send(api::login(login.clone()), move |entered| match entered {
            Entered::SignedIn(signed_in) => session::enter(*signed_in),
            Entered::CodeNeeded => waiting.set(Some(login)),
        });
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

/// The password was right: it is sent again, with a code.
#[component]
fn CodeStep(login: Login, waiting: RwSignal<Option<Login>>) -> impl IntoView {
    let form = Form::new();
    let code = form.field("/code", "");
    focus_code();
    let submit = move || {
        let Some(checked) = code.checked(validation::second_factor) else { return form.focus_fault() };
        form.send(api::login(Login { code: Some(checked), ..login.clone() }), |entered| {
            if let Entered::SignedIn(signed_in) = entered {
                session::enter(*signed_in);
            }
        });
    };
    let again = move || {
        waiting.set(None);
        browser::focus_after_redraw("[data-pointer='/email']");
    };
    view! {
        <PublicLayout title=text::two_factor::sign_in_title() about=text::two_factor::sign_in_about()>
            <FormView form on_submit=submit>
                <CodeField field=code />
                <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::auth::sign_in() />
            </FormView>
            <div class="public-foot">
                <Button kind=ButtonKind::Plain size=ButtonSize::Small on_press=again>
                    {text::two_factor::start_again()}
                </Button>
            </div>
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
