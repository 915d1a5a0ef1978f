//! `/forgot-password`.

use leptos::prelude::*;
use shared::validation;

use super::{ToSignIn, api};
use crate::i18n::text;
use crate::routes::Place;
use crate::shell::{PublicLayout, PublicMessage};
use crate::ui::{ButtonSize, Form, FormView, Icon, SubmitButton, TextField, live};

/// Asks for the address, and says the same whether an account has it or not.
#[component]
pub fn ForgotPasswordPage() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    live(move || match sent_to.get() {
        None => view! { <AskForLink sent_to /> }.into_any(),
        Some(email) => view! {
            <PublicMessage sign=Icon::Mail title=text::auth::forgot_done_title() sentence=text::auth::forgot_done(email)>
                <ToSignIn />
            </PublicMessage>
        }
        .into_any(),
    })
}

#[component]
fn AskForLink(sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let form = Form::new();
    let email = form.field("/email", "");
    let submit = move || {
        let Some(email) = email.checked(validation::email) else { return form.focus_fault() };
        form.send(api::forgot_password(email.clone()), move |()| sent_to.set(Some(email)));
    };
    view! {
        <PublicLayout title=text::auth::forgot_title() about=text::auth::forgot_about()>
            <FormView form on_submit=submit>
                <TextField field=email label=text::auth::email() kind="email" autocomplete="username" first=() />
                <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::auth::forgot_action() />
            </FormView>
            <p class="public-foot">
                <a href=Place::SignIn.path()>{text::auth::back_to_sign_in()}</a>
            </p>
        </PublicLayout>
    }
}
