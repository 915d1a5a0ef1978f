//! `/setup#code`: the first start.

use leptos::prelude::*;
use shared::setup::{SetUp, SetUpState};
use shared::validation;

use super::{ToSignIn, api};
use crate::i18n::text;
use crate::routes::{Place, redirect};
use crate::session;
use crate::shell::{PublicLayout, PublicMessage};
use crate::ui::{
    ButtonSize, Field, Form, FormView, Icon, Load, NewPasswordField, ProblemPanel, Skeleton, SubmitButton, TextField, browser, live,
};

/// Makes the first reseller and its owner, with the setup code of the server's log.
#[component]
pub fn SetupPage() -> impl IntoView {
    let code = browser::take_fragment().unwrap_or_default();
    let state = Load::new(api::set_up_state);
    live(move || match (state.error(), state.get()) {
        (Some(error), _) => {
            view! { <PublicLayout title=text::auth::setup_title()><ProblemPanel error retry=move || state.reload() /></PublicLayout> }
                .into_any()
        }
        (None, None) => view! {
            <PublicLayout title=text::auth::setup_title()>
                <Skeleton />
                <Skeleton />
                <Skeleton shape="half" />
            </PublicLayout>
        }
        .into_any(),
        (None, Some(SetUpState { set_up: true })) => view! {
            <PublicMessage sign=Icon::Check title=text::auth::setup_done_title() sentence=text::problems::already_set_up()>
                <ToSignIn />
            </PublicMessage>
        }
        .into_any(),
        (None, Some(SetUpState { set_up: false })) => view! { <SetupForm code=code.clone() /> }.into_any(),
    })
}

/// The fields, so that submit can check them all.
#[derive(Clone, Copy)]
struct SetupFields {
    code: Field,
    reseller: Field,
    name: Field,
    email: Field,
    password: Field,
}

impl SetupFields {
    fn checked(self) -> Option<SetUp> {
        let setup_code = self.code.checked(validation::token);
        let reseller_name = self.reseller.checked(validation::company_name);
        let full_name = self.name.checked(validation::full_name);
        let email = self.email.checked(validation::email);
        let password = self.password.checked(validation::new_password);
        Some(SetUp { setup_code: setup_code?, reseller_name: reseller_name?, full_name: full_name?, email: email?, password: password? })
    }
}

#[component]
fn SetupForm(code: String) -> impl IntoView {
    let form = Form::new();
    let fields = SetupFields {
        code: form.field("/setup_code", code),
        reseller: form.field("/reseller_name", ""),
        name: form.field("/full_name", ""),
        email: form.field("/email", ""),
        password: form.field("/password", ""),
    };
    let redirect = StoredValue::new(redirect());
    let submit = move || {
        let Some(setup) = fields.checked() else { return form.focus_fault() };
        form.send(api::set_up(setup), move |signed_in| {
            session::enter(signed_in);
            redirect.with_value(|redirect| redirect(&Place::Home.path()));
        });
    };
    view! {
        <PublicLayout title=text::auth::setup_title() about=text::auth::setup_about()>
            <FormView form on_submit=submit>
                <TextField field=fields.code label=text::auth::setup_code() hint=text::auth::setup_code_hint() />
                <TextField
                    field=fields.reseller
                    label=text::auth::setup_company()
                    hint=text::auth::setup_company_hint()
                    autocomplete="organization"
                />
                <TextField field=fields.name label=text::auth::full_name() autocomplete="name" />
                <TextField field=fields.email label=text::auth::email() kind="email" autocomplete="username" />
                <NewPasswordField field=fields.password label=text::auth::password() />
                <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::auth::setup_action() />
            </FormView>
        </PublicLayout>
    }
}
