//! The reseller's own name and reply address.

use leptos::prelude::*;
use shared::resellers::{ChangeReseller, Reseller};
use shared::validation;

use super::api;
use crate::i18n::text;
use crate::session;
use crate::ui::{Card, Form, FormView, Load, Skeleton, SubmitButton, TextField, loaded, toast};

/// One card with the company's form.
#[component]
pub(super) fn CompanySection() -> impl IntoView {
    let reseller = Load::new(api::reseller);
    let skeleton = || {
        view! {
            <div class="stack">
                <Skeleton />
                <Skeleton shape="half" />
            </div>
        }
        .into_any()
    };
    view! {
        <Card title=text::settings::company() about=text::settings::company_about()>
            {loaded(reseller, skeleton, move |company| view! { <CompanyForm company reseller /> }.into_any())}
        </Card>
    }
}

#[component]
fn CompanyForm(company: Reseller, reseller: Load<Reseller>) -> impl IntoView {
    let form = Form::new();
    let name = form.field("/name", company.name);
    let email = form.field("/email", company.email);
    let submit = move || {
        let (checked_name, checked_email) = (name.checked(validation::company_name), email.checked(validation::email));
        let (Some(name), Some(email)) = (checked_name, checked_email) else { return form.focus_fault() };
        let change = ChangeReseller { name: Some(name), email: Some(email) };
        form.send(api::change_reseller(change, company.version), move |changed| {
            if let Some(mut me) = session::me_untracked()
                && let Some(own) = &mut me.reseller
            {
                own.name.clone_from(&changed.name);
                session::update(me);
            }
            reseller.set(changed);
            toast::say(text::settings::saved());
        });
    };
    view! {
        <FormView form on_submit=submit>
            <div class="fields">
                <TextField field=name label=text::settings::company_name() autocomplete="organization" />
                <TextField
                    field=email
                    label=text::settings::reply_address()
                    hint=text::settings::reply_address_hint()
                    kind="email"
                    autocomplete="email"
                />
            </div>
            <SubmitButton busy=form.busy() label=text::common::save() />
        </FormView>
    }
}
