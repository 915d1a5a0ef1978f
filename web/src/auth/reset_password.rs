//! `/reset-password#token`.

use leptos::prelude::*;
use shared::problem::ProblemCode;
use shared::validation;

use super::{IncompleteLink, ToSignIn, api};
use crate::i18n::text;
use crate::routes::Place;
use crate::session;
use crate::shell::{PublicLayout, PublicMessage};
use crate::ui::{ButtonKind, ButtonSize, Form, FormView, Icon, LinkButton, NewPasswordField, SubmitButton, browser, live, watch};

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Choose,
    Done,
    Over,
}

/// Chooses a new password with the token of the mail.
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let Some(token) = browser::take_fragment() else { return view! { <IncompleteLink /> }.into_any() };
    let step = RwSignal::new(Step::Choose);
    live(move || match step.get() {
        Step::Choose => view! { <ChoosePassword token=token.clone() step /> }.into_any(),
        Step::Done => view! {
            <PublicMessage sign=Icon::Check title=text::auth::reset_title() sentence=text::auth::reset_done()>
                <ToSignIn />
            </PublicMessage>
        }
        .into_any(),
        Step::Over => view! {
            <PublicMessage sign=Icon::Clock title=text::auth::link_over_title() sentence=text::problems::link_expired()>
                <LinkButton kind=ButtonKind::Primary href=Place::ForgotPassword.path()>
                    {text::auth::new_link()}
                </LinkButton>
            </PublicMessage>
        }
        .into_any(),
    })
}

#[component]
fn ChoosePassword(token: String, step: RwSignal<Step>) -> impl IntoView {
    let form = Form::new();
    let password = form.field("/password", "");
    let submit = move || {
        let Some(password) = password.checked(validation::new_password) else { return form.focus_fault() };
        form.send(api::reset_password(token.clone(), password), move |()| {
            // The server has ended every session of the account, this browser's as well.
            session::lose();
            step.set(Step::Done);
        });
    };
    watch(move || {
        if form.problem().is_some_and(|error| error.code() == Some(ProblemCode::LinkExpired)) {
            step.set(Step::Over);
        }
    });
    view! {
        <PublicLayout title=text::auth::reset_title() about=text::auth::reset_about()>
            <FormView form on_submit=submit>
                // Browsers ask for one beside a password; whose link it is only the server knows.
                <input type="text" autocomplete="username" hidden readonly />
                <NewPasswordField field=password label=text::auth::new_password() first=() />
                <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::auth::reset_action() />
            </FormView>
        </PublicLayout>
    }
}
